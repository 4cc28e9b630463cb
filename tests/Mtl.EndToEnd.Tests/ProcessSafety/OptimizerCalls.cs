using TorchSharp.Modules;
using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Optimizers that cannot train, for a model of either kind of step.</summary>
internal static class OptimizerCalls
{
    public static IEnumerable<BadCall> All() =>
    [
        .. Refuse("LBFGS", "made LBFGS, which computes in native code", (parameters, rate) => optim.LBFGS(parameters, rate)),
        .. Refuse("no optimizer", "returned null", (_, _) => null!),
        .. Refuse("an optimizer of other parameters", "made SGD for none of the", (_, rate) => optim.SGD([new Parameter(zeros(3))], rate)),
        .. Refuse("an optimizer of nothing", "made Adam for none of the", (_, rate) => optim.Adam(Array.Empty<Parameter>(), rate)),
        .. Fit(
            "a factory that throws",
            (name, fit) => BadCall.Refused<NotSupportedException>(name, "mine", () => fit(Throw))),
        .. Fit(
            "an optimizer that was disposed of",
            (name, fit) => BadCall.Refused<InvalidOperationException>(name, "Tensor invalid", () => fit(DisposedOf))),
        .. Fit(
            "some of the parameters",
            (name, fit) => BadCall.Fine(name, () => fit((parameters, rate) => optim.SGD(parameters.Take(2), rate)))),
        .. Fit("another optimizer", (name, fit) => BadCall.Fine(name, () => fit((parameters, rate) => optim.NAdam(parameters, rate)))),
        BadCall.Fine("LBFGS leaves nothing behind that the collector stumbles over", () =>
        {
            using (var model = new ThreeKinds(seed: 1))
                Assert.Throws<ArgumentException>(
                    () => model.BeginTraining(new() { Optimizer = (parameters, rate) => optim.LBFGS(parameters, rate) }));
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }),
        BadCall.Fine("a refused optimizer has changed nothing", () =>
        {
            using var model = new ThreeKinds(seed: 1);
            float[] before = [.. model.parameters().SelectMany(parameter => parameter.data<float>())];
            Assert.Throws<ArgumentException>(
                () => model.Fit(Numbers(), options: new() { Optimizer = (parameters, rate) => optim.LBFGS(parameters, rate) }));
            Assert.Equal(before, model.parameters().SelectMany(parameter => parameter.data<float>()));
        }),
        BadCall.Fine("gradients of trained native layers set to 0 in their place", () =>
        {
            using var model = new EveryPenalty(seed: 1);
            using var step = model.BeginTraining();
            step.Run(Sound());
            model.Heard.zero_grad(set_to_none: false);
            model.zero_grad(set_to_none: false);
            Assert.All(model.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().item<float>()));
        }),
        BadCall.Fine("a trained model in a loop of LBFGS of one's own", () =>
        {
            using var model = new EveryPenalty(seed: 1);
            model.Fit(Sound(), options: new() { Epochs = 1 });
            var batch = Sound();
            using var optimizer = optim.LBFGS(model.parameters(), lr: 0.01, max_iter: 2);
            optimizer.step(() =>
            {
                optimizer.zero_grad();
                var losses = model.ComputeLosses(model.call(batch.Sound), batch);
                losses.Total.backward();
                return losses.Total;
            });
        }),
    ];

    private static IEnumerable<BadCall> Refuse(string mistake, string says, Func<IReadOnlyList<Parameter>, double, optim.Optimizer> make) =>
        Fit(mistake, (name, fit) => BadCall.Refused<ArgumentException>(name, "The option Optimizer " + says, () => fit(make)));

    private static optim.Optimizer Throw(IReadOnlyList<Parameter> parameters, double rate) => throw new NotSupportedException("mine");

    private static optim.Optimizer DisposedOf(IReadOnlyList<Parameter> parameters, double rate)
    {
        var optimizer = optim.Rprop(parameters, rate);
        optimizer.Dispose();
        return optimizer;
    }

    private static IEnumerable<BadCall> Fit(
        string mistake, Func<string, Action<Func<IReadOnlyList<Parameter>, double, optim.Optimizer>>, BadCall> call)
    {
        yield return call("a fused step, " + mistake, make =>
        {
            using var model = new ThreeKinds(seed: 1);
            model.Fit(Numbers(), options: new() { Epochs = 2, Optimizer = make });
        });
        yield return call("autograd, " + mistake, make =>
        {
            using var model = new EveryPenalty(seed: 1);
            model.Fit(Sound(), options: new() { Epochs = 2, Optimizer = make });
        });
    }

    private static ThreeKinds.Batch Numbers() => new(rand(4, 7), Classes(4), Labels(4), Labels(4));

    private static EveryPenalty.Batch Sound() => new(rand(4, 6, 3), Labels(4), Labels(4));
}
