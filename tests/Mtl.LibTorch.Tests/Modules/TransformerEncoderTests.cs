using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.LibTorch.Tests.Modules;

/// <summary>The encoder of a transformer: its formula, its copies, its padding and its keys.</summary>
public class TransformerEncoderTests
{
    private static readonly string[] s_keys =
    [
        "self_attn.in_proj_weight", "self_attn.in_proj_bias", "self_attn.out_proj.weight", "self_attn.out_proj.bias",
        "linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias", "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
    ];

    [Theory]
    [InlineData(nn.Activations.ReLU)]
    [InlineData(nn.Activations.GELU)]
    public void A_layer_is_attention_and_a_network_per_step_each_with_a_shortcut_and_a_norm(nn.Activations activation)
    {
        using var scope = NewDisposeScope();
        using var layer = nn.TransformerEncoderLayer(8, 2, 12, 0.3, activation);
        layer.eval();
        var input = randn(5, 3, 8);
        var state = layer.state_dict();
        Assert.Equal(s_keys.Order(), state.Keys.Order());

        using var attention = nn.MultiheadAttention(8, 2);
        attention.load_state_dict(state.Where(entry => entry.Key.StartsWith("self_attn.", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key["self_attn.".Length..], entry => entry.Value));
        var steps = Norm("norm1", input + attention.call(input, input, input).Item1);
        var hidden = F.linear(steps, state["linear1.weight"], state["linear1.bias"]);
        hidden = activation == nn.Activations.ReLU ? F.relu(hidden) : F.gelu(hidden);
        var expected = Norm("norm2", steps + F.linear(hidden, state["linear2.weight"], state["linear2.bias"]));
        MustBeClose(expected, layer.call(input));

        Tensor Norm(string name, Tensor value) => F.layer_norm(value, [8], state[$"{name}.weight"], state[$"{name}.bias"]);
    }

    [Fact]
    public void An_encoder_is_copies_of_its_layer_one_after_the_other()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.TransformerEncoderLayer(8, 2, 12, 0);
        using var encoder = nn.TransformerEncoder(layer, 2);
        var input = randn(5, 3, 8);
        MustBeClose(layer.call(layer.call(input)), encoder.call(input));
        Assert.Equal(
            s_keys.SelectMany(key => new[] { $"layers.0.{key}", $"layers.1.{key}" }).Order(), encoder.state_dict().Keys.Order());
        Assert.Equal(2 * s_keys.Length, encoder.parameters().Count());
    }

    [Fact]
    public void Padded_keys_do_not_count()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.TransformerEncoderLayer(8, 2, 12, 0);
        using var encoder = nn.TransformerEncoder(layer, 2);
        var input = randn(5, 1, 8);
        var mask = arange(5).ge(3).unsqueeze(0);
        MustBeClose(encoder.call(input.narrow(0, 0, 3)), encoder.call(input, null, mask).narrow(0, 0, 3));
    }

    [Fact]
    public void It_drops_in_training_only()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.TransformerEncoderLayer(8, 2, 12, 0.5);
        using var encoder = nn.TransformerEncoder(layer, 1);
        var input = randn(5, 3, 8);
        Assert.False(encoder.call(input).allclose(encoder.call(input)));
        encoder.eval();
        MustBeClose(encoder.call(input), encoder.call(input));
    }

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(expected.allclose(found, rtol: 1e-4, atol: 1e-5), $"{(expected - found).abs().max().item<float>()}");
}
