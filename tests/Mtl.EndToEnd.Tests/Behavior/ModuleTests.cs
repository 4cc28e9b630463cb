using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>A generated model is a TorchSharp module like any other.</summary>
[Collection(Alone.Name)]
public sealed class ModuleTests
{
    [Fact]
    public void State_keys_are_the_property_names()
    {
        using var model = new ThreeKinds(seed: 1);
        string[] expected =
        [
            "Trunk.weight", "Trunk.bias",
            "TrunkNorm.weight", "TrunkNorm.bias", "TrunkNorm.running_mean", "TrunkNorm.running_var", "TrunkNorm.num_batches_tracked",
            "Color.Hidden0.weight", "Color.Hidden0.bias",
            "Color.Hidden0Norm.weight", "Color.Hidden0Norm.bias", "Color.Hidden0Norm.running_mean",
            "Color.Hidden0Norm.running_var", "Color.Hidden0Norm.num_batches_tracked",
            "Color.Output.weight", "Color.Output.bias",
            "Yes.Output.weight", "Yes.Output.bias",
            "Amount.Hidden0.weight", "Amount.Hidden0.bias", "Amount.Output.weight", "Amount.Output.bias",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_parameter_count_is_true()
    {
        using var model = new ThreeKinds();
        Assert.Equal(ThreeKinds.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void It_can_be_nested_in_another_module()
    {
        using var scope = NewDisposeScope();
        using var inner = new ThreeKinds(seed: 1);
        using var outer = new Wrapper(inner);
        Assert.Equal(inner.parameters().Count(), outer.parameters().Count());
        Assert.Contains("inner.Color.Output.weight", outer.state_dict().Keys);
        outer.eval();
        Assert.False(inner.training);
        Assert.Equal(2, outer.call(zeros(2, 7)).shape[0]);
    }

    [Fact]
    public void The_forward_pass_is_the_one_that_a_person_would_write()
    {
        using var scope = NewDisposeScope();
        using var model = new ThreeKinds(seed: 7);
        model.train();
        var input = rand(16, 7);

        ModelRandom.Of(model).Reseed(99);
        var outputs = model.call(input);
        model.TrunkNorm.reset_running_stats();

        manual_seed(99);
        var trunk = nn.functional.dropout(nn.functional.relu(model.TrunkNorm.call(model.Trunk.call(input))), 0.1, true);
        var color = nn.functional.dropout(nn.functional.relu(model.Color.HiddenNorm[0].call(model.Color.Hidden[0].call(trunk))), 0.2, true);
        AssertSame(model.Color.Output.call(color), outputs.Color);
        AssertSame(model.Yes.Output.call(nn.functional.dropout(trunk, 0.2, true)).squeeze(1), outputs.Yes);
        var amount = nn.functional.dropout(nn.functional.gelu(model.Amount.Hidden[0].call(trunk)), 0.2, true);
        AssertSame(model.Amount.Output.call(amount).squeeze(1), outputs.Amount);
    }

    [Fact]
    public void The_same_seed_gives_the_weights_of_a_hand_written_model()
    {
        using var scope = NewDisposeScope();
        using var model = new Penalized(seed: 11);
        manual_seed(11);
        using var strong = nn.Linear(5, 4);
        using var free = nn.Linear(4, 3);
        Assert.Equal(strong.weight!.data<float>().ToArray(), model.Strong.weight!.data<float>().ToArray());
        Assert.Equal(free.bias!.data<float>().ToArray(), model.Free.bias!.data<float>().ToArray());
    }

    [Fact]
    public void An_input_of_the_wrong_width_is_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var model = new Penalized();
        var refusal = Assert.Throws<ArgumentException>(() => model.call(zeros(3, 6)));
        Assert.Contains("Penalized", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[batch, 5]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[3, 6]", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().item<float>() <= 1e-6f, $"expected {expected}, found {actual}");

    private sealed class Wrapper : nn.Module<Tensor, Tensor>
    {
        private readonly ThreeKinds inner;

        public Wrapper(ThreeKinds model)
            : base("Wrapper")
        {
            inner = model;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.call(input).Amount;
    }

    [Fact]
    public void A_layer_with_an_initializer_is_trained_and_kept_as_any_other()
    {
        using var scope = NewDisposeScope();
        using var model = new Initialized(seed: 1);
        Assert.Same(model.AsWritten, model.Mixed);
        var before = model.Mixed.Inner.weight!.detach().clone();
        var rows = new Initialized.Batch(randn(8, 4), new TaskLabels(randn(8), ones(8)));
        model.Fit(rows, options: new() { Epochs = 2 });
        Assert.False(before.allclose(model.Mixed.Inner.weight!));

        using var again = new Initialized(seed: 2);
        again.load_state_dict(model.state_dict());
        Assert.True(model.Mixed.Inner.weight!.allclose(again.Mixed.Inner.weight!));
    }
}
