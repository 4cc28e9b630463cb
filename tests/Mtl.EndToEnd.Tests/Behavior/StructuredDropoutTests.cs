using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Structured dropout: which values a mask joins, and which not.</summary>
[Collection(Alone.Name)]
public sealed class StructuredDropoutTests
{
    private const int Rows = 100;

    [Fact]
    public void Spatial_dropout_takes_whole_maps()
    {
        using var scope = NewDisposeScope();
        using var model = Constant();
        var seen = Outputs(model);
        foreach (var name in new[] { "Maps", "Lines" })
        {
            // Every map is 1 before dropout: behind it, all of a map is 0 or all of it is 1/(1 − p).
            var maps = seen[name].flatten(2);
            Assert.True(maps.eq(maps.narrow(2, 0, 1)).all().item<bool>(), name);
            var values = maps.select(2, 0).flatten().data<float>().ToArray();
            Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - (1 / 0.6)) < 1e-5, $"found {value}"));
            Assert.InRange(values.Count(value => value == 0) / (double)values.Length, 0.37, 0.43);
            AssertRowsDiffer(maps.select(2, 0));
        }
    }

    [Fact]
    public void Recurrent_dropout_has_one_mask_through_time()
    {
        using var scope = NewDisposeScope();
        using var model = Constant();
        var heard = Outputs(model)["Heard"];
        var dropped = heard.eq(0);
        Assert.True(dropped.eq(dropped.narrow(1, 0, 1)).all().item<bool>());
        Assert.InRange(Share(dropped), 0.27, 0.33);
        AssertRowsDiffer(dropped.select(1, 0).to_type(ScalarType.Float32));

        model.eval();
        var whole = Outputs(model)["Heard"];
        var kept = dropped.logical_not().to_type(ScalarType.Float32);
        Assert.True(((whole * kept / 0.7) - heard).abs().max().item<float>() < 1e-5f);
    }

    [Fact]
    public void Plain_dropout_draws_every_step_anew()
    {
        using var scope = NewDisposeScope();
        using var model = Constant();
        var dropped = Outputs(model)["Plain"].eq(0);
        Assert.InRange(Share(dropped), 0.18, 0.22);
        Assert.True(Share(dropped.eq(dropped.narrow(1, 0, 1))) < 0.8);
    }

    [Fact]
    public void In_evaluation_nothing_is_dropped()
    {
        using var scope = NewDisposeScope();
        using var model = Constant();
        model.eval();
        Assert.All(Outputs(model).Values, values => Assert.False(values.eq(0).any().item<bool>()));
    }

    /// <summary>A training model whose convolutions compute 1 everywhere; what recurrent layers compute is never 0.</summary>
    private static StructuredDropout Constant()
    {
        var model = new StructuredDropout(seed: 3);
        using var inference = no_grad();
        foreach (var (weight, bias) in new[] { (model.Maps.weight, model.Maps.bias), (model.Lines.weight, model.Lines.bias) })
        {
            weight!.zero_();
            bias!.fill_(1);
        }
        model.train();
        return model;
    }

    /// <summary>What each layer outputs after its dropout, as the flattening behind it receives it.</summary>
    private static Dictionary<string, Tensor> Outputs(StructuredDropout model)
    {
        var seen = new Dictionary<string, Tensor>();
        var hooks = new[] { ("Maps", model.FlatMaps), ("Lines", model.FlatLines), ("Heard", model.FlatHeard), ("Plain", model.FlatPlain) }
            .Select(entry => entry.Item2.register_forward_pre_hook((_, input) => seen[entry.Item1] = input))
            .ToList();
        ModelRandom.Of(model).Reseed(7);
        model.call(ones(Rows, 2, 6, 6), ones(Rows, 3, 20), ones(Rows, 9, 3));
        hooks.ForEach(hook => hook.remove());
        return seen;
    }

    private static void AssertRowsDiffer(Tensor values) => Assert.False(values.eq(values.narrow(0, 0, 1)).all().item<bool>());

    private static double Share(Tensor mask) => mask.to_type(ScalarType.Float64).mean().item<double>();
}
