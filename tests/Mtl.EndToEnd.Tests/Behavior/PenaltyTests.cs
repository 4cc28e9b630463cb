using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Penalties against their formulas. Without labels the objective is the penalty alone, and so is its gradient.</summary>
[Collection(Alone.Name)]
public sealed class PenaltyTests
{
    [Fact]
    public void The_penalty_is_the_sum_of_the_formulas()
    {
        using var scope = NewDisposeScope();
        using var model = new EveryPenalty(seed: 1);
        var losses = Backward(model);
        var heard = Weights(model.Heard).ToList();
        var expected = heard.Sum(weight => (0.2 * Number(weight.abs().sum())) + (0.3 * Number(weight.square().sum())))
            + (0.7 * Number(model.Mixed.Inner.weight!.square().sum()))
            + (0.4 * Math.Sqrt(24) * Number(model.Groups.weight!.square().sum(1).sqrt().sum()))
            + (0.01 * (Number(model.Sparse.Hidden[0].weight!.abs().sum()) + Number(model.Sparse.Output.weight!.abs().sum())))
            + (0.05 * Math.Sqrt(5) * Number(model.Exempt.Output.weight!.square().sum().sqrt()));
        Assert.Equal(2, heard.Count);
        Assert.Equal(expected, Number(losses.Penalty), 4);
        Assert.Equal(Number(losses.Penalty), Number(losses.Total));
    }

    [Fact]
    public void The_gradient_is_that_of_the_formulas_and_biases_have_none()
    {
        using var scope = NewDisposeScope();
        using var model = new EveryPenalty(seed: 2);
        Backward(model);
        Assert.All(Weights(model.Heard), weight => AssertSame((0.2 * weight.sign()) + (0.6 * weight), weight.grad!));
        AssertSame(1.4 * model.Mixed.Inner.weight!, model.Mixed.Inner.weight!.grad!);
        AssertSame(GroupGradient(0.4, model.Groups.weight!), model.Groups.weight!.grad!);
        AssertSame(0.01 * model.Sparse.Hidden[0].weight!.sign(), model.Sparse.Hidden[0].weight!.grad!);
        AssertSame(0.01 * model.Sparse.Output.weight!.sign(), model.Sparse.Output.weight!.grad!);
        AssertSame(GroupGradient(0.05, model.Exempt.Output.weight!), model.Exempt.Output.weight!.grad!);
        Assert.All(model.named_parameters().Where(entry => entry.name.Contains("bias", StringComparison.Ordinal)), entry =>
            Assert.Equal(0, Number(entry.parameter.grad!.abs().sum())));
    }

    [Fact]
    public void Every_parameter_of_two_dimensions_or_more_is_a_weight()
    {
        using var scope = NewDisposeScope();
        using var model = new EveryWeight(seed: 7);
        var nobody = new TaskLabels(zeros(2), zeros(2));
        var batch = new EveryWeight.Batch(rand(2, 6, 4), tensor(new long[] { 1, 3 }), nobody);
        var losses = model.ComputeLosses(model.call(batch.Signal, batch.Word), batch);
        autograd.backward(losses.Total);
        Tensor[] weights =
        [
            model.MeaningPositions.weight!,
            model.Own.get_parameter("kernel")!,
            .. model.Meaning.parameters().Where(parameter => parameter.dim() > 1),
        ];
        double groups = Math.Sqrt(3) * Number(model.Vector.weight!.square().sum(1).sqrt().sum());
        Assert.Equal((0.2 * weights.Sum(weight => Number(weight.square().sum()))) + (0.3 * groups), Number(losses.Penalty), 4);
        Assert.All(weights, weight => AssertSame(0.4 * weight, weight.grad!));
        AssertSame(GroupGradient(0.3, model.Vector.weight!), model.Vector.weight!.grad!);
        Assert.Equal(0, Number(model.Own.get_parameter("weight_scale")!.grad!.abs().sum()));
    }

