using TorchSharp;
using static Mtl.Tests.Balancing.LossProbe;

namespace Mtl.Tests.Balancing;

/// <summary>FAMO, against its formulas.</summary>
public sealed class FamoTests
{
    [Fact]
    public void Famo_weighs_by_shares_overTaskLosses_and_gives_more_to_what_falls_less()
    {
        using var method = new FamoBalancing(2).For(2);
        double expected = Math.Log(0.5 * 4) / ((1 / 0.5) + (1 / 4.0));
        Assert.Equal(expected, method.Weigh([0.5, 4], [1, 1]), 1e-6);
        Assert.Equal(1, method.Weights.Sum(), 1e-9);
        Assert.Equal(8, method.Weights[0] / method.Weights[1], 1e-5);

        var before = Losses(0.5, 4);
        method.AfterStep(before, Losses(0.25, 3.9)); // The first halves, the second hardly moves.
        float[] logits = TensorValues.Read<float>(method.get_buffer("logits")!);
        Assert.Equal([-0.025f, 0.025f], logits.Select(logit => MathF.Round(logit, 5))); // Adam's first step has the length of its rate.
        method.Weigh([1, 1], [1, 1]);
        Assert.Equal(Math.Exp(0.05), method.Weights[1] / method.Weights[0], 1e-6);
    }

    /// <summary>A loss of 0 counts as 1e-8, before the step and after it.</summary>
    [Theory]
    [InlineData(1, 0, -0.025f)]
    [InlineData(0, 1, 0.025f)]
    public void Famo_takesTaskLosses_of_0(double before, double after, float logit)
    {
        using var method = new FamoBalancing(2).For(2);
        method.AfterStep(Losses(before, 1), Losses(after, 1));
        float[] logits = TensorValues.Read<float>(method.get_buffer("logits")!);
        Assert.Equal([logit, -logit], logits.Select(value => MathF.Round(value, 5)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Famo_learns_nothing_from_a_step_into_nowhere(double after)
    {
        using var method = new FamoBalancing(2).For(2);
        method.AfterStep(Losses(1, 1), Losses(after, 1));
        Assert.Equal([0, 0], TensorValues.Read<float>(method.get_buffer("logits")!));
        Assert.Equal([0, 0], TensorValues.Read<float>(method.get_buffer("steps")!));
    }

    /// <summary>The first slope is 1e-8, as Adam's ε.</summary>
    [Fact]
    public void Famo_hardly_moves_whereTaskLosses_fall_alike()
    {
        using var method = new FamoBalancing(2) { LearningRate = 0.1 }.For(2);
        method.AfterStep(Losses(1, 1), Losses(Math.Exp(-4e-8), 1));
        float[] logits = TensorValues.Read<float>(method.get_buffer("logits")!);
        Assert.Equal(-0.05, logits[0], 1e-6);
        Assert.Equal(0.05, logits[1], 1e-6);
    }

    [Fact]
    public void Famo_reports_the_weights_that_a_step_was_taken_with()
    {
        using var method = new FamoBalancing(2).For(2);
        method.Weigh([0.5, 4], [1, 1]);
        double[] expected = [.. method.Weights];
        method.Weigh([4, 0.5], [1, 1]); // As a measurement of the same batch after the step does.
        method.AfterStep(Losses(0.5, 4), Losses(4, 0.5));
        Assert.Equal(expected, method.Weights);
    }

    [Fact]
    public void Famo_learns_from_what_a_step_has_done_not_from_the_objective_alone()
    {
        using var scope = torch.NewDisposeScope();
        using var method = new FamoBalancing(2).For(2);
        TaskLabels[] labels = [.. Enumerable.Range(0, 2).Select(_ => new TaskLabels(torch.ones(2), torch.ones(2)))];
        foreach (float loss in (float[])[1, 0.5f, 0.2f])
            method.Objective([torch.tensor(loss), torch.tensor(1f)], labels);

        Assert.Equal([0, 0], TensorValues.Read<float>(method.get_buffer("logits")!));
    }

    [Fact]
    public void Famo_s_derivatives_are_those_of_the_logarithms_with_a_constant_scale()
    {
        using var method = new FamoBalancing(3).For(3);
        method.Weigh(TaskLosses, [1, 1, 1]);
        double[] weights = [.. method.Weights];
        double scale = 1 / TaskLosses.Sum(loss => 1 / (loss + 1e-8) / 3);
        for (int task = 0; task < 3; task++)
            Assert.Equal(scale * Slope(losses => losses.Sum(loss => Math.Log(loss + 1e-8) / 3), task), weights[task], 1e-5);
    }
}
