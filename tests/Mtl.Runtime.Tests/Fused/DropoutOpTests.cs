using TorchSharp;

namespace Mtl.Tests;

public sealed class DropoutOpTests
{
    [Theory]
    [InlineData(1, 0.5, false)]
    [InlineData(7, 0.2, true)]
    [InlineData(33, 0.9, false)]
    [InlineData(8, 0.0, true)]
    public void From_one_seed_it_drops_what_libtorch_drops(int width, double rate, bool isPart)
    {
        using var probe = new StepProbe();
        using var random = new ModelRandom(seed: 1);
        var source = probe.Source(width, isPart);
        using var step = new DropoutOp(probe.Memory, source, random, rate);
        foreach (int rows in (int[])[4, 1, 9])
        {
            using var scope = torch.NewDisposeScope();
            var given = StepProbe.Random(rows, width);
            var slope = StepProbe.Random(rows, width);
            torch.manual_seed(rows);
            var leaf = given.clone().requires_grad_();
            var result = torch.nn.functional.dropout(leaf, rate, training: true);
            torch.autograd.backward((result * slope).sum());
            random.Reseed(rows);
            var found = probe.ByStep(step, [source], [given], slope);
            Assert.Equal(result.detach().clone().Read(), found[0].Numbers);
            Assert.Equal(leaf.grad!.Read(), found[1].Numbers);
        }
    }

    [Fact]
    public void A_rate_that_moves_counts_at_the_next_step()
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new StepProbe();
        using var random = new ModelRandom(seed: 1);
        using var rate = new DropoutRate("Task", 0.1, 0.9);
        var source = probe.Source(1000);
        using var step = new DropoutOp(probe.Memory, source, random, rate);
        float Kept() =>
            probe.ByStep(step, [source], [torch.ones(4, 1000)], torch.ones(4, 1000))[0].Numbers.Count(number => number != 0) / 4000f;
        Assert.InRange(Kept(), 0.45, 0.55);
        rate.Value = 0.1;
        Assert.InRange(Kept(), 0.87, 0.93);
    }

    [Fact]
    public void Where_only_outputs_are_computed_nothing_is_dropped_or_drawn()
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new StepProbe();
        using var random = new ModelRandom(seed: 1);
        var source = probe.Source(7);
        using var step = new DropoutOp(probe.Memory, source, random, 0.5);
        probe.Memory.Begin(4, isTraining: false);
        source.Values.fill_(3);
        var state = random.Generator.get_state();
        step.Forward();
        Assert.All(step.Output.Values.clone().Read(), number => Assert.Equal(3, number));
        Assert.True(state.eq(random.Generator.get_state()).all().item<bool>());
    }
}
