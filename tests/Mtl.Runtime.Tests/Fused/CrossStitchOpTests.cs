using TorchSharp;

namespace Mtl.Tests;

public sealed class CrossStitchOpTests
{
    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(3, 16, true)]
    [InlineData(5, 33, true)]
    public void A_stitch_agrees_with_autograd(int tasks, int width, bool areParts)
    {
        torch.manual_seed(tasks);
        using var unit = new CrossStitchUnit(tasks, 1, 0.7);
        using var probe = new StepProbe(unit);
        StepValue[] copies = [.. Enumerable.Range(0, tasks).Select(_ => probe.Source(width, areParts))];
        using var step = new CrossStitchOp(probe.Memory, probe.Parameters, unit, copies);
        foreach (int rows in (int[])[3, 1, 9])
            probe.MustAgree(step, x => unit.forward(x), rows, copies);
    }

    [Fact]
    public void Frozen_numbers_get_no_gradient()
    {
        torch.manual_seed(1);
        using var scope = torch.NewDisposeScope();
        using var unit = new CrossStitchUnit(2, 0, 0.7);
        using var probe = new StepProbe(unit);
        StepValue[] copies = [probe.Source(3), probe.Source(3)];
        using var step = new CrossStitchOp(probe.Memory, probe.Parameters, unit, copies);
        torch.Tensor[] values = [StepProbe.Random(4, 3), StepProbe.Random(4, 3)];
        probe.ByStep(step, copies, values, StepProbe.Random(4, 3));
        Assert.All(probe.Parameters.Gradients!.Read(), number => Assert.NotEqual(0, number));
        Freezing.Freeze(unit);
        probe.ByStep(step, copies, values, StepProbe.Random(4, 3));
        Assert.All(probe.Parameters.Gradients!.Read(), number => Assert.Equal(0, number));
    }
}
