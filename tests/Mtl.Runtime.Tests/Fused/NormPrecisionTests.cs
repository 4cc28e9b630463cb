using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>
/// How exact the gradient through batch normalization is where its terms cancel: of two rows x̂ is ±1, and what is left of the gradient is
/// ε/variance of its terms, so that rounding decides. The reference has twice the precision.
/// </summary>
public sealed class NormPrecisionTests
{
    private const int Width = 16;
    private const int Seeds = 201;

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(8, 100, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 3, 2)]
    [InlineData(2, 100, 2)]
    [InlineData(2, 3, 3)]
    public void Its_error_is_no_greater_than_that_of_libtorch(int rows, double offset, int layers)
    {
        var (found, byLibtorch) = (new double[Seeds], new double[Seeds]);
        for (int seed = 0; seed < Seeds; seed++)
        {
            using var scope = torch.NewDisposeScope();
            torch.manual_seed(seed);
            var modules = Enumerable.Range(0, layers).Select(_ => NewModule()).ToArray();
            var input = StepProbe.Random(rows, Width) + offset;
            var slope = StepProbe.Random(rows, Width);
            var exact = ByAutograd([.. modules.Select(Precise)], input.to(torch.float64), slope.to(torch.float64));
            byLibtorch[seed] = Distance(exact, ByAutograd(modules, input, slope));
            found[seed] = Distance(exact, ByStep(modules, input, slope));
        }

        Assert.True(Median(found) <= Median(byLibtorch), $"fused {Median(found)}, by libtorch {Median(byLibtorch)}");
    }

    /// <summary>Single batches are a matter of luck.</summary>
    private static double Median(double[] numbers) => numbers.Order().ElementAt(numbers.Length / 2);

    private static torch.Tensor ByStep(BatchNorm1d[] modules, torch.Tensor input, torch.Tensor slope)
    {
        using var noGrad = torch.no_grad();
        using var probe = new StepProbe(modules);
        var source = probe.Source(Width);
        var steps = new List<BatchNormOp>();
        foreach (var module in modules)
            steps.Add(new(probe.Memory, steps.Count == 0 ? source : steps[^1].Output, probe.Parameters, module));
        probe.Memory.Begin(input.shape[0]);
        source.Values.copy_(input);
        steps.ForEach(step => step.Forward());
        steps[^1].Output.BeginBackward(slope);
        steps.Reverse();
        steps.ForEach(step => step.Backward());
        return source.Gradients!.clone();
    }

    private static torch.Tensor ByAutograd(BatchNorm1d[] modules, torch.Tensor input, torch.Tensor slope)
    {
        var leaf = input.detach().clone().requires_grad_();
        torch.autograd.backward((modules.Aggregate(leaf, (value, module) => module.call(value)) * slope).sum());
        return leaf.grad!;
    }

    private static BatchNorm1d NewModule()
    {
        var module = torch.nn.BatchNorm1d(Width);
        using var noGrad = torch.no_grad();
        module.weight!.copy_(StepProbe.Random(Width));
        module.bias!.copy_(StepProbe.Random(Width));
        return module;
    }

    private static BatchNorm1d Precise(BatchNorm1d module)
    {
        var precise = torch.nn.BatchNorm1d(Width);
        precise.load_state_dict(module.state_dict());
        precise.to(torch.float64);
        return precise;
    }

    private static double Distance(torch.Tensor exact, torch.Tensor found) => (exact - found.to(torch.float64)).norm().item<double>();
}
