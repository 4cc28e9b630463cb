using Mtl.EndToEnd.Tests.Balancing;
using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Methods of balancing that do what they must not, in a step of either kind.</summary>
internal static class BalancingCalls
{
    public static IEnumerable<BadCall> All() =>
    [
        .. Run<IndexOutOfRangeException>(
            "writes more weights than there are tasks", "", () => new OwnGradients((weights, _) => weights[3] = 1)),
        .. Run<IndexOutOfRangeException>(
            "asks for products of tasks that there are not", "",
            () => new OwnGradients((weights, gradients) => weights[0] = gradients[5, 5])),
        .. Run<NotSupportedException>("throws", "mine", () => new OwnGradients((_, _) => throw new NotSupportedException("mine"))),
        .. Run<ArgumentException>(
            "made for two tasks", "was made for 2 tasks, but Mtl.EndToEnd.Tests.Balancing.Balanced has 3",
            () => new UncertaintyBalancing(tasks: 2)),
        .. Run<ObjectDisposedException>("disposed of", "UncertaintyBalancing", () =>
        {
            var balancing = new UncertaintyBalancing(tasks: 3);
            balancing.Dispose();
            return balancing;
        }),
        BadCall.Refused<TrainingException>(
            "Fit, NaN as weights of the losses", "the objective (weighted losses plus penalty) became NaN",
            () => Fit(new OwnLosses(double.NaN))),
        BadCall.Refused<TrainingException>(
            "Fit, an infinite weight", "the objective (weighted losses plus penalty) became Infinity",
            () => Fit(new OwnLosses(double.PositiveInfinity))),
        BadCall.Refused<TrainingException>(
            "Fit, NaN as weights of the gradients", "became NaN", () => Fit(new OwnGradients((weights, _) => weights.Fill(double.NaN)))),
        BadCall.Refused<InvalidOperationException>(
            "a method that nothing was said to", "call Attach",
            () => new UncertaintyBalancing(tasks: 2).Objective([zeros(1).squeeze(), zeros(1).squeeze()], [Labels(1), Labels(1)])),
    ];

    private static IEnumerable<BadCall> Run<TException>(string mistake, string says, Func<TaskBalancing> make)
        where TException : Exception => ((bool[])[true, false]).Select(isTraining => BadCall.Refused<TException>(
            $"{(isTraining ? "a fused step" : "autograd")}, {mistake}", says, () =>
            {
                using var model = new Balanced(seed: 1);
                model.train(isTraining);
                using var step = model.BeginTraining(new() { Balancing = make() });
                step.Run(Batch());
            }));

    private static void Fit(TaskBalancing balancing)
    {
        using var model = new Balanced(seed: 1);
        model.Fit(Batch(), options: new() { Epochs = 2, Balancing = balancing });
    }

    private static Balanced.Batch Batch() => new(rand(4, 6), Classes(4), Labels(4), Labels(4));

    private delegate void Weighing(Span<double> weights, Gramian gradients);

    private sealed class OwnGradients(Weighing weigh) : GradientBalancing
    {
        protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights) =>
            weigh(weights, gradients);
    }

    private sealed class OwnLosses(double weight) : LossBalancing
    {
        protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
        {
            weights.Fill(weight);
            return weight;
        }
    }
}