    [Fact]
    public void The_penalty_of_an_embedding_is_a_part_of_the_step_that_is_fused()
    {
        Assert.Contains("training step: fused", KeptWords.Summary, StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        using var model = new KeptWords(seed: 8);
        var batch = new KeptWords.Batch(tensor(new long[] { 1, 3, 3 }), new(zeros(3), zeros(3)));
        var weight = model.Vector.weight!.clone();
        using var step = model.BeginTraining(new() { Optimizer = (parameters, _) => optim.SGD(parameters, 0.1) });
        step.Run(batch);
        double groups = Math.Sqrt(3) * Number(weight.square().sum(1).sqrt().sum());
        double expected = (0.1 * Number(weight.abs().sum())) + (0.2 * Number(weight.square().sum())) + (0.3 * groups);
        Assert.Equal(expected, step.Losses.Penalty, 5);
        var gradient = (0.1 * weight.sign()) + (0.4 * weight) + GroupGradient(0.3, weight);
        AssertSame(weight - (0.1 * gradient), model.Vector.weight!);
    }

    [Fact]
    public void A_layer_of_one_s_own_without_weights_cannot_have_a_penalty()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new NothingToPenalize(seed: 9));
        Assert.StartsWith(
            "Own: its penalty has nothing to act on. Weights are parameters of two dimensions or more, but 'scale' has one dimension",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_is_zero_stays_zero()
    {
        using var scope = NewDisposeScope();
        using var model = new EveryPenalty(seed: 3);
        using (no_grad())
            model.Groups.weight![2].zero_();
        Backward(model);
        Assert.Equal(0, Number(model.Groups.weight!.grad![2].abs().sum()));
        Assert.True(Number(model.Groups.weight!.grad![1].abs().sum()) > 0);
    }

    [Fact]
    public void An_elastic_net_is_exactly_L1_and_L2()
    {
        using var scope = NewDisposeScope();
        using var net = new Elastic(seed: 4);
        using var both = new Composed(seed: 4);
        var input = rand(8, 5);
        var labels = new TaskLabels(input.sum(1), ones(8));
        var ours = net.ComputeLosses(net.call(input), new Elastic.Batch(input, labels));
        var theirs = both.ComputeLosses(both.call(input), new Composed.Batch(input, labels));
        Assert.Equal(Number(theirs.Penalty), Number(ours.Penalty));
        autograd.backward(ours.Total);
        autograd.backward(theirs.Total);
        foreach (var (mine, other) in net.parameters().Zip(both.parameters()))
            Assert.Equal(other.grad!.data<float>().ToArray(), mine.grad!.data<float>().ToArray());

        // The head's own L2(0) switches off that half of the default.
        var weight = net.Price.Output.weight!;
        var l1 = 0.2 * Number(weight.abs().sum());
        var trunk = (0.2 * Number(net.Trunk.weight!.abs().sum())) + (0.3 * Number(net.Trunk.weight!.square().sum()));
        Assert.Equal(l1 + trunk, Number(ours.Penalty), 4);
    }

    [Fact]
    public void L1_leaves_only_the_features_that_matter()
    {
        using var scope = NewDisposeScope();
        using var model = new FeatureSelection(seed: 5);
        manual_seed(5);
        var input = randn(256, 10);
        var labels = new TaskLabels((3 * input.select(1, 2)) - (2 * input.select(1, 7)), ones(256));
        model.Fit(
            new FeatureSelection.Batch(input, labels),
            options: new() { Epochs = 150, BatchSize = 64, LearningRate = 1e-2, Seed = 1 });
        var weights = model.Price.Output.weight!.abs().data<float>().ToArray();
        Assert.True(weights[2] > 2.5 && weights[7] > 1.5, $"found {string.Join(", ", weights)}");
        Assert.All(weights.Where((_, index) => index is not (2 or 7)), weight => Assert.InRange(weight, 0, 0.02));
    }

    [Fact]
    public void The_group_lasso_empties_whole_units()
    {
        using var scope = NewDisposeScope();
        using var model = new UnitSelection(seed: 6);
        manual_seed(6);
        var input = randn(256, 4);
        var labels = new TaskLabels(input.sum(1), ones(256));
        model.Fit(new UnitSelection.Batch(input, labels), options: new() { Epochs = 200, BatchSize = 64, LearningRate = 1e-2, Seed = 1 });
        var norms = model.Units.weight!.square().sum(1).sqrt().data<float>().ToArray();
        Assert.True(norms.Max() > 0.5, $"found {string.Join(", ", norms)}");
        Assert.True(norms.Count(norm => norm < 0.05) >= 6, $"found {string.Join(", ", norms)}");
        Assert.True(model.Evaluate(new UnitSelection.Batch(input, labels)).Price.R2 > 0.9);
    }

    private static EveryPenalty.Losses Backward(EveryPenalty model)
    {
        var nobody = new TaskLabels(zeros(2), zeros(2));
        var batch = new EveryPenalty.Batch(rand(2, 6, 3), nobody, nobody);
        var losses = model.ComputeLosses(model.call(batch.Sound), batch);
        autograd.backward(losses.Total);
        return losses;
    }

    /// <summary>λ·√n·w/‖w‖ in every row.</summary>
    private static Tensor GroupGradient(double strength, Tensor weight) =>
        strength * Math.Sqrt(weight.shape[1]) * weight / weight.square().sum(1, keepdim: true).sqrt();

    private static IEnumerable<TorchSharp.Modules.Parameter> Weights(nn.Module module) =>
        module.named_parameters()
            .Where(entry => entry.name.StartsWith("weight", StringComparison.Ordinal))
            .Select(entry => entry.parameter);

    private static float Number(Tensor scalar) => scalar.item<float>();

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().item<float>() <= 1e-6f, $"expected {expected}, found {actual}");
}
