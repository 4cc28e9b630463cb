using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Several threads in one model: what they learn is up to the caller, but none frees or resizes what another reads.</summary>
internal static class ThreadCalls
{
    public static IEnumerable<BadCall> All() =>
    [
        BadCall.Fine("they predict", () =>
        {
            using var model = new ThreeKinds(seed: 1);
            Parallel.For(0, 200, i => Predict(model, i));
        }),
        BadCall.Fine("they train", () =>
        {
            using var model = new ThreeKinds(seed: 1);
            using var step = model.BeginTraining();
            Parallel.For(0, 300, i =>
            {
                using var scope = NewDisposeScope();
                step.Run(Batch(2 + (i % 5)));
            });
        }),
        BadCall.Fine("one trains, others predict", () =>
        {
            using var model = new ThreeKinds(seed: 1);
            using var step = model.BeginTraining();
            Parallel.For(0, 300, i =>
            {
                using var scope = NewDisposeScope();
                if (i % 2 == 0)
                    Predict(model, i);
                else
                    step.Run(Batch(2 + (i % 5)));
            });
        }),
    ];

    private static void Predict(ThreeKinds model, int i)
    {
        using var scope = NewDisposeScope();
        model.Predict(rand(1 + (i % 5), 7));
    }

    private static ThreeKinds.Batch Batch(int rows) => new(rand(rows, 7), Classes(rows), Labels(rows), Labels(rows));
}
