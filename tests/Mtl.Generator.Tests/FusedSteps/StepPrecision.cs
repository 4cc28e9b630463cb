using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>The error that a step may have: the largest error of autograd, measured against double precision.</summary>
internal sealed class StepPrecision
{
    /// <summary>How many nearly equal models show how exact autograd is, where one alone may have been lucky.</summary>
    private const int Neighbors = 8;

    private readonly Type _type;
    private readonly nn.Module _model;
    private readonly object _batch;
    private readonly Pair _itself;

    /// <summary>Prepares to judge a step.</summary>
    /// <param name="type">The class of the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="batch">What it reads.</param>
    public StepPrecision(Type type, nn.Module model, object batch)
    {
        _type = type;
        _model = model;
        _batch = batch;
        _itself = PairOf(model);
    }

    /// <summary>Requires numbers that are off by no more than autograd is.</summary>
    /// <param name="byAutograd">Computes them by autograd, in parts that are judged by themselves.</param>
    /// <param name="found">What was found.</param>
    /// <param name="what">What it is about, for the message.</param>
    /// <param name="leastScale">
    /// The least size of the terms that are summed: a gradient near 0 is the difference of larger numbers.
    /// </param>
    public void AssertClose(Func<StepCheck, List<double[]>> byAutograd, List<double[]> found, string what, double leastScale = 1)
    {
        var exact = byAutograd(_itself.Exact);
        var rounded = byAutograd(_itself.Rounded);
        List<(List<double[]> Exact, List<double[]> Rounded)>? neighbors = null;
        Assert.Equal(exact.Count, found.Count);
        for (var part = 0; part < exact.Count; part++)
        {
            Assert.Equal(exact[part].Length, found[part].Length);
            if (exact[part].Length == 0)
                continue; // Nothing is shared.
            var scale = Math.Max(leastScale, exact[part].Max(Math.Abs));
            var error = Worst(exact[part], rounded[part]);
            if (!AllAreWithin(error))
            {
                neighbors ??=
                [
                    .. Enumerable.Range(0, Neighbors)
                        .Select(_ => PairOf(Nudged()))
                        .Select(pair => (byAutograd(pair.Exact), byAutograd(pair.Rounded))),
                ];
                error = Math.Max(error, neighbors.Max(one => Worst(one.Exact[part], one.Rounded[part])));
            }
            for (var i = 0; i < exact[part].Length; i++)
            {
                Assert.True(
                    IsWithin(i, error),
                    $"number {i} of {exact[part].Length}: exactly {exact[part][i]}, by autograd {rounded[part][i]}, "
                    + $"whose error is {error}, fused {found[part][i]}, part {part}, {what}");
            }

            bool AllAreWithin(double error) => Enumerable.Range(0, exact[part].Length).All(i => IsWithin(i, error));

            bool IsWithin(int i, double error) => Math.Abs(exact[part][i] - found[part][i]) <= (1e-5 * scale) + (5 * error);
        }
    }

    private static double Worst(double[] exact, double[] rounded) => exact.Zip(rounded, (right, other) => Math.Abs(right - other)).Max();

    private Pair PairOf(nn.Module model)
    {
        var precise = FusedStepTests.New(_type);
        precise.load_state_dict(model.state_dict());
        FreezeAs(model, precise);
        precise.to(float64);
        var exact = new StepCheck(precise, RandomBatches.Precise(_batch));
        exact.Storage.Ensure();
        return new(exact, new StepCheck(model, _batch));
    }

    /// <summary>The model with parameters that differ in their last digit.</summary>
    private nn.Module Nudged()
    {
        var nudged = FusedStepTests.New(_type);
        nudged.load_state_dict(_model.state_dict());
        FreezeAs(_model, nudged);
        using var frozen = no_grad();
        foreach (var parameter in nudged.parameters())
            parameter.mul_(1 + (1.2e-7 * randint(-1, 2, parameter.shape)));
        return nudged;
    }

    private static void FreezeAs(nn.Module model, nn.Module other)
    {
        foreach (var (parameter, same) in model.parameters().Zip(other.parameters()))
            same.requires_grad = parameter.requires_grad;
    }

    /// <summary>The same model in twice the precision and as it is.</summary>
    private sealed record Pair(StepCheck Exact, StepCheck Rounded);
}
