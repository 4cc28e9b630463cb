using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Layer normalization as a modifier: over what it normalizes.</summary>
[Collection(Alone.Name)]
public sealed class NormalizationTests
{
    [Fact]
    public void The_forward_pass_is_the_one_that_a_person_would_write()
    {
        using var scope = NewDisposeScope();
        using var model = new Normalized(seed: 1);
        Shift(model.EdgesNorm, model.StepsNorm, model.BothNorm);
        var (image, sound) = (rand(4, 2, 5, 5), rand(4, 7, 3));
        var edges = ByHand(model.Edges.call(image), 3, model.EdgesNorm).relu();
        var steps = ByHand(model.Steps.call(sound).Item1, 1, model.StepsNorm);
        var heard = model.Heard.call(steps).Item1.select(1, -1);
        var both = ByHand(model.Both.call(cat([edges.flatten(1), heard], 1)), 1, model.BothNorm).relu();
        var speech = ByHand(model.Speech.Hidden[0].call(both), 1, norm: null).relu();
        speech = ByHand(model.Speech.Hidden[1].call(speech), 1, norm: null).relu();
        var expected = model.Speech.Output.call(speech).squeeze(1);
        Assert.True((expected - model.call(image, sound).Speech).abs().max().item<float>() < 1e-5f);
        Assert.Equal(2, model.Speech.HiddenNorm.Count);
    }

    [Fact]
    public void It_needs_no_batch_and_has_no_statistics()
    {
        using var scope = NewDisposeScope();
        using var model = new Normalized(seed: 2);
        Assert.Equal(1, Normalized.Info.MinimumBatchSize);
        Assert.DoesNotContain(model.state_dict().Keys, key => key.Contains("running", StringComparison.Ordinal));
        Assert.Contains("Speech.Hidden0Norm.weight", model.state_dict().Keys);
        Assert.Equal(Normalized.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
        var one = new Normalized.Batch(rand(1, 2, 5, 5), rand(1, 7, 3), new TaskLabels(ones(1), ones(1)));
        model.Fit(one, options: new() { Epochs = 2 });
        Assert.All(model.parameters(), parameter => Assert.True(parameter.isfinite().all().item<bool>()));
    }

    /// <summary>(x − mean) / √(variance + ε) over the last sizes, times scale, plus shift.</summary>
    private static Tensor ByHand(Tensor x, int sizes, TorchSharp.Modules.LayerNorm? norm)
    {
        var over = Enumerable.Range((int)x.dim() - sizes, sizes).Select(size => (long)size).ToArray();
        var centred = x - x.mean(over, keepdim: true);
        var result = centred / (centred.square().mean(over, keepdim: true) + 1e-5).sqrt();
        return norm is null ? result : (result * norm.weight!) + norm.bias!;
    }

    /// <summary>Scales and shifts that are not 1 and 0, so that their shapes matter.</summary>
    private static void Shift(params TorchSharp.Modules.LayerNorm[] norms)
    {
        using var inference = no_grad();
        foreach (var norm in norms)
        {
            norm.weight!.copy_(rand_like(norm.weight!));
            norm.bias!.copy_(rand_like(norm.bias!));
        }
    }
}
