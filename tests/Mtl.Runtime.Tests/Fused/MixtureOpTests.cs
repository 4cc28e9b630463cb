using TorchSharp;

namespace Mtl.Tests;

/// <summary>Gates and mixtures of experts, forwards and back, beside autograd.</summary>
public sealed class MixtureOpTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(8, false)]
    [InlineData(17, true)]
    public void A_gate_agrees_with_autograd(int experts, bool isPart)
    {
        torch.manual_seed(experts);
        using var probe = new StepProbe();
        var logits = probe.Source(experts, isPart);
        using var step = new GateOp(logits);
        foreach (int rows in (int[])[3, 1, 9])
            probe.MustAgree(step, x => x[0].softmax(1), rows, logits);
    }

    [Fact]
    public void Large_numbers_do_not_overflow()
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new StepProbe();
        var logits = probe.Source(3);
        using var step = new GateOp(logits);
        var found = probe.ByStep(
            step,
            [logits],
            [torch.tensor(new float[] { 1000, 1000, -1000, 0, -1e30f, -200 }, [2, 3])],
            torch.ones(2, 3));
        Assert.Equal([0.5f, 0.5f, 0, 1, 0, 0], found[0].Numbers);
        Assert.All(found[1].Numbers, number => Assert.Equal(0, number));
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(3, 16, true)]
    [InlineData(5, 33, true)]
    public void A_mixture_agrees_with_autograd(int experts, int width, bool areParts)
    {
        torch.manual_seed(experts);
        using var probe = new StepProbe();
        StepValue[] sources = [probe.Source(experts, isPart: true), .. Enumerable.Range(0, experts).Select(_ =>
            probe.Source(width, areParts))];
        using var step = new MixtureOp(probe.Memory, sources[0], sources[1..]);
        foreach (int rows in (int[])[3, 1, 9])
        {
            probe.MustAgree(step, x => ExpertMixture.Mix(x[0], x[1..]), rows, sources);
            probe.MustAgree(step, x => torch.stack(x[1..], 1).mul(x[0].unsqueeze(2)).sum(1), rows, sources);
        }
    }

    [Fact]
    public void Two_mixtures_add_their_gradients_to_gate_and_experts()
    {
        torch.manual_seed(1);
        using var scope = torch.NewDisposeScope();
        using var probe = new StepProbe();
        using var noGrad = torch.no_grad();
        var (gate, other) = (probe.Source(2), probe.Source(2));
        StepValue[] experts = [probe.Source(4), probe.Source(4)];
        StepValue[] below = [probe.Source(3), probe.Source(3)];
        using var first = new MixtureOp(probe.Memory, gate, experts);
        using var second = new MixtureOp(probe.Memory, other, experts);
        using var third = new MixtureOp(probe.Memory, gate, below);
        probe.Memory.Begin(5);
        foreach (var source in (StepValue[])[gate, other, .. experts, .. below])
            source.Values.copy_(StepProbe.Random(5, source.Width));
        var (left, right, low) = (StepProbe.Random(5, 4), StepProbe.Random(5, 4), StepProbe.Random(5, 3));
        first.Output.BeginBackward(left);
        second.Output.BeginBackward(right);
        third.Output.BeginBackward(low);
        foreach (var step in (MixtureOp[])[third, second, first])
            step.Backward();

        for (int e = 0; e < 2; e++)
        {
            var shares = (gate.Values.narrow(1, e, 1), other.Values.narrow(1, e, 1));
            StepProbe.MustBeClose(
                ((left * shares.Item1) + (right * shares.Item2)).Read(),
                experts[e].Gradients!.clone().Read(),
                $"expert {e}");
            var expected = (left * experts[e].Values).sum(1) + (low * below[e].Values).sum(1);
            StepProbe.MustBeClose(expected.Read(), gate.Gradients!.select(1, e).clone().Read(), $"gate, expert {e}");
        }
    }

    [Fact]
    public void A_mixture_that_is_not_read_leaves_everything_as_it_is()
    {
        using var probe = new StepProbe();
        var gate = probe.Source(2);
        StepValue[] experts = [probe.Source(3), probe.Source(3)];
        using var shares = new GateOp(gate);
        using var step = new MixtureOp(probe.Memory, shares.Output, experts);
        probe.Memory.Begin(4);
        step.Backward();
        shares.Backward();
        Assert.False(gate.HasGradient || experts[0].HasGradient || experts[1].HasGradient);
    }

    [Fact]
    public void A_gate_has_a_share_for_every_expert()
    {
        using var probe = new StepProbe();
        Assert.Throws<ArgumentException>(() => new MixtureOp(probe.Memory, probe.Source(3), probe.Source(4), probe.Source(4)));
    }
}
