using TorchSharp;

namespace Mtl.Tests;

public sealed class MergeStepTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 8, 3)]
    [InlineData(16, 33, 5)]
    public void Values_side_by_side_agree_with_autograd(int first, int second, int third)
    {
        using var probe = new StepProbe();
        StepValue[] sources = [probe.Source(first), probe.Source(second, isPart: true), probe.Source(third)];
        using var step = new ConcatOp(probe.Memory, sources);
        foreach (int rows in (int[])[3, 1, 8])
            probe.MustAgree(step, x => torch.cat(x, 1), rows, sources);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(32)]
    public void Values_added_agree_with_autograd(int width)
    {
        using var probe = new StepProbe();
        StepValue[] sources = [probe.Source(width), probe.Source(width, isPart: true), probe.Source(width)];
        using var step = new SumOp(probe.Memory, sources);
        foreach (int rows in (int[])[3, 1, 8])
            probe.MustAgree(step, x => x[0] + x[1] + x[2], rows, sources);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(32)]
    public void Values_multiplied_agree_with_autograd(int width)
    {
        using var probe = new StepProbe();
        StepValue[] sources = [probe.Source(width), probe.Source(width, isPart: true), probe.Source(width)];
        using var step = new ProductOp(probe.Memory, sources);
        foreach (int rows in (int[])[3, 1, 8])
            probe.MustAgree(step, x => x[0] * x[1] * x[2], rows, sources);
    }

    [Fact]
    public void A_square_gets_both_shares_of_its_gradient()
    {
        using var probe = new StepProbe();
        var source = probe.Source(3);
        using var step = new ProductOp(probe.Memory, source, source);
        probe.MustAgree(step, x => x[0] * x[0], rows: 4, source);
    }

    [Fact]
    public void A_source_without_gradient_is_left_out()
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new StepProbe();
        StepValue[] sources = [probe.Source(2, hasGradient: false), probe.Source(3)];
        using var step = new ConcatOp(probe.Memory, sources);
        var slope = StepProbe.Random(4, 5);
        var found = probe.ByStep(step, sources, [StepProbe.Random(4, 2), StepProbe.Random(4, 3)], slope);
        Assert.Equal(2, found.Count);
        Assert.Equal(slope.narrow(1, 2, 3).contiguous().Read(), found[1].Numbers);
    }

    [Fact]
    public void Between_sources_without_gradient_nothing_is_back_propagated()
    {
        using var probe = new StepProbe();
        using var step = new SumOp(probe.Memory, probe.Source(2, hasGradient: false), probe.Source(2, hasGradient: false));
        probe.Memory.Begin(3);
        Assert.Null(step.Output.Gradients);
        step.Backward();
    }
}
