using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Dropout in each scope: what the next layer receives shows the mask.</summary>
[Collection(Alone.Name)]
public sealed class DropoutTests
{
    private const int Rows = 250;

    [Fact]
    public void Input_dropout_drops_features_and_keeps_the_mean()
    {
        using var scope = NewDisposeScope();
        using var model = ConstantTrunk();
        model.train();
        var seen = InputsOfLayers(model);
        model.call(ones(Rows, 400));

        // 100,000 features: the share of zeros is within 0.01 of p with overwhelming probability.
        Assert.InRange(ShareOfZeros(seen["Trunk"]), 0.09, 0.11);
        Assert.InRange(seen["Trunk"].mean().item<float>(), 0.98, 1.02);
    }

    [Fact]
    public void Survivors_are_scaled_by_one_over_the_share_that_survives()
    {
        const double rate = 0.3;
        using var scope = NewDisposeScope();
        using var model = ConstantTrunk();
        model.train();
        var seen = InputsOfLayers(model);
        model.call(ones(Rows, 400));

        // With weights 0 and bias 1 every trunk unit is 1 before dropout, so what remains is 0 or 1/(1 − p).
        var values = seen["Sure"].cpu().data<float>().ToArray();
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - (1 / (1 - rate))) < 1e-5, $"found {value}"));
        Assert.InRange(values.Count(value => value == 0) / (double)values.Length, rate - 0.01, rate + 0.01);
        Assert.InRange(values.Average(), 0.98, 1.02);
    }

    [Fact]
    public void Every_task_has_its_own_mask()
    {
        using var scope = NewDisposeScope();
        using var model = ConstantTrunk();
        model.train();
        var seen = InputsOfLayers(model);
        model.call(ones(Rows, 400));

        // Both heads drop half of the same trunk output, so they agree on three of four units: both keep or both drop a unit that
        // the trunk kept (p = 0.5), or the trunk dropped it for both.
        var first = seen["First"].ne(0);
        var second = seen["Second"].ne(0);
        var trunk = seen["Sure"].ne(0);
        var agree = first.eq(second).to_type(ScalarType.Float32).mean().item<float>();
        Assert.InRange(agree, 0.3 + (0.7 * 0.5) - 0.01, 0.3 + (0.7 * 0.5) + 0.01);

        // A task's mask acts on what the shared mask left: nothing comes back to life.
        Assert.False(first.logical_and(trunk.logical_not()).any().item<bool>());
        Assert.InRange(ShareOfZeros(seen["First"]), 1 - (0.7 * 0.5) - 0.01, 1 - (0.7 * 0.5) + 0.01);
    }

    [Fact]
    public void Inside_a_tower_the_mask_follows_the_hidden_layer()
    {
        using var scope = NewDisposeScope();
        using var model = ConstantTrunk();
        using (no_grad())
        {
            model.Tower.Hidden[0].weight!.zero_();
            model.Tower.Hidden[0].bias!.fill_(1);
        }
        model.train();
        var seen = InputsOfLayers(model);
        model.call(ones(Rows, 400));
        Assert.InRange(ShareOfZeros(seen["Tower.Output"]), 0.49, 0.51);
        Assert.Equal(ShareOfZeros(seen["Sure"]), ShareOfZeros(seen["Tower"]));
    }

    [Fact]
    public void In_evaluation_dropout_is_the_identity()
    {
        using var scope = NewDisposeScope();
        using var model = ConstantTrunk();
        model.eval();
        var seen = InputsOfLayers(model);
        model.call(ones(Rows, 400));
        Assert.All(["Trunk", "Tower", "First", "Second", "Sure"], name => Assert.Equal(0, ShareOfZeros(seen[name])));
        Assert.Equal(1, seen["Trunk"].max().item<float>());
        Assert.Equal(1, seen["Second"].max().item<float>());
    }

    /// <summary>A model whose trunk units are all 1 before dropout.</summary>
    private static EveryDropout ConstantTrunk()
    {
        var model = new EveryDropout(seed: 2);
        using var inference = no_grad();
        model.Trunk.weight!.zero_();
        model.Trunk.bias!.fill_(1);
        return model;
    }

    /// <summary>Catches what every linear layer is called with, under the layer's name.</summary>
    private static Dictionary<string, Tensor> InputsOfLayers(EveryDropout model)
    {
        var seen = new Dictionary<string, Tensor>();
        Watch("Trunk", model.Trunk);
        Watch("Tower", model.Tower.Hidden[0]);
        Watch("Tower.Output", model.Tower.Output);
        Watch("First", model.First.Output);
        Watch("Second", model.Second.Output);
        Watch("Sure", model.Sure.Output);
        return seen;

        void Watch(string name, TorchSharp.Modules.Linear layer) =>
            layer.register_forward_pre_hook((_, input) =>
            {
                seen[name] = input.detach().clone();
                return input;
            });
    }

    private static double ShareOfZeros(Tensor values) => values.eq(0).to_type(ScalarType.Float64).mean().item<double>();
}
