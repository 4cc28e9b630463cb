using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Frozen parts and learning rates of parts: what moves, and how fast.</summary>
[Collection(Alone.Name)]
public sealed class FreezingTests
{
    [Fact]
    public void Training_moves_everything_but_the_frozen_parts()
    {
        using var model = new FineTuned(seed: 1);
        var before = State(model);
        model.Fit(Data(), options: new() { Epochs = 3, BatchSize = 8, Seed = 1 });
        var after = State(model);
        Assert.Contains("OldNorm.running_mean", before.Keys);
        foreach (var (key, values) in before)
        {
            var isFrozen = key.StartsWith("Old", StringComparison.Ordinal) || key.StartsWith("Finished", StringComparison.Ordinal);
            Assert.True(values.SequenceEqual(after[key]) == isFrozen, key);
        }
    }

    [Fact]
    public void Frozen_batch_normalization_uses_its_running_statistics()
    {
        using var scope = NewDisposeScope();
        using var model = new FineTuned(seed: 2);
        Assert.Equal(1, FineTuned.Info.MinimumBatchSize);
        Assert.False(model.OldNorm.training);
        var input = rand(6, 5);
        model.eval();
        var expected = model.call(input).New;
        model.train();
        Assert.True(model.training && model.Slow.training && !model.OldNorm.training);
        Assert.Equal(expected.data<float>().ToArray(), model.call(input).New.data<float>().ToArray());

        using var outer = new Outer(model);
        outer.train();
        Assert.False(model.OldNorm.training);
    }

    [Fact]
    public void Frozen_parameters_need_no_gradient_and_have_no_penalty()
    {
        using var scope = NewDisposeScope();
        using var model = new FineTuned(seed: 3);
        Assert.All(
            model.Old.parameters().Concat(model.OldNorm.parameters()).Concat(model.Finished.parameters()),
            parameter => Assert.False(parameter.requires_grad));
        Assert.All(model.Slow.parameters().Concat(model.New.parameters()), parameter => Assert.True(parameter.requires_grad));
        var batch = Data();
        Assert.Equal(0, model.ComputeLosses(model.call(batch.Input), batch).Penalty.item<float>());
    }

    [Fact]
    public void The_optimizers_get_the_trainable_parameters_and_their_learning_rates()
    {
        using var model = new FineTuned(seed: 4);
        var given = new Dictionary<double, int>();
        model.Fit(Data(), options: new()
        {
            Epochs = 1,
            LearningRate = 0.01,
            Optimizer = (parameters, rate) =>
            {
                given.Add(rate, parameters.Count);
                return optim.SGD(parameters, rate);
            },
        });
        Assert.Equal(new Dictionary<double, int> { [0.01] = 2, [0.1 * 0.01] = 2 }, given);
    }

    [Fact]
    public void A_part_moves_by_its_own_share_of_the_step()
    {
        using var scope = NewDisposeScope();
        using var model = new FineTuned(seed: 5);
        var batch = Data();
        autograd.backward(model.ComputeLosses(model.call(batch.Input), batch).Total);
        var slow = model.Slow.weight!.detach() - (0.1 * 0.2 * model.Slow.weight!.grad!);
        var fast = model.New.Output.weight!.detach() - (0.2 * model.New.Output.weight!.grad!);
        model.zero_grad();
        model.Fit(batch, options: new()
        {
            Epochs = 1,
            BatchSize = 100,
            LearningRate = 0.2,
            Optimizer = (parameters, rate) => optim.SGD(parameters, rate),
        });
        AssertSame(slow, model.Slow.weight!);
        AssertSame(fast, model.New.Output.weight!);
    }

    [Fact]
    public void A_member_can_lift_the_default_of_the_class()
    {
        using var scope = NewDisposeScope();
        using var model = new MostlyFrozen(seed: 6);
        Assert.False(model.Old.weight!.requires_grad);
        Assert.True(model.Thawed.weight!.requires_grad);
        var group = Assert.Single(((IMultiTaskModel<MostlyFrozen.Batch, MostlyFrozen.Metrics>)model).LearningRates);
        Assert.Equal(2, group.Multiplier);
        Assert.Same(model.New, Assert.Single(group.Modules));
    }

    private static FineTuned.Batch Data()
    {
        manual_seed(9);
        var input = rand(24, 5);
        var labels = new TaskLabels(input.sum(1), ones(24));
        return new FineTuned.Batch(input, labels, labels);
    }

    private static Dictionary<string, float[]> State(FineTuned model) => model.state_dict()
        .Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key, entry => entry.Value.data<float>().ToArray());

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().item<float>() < 1e-5f, $"expected {expected.str()}, found {actual.str()}");

    private sealed class Outer : nn.Module<Tensor, Tensor>
    {
        private readonly FineTuned inner;

        public Outer(FineTuned model)
            : base("Outer")
        {
            inner = model;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.call(input).New;
    }
}
