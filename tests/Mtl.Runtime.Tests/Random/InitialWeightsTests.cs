using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

/// <summary>From one seed, layers draw to the last bit what TorchSharp's constructors draw from torch's generator.</summary>
public sealed class InitialWeightsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_linear_layer(bool hasBias) => MustBeEqual(() => nn.Linear(7, 300, hasBias), (layers, layer) => layers.Draw(layer));

    [Fact]
    public void Of_convolutions()
    {
        MustBeEqual(() => nn.Conv1d(3, 20, 5), (layers, layer) => layers.Draw(layer));
        MustBeEqual(() => nn.Conv2d(3, 20, 3, 2, 1), (layers, layer) => layers.Draw(layer));
        MustBeEqual(() => nn.Conv3d(2, 20, 3), (layers, layer) => layers.Draw(layer));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Of_recurrent_layers(long stack, bool bidirectional)
    {
        MustBeEqual(() => nn.LSTM(5, 12, stack, bidirectional: bidirectional), (layers, layer) => layers.Draw(layer));
        MustBeEqual(() => nn.GRU(5, 12, stack, bidirectional: bidirectional), (layers, layer) => layers.Draw(layer));
    }

    /// <summary>TorchSharp leaves them uninitialized; in PyTorch they are ones and zeros.</summary>
    [Fact]
    public void Of_group_normalization()
    {
        using var random = new ModelRandom(1);
        using var construction = random.BeginConstruction();
        using var made = nn.GroupNorm(2, 6);
        nn.init.constant_(made.weight, double.NaN);
        nn.init.constant_(made.bias, double.NaN);
        var layer = construction.Draw(made);
        Assert.Equal([1, 1, 1, 1, 1, 1], layer.weight!.Read());
        Assert.Equal([0, 0, 0, 0, 0, 0], layer.bias!.Read());
    }

    [Fact]
    public void Of_attention() => MustBeEqual(() => nn.MultiheadAttention(12, 3), (layers, layer) => layers.Draw(layer));

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    public void Of_an_embedding(long? padding) =>
        MustBeEqual(() => nn.Embedding(50, 6, padding), (layers, layer) => layers.Draw(layer, padding));

    [Fact]
    public void Of_a_head() =>
        MustBeEqual(() => new BinaryHead("Task", inputs: 5, hidden: [8, 4], HiddenNormalization.Batch), (_, _) => { });

    [Fact]
    public void Of_learned_positions() => MustBeEqual(() => SelfAttention.NewPositions(30, 6), (_, _) => { }, matchesTorch: false);

    [Fact]
    public void Of_an_encoder()
    {
        var encoder = MustBeEqual(
            () => SelfAttention.NewEncoder(12, 3, 48, blocks: 2, dropout: 0, nn.Activations.ReLU), (_, _) => { }, matchesTorch: false);
        foreach (var (name, parameter) in encoder.named_parameters())
        {
            var (fanIn, fanOut) = parameter.dim() > 1 ? (parameter.shape[1], parameter.shape[0]) : (0, 0);
            var (low, high, deviation) = name switch
            {
                _ when parameter.dim() > 1 => Uniform(Math.Sqrt(6.0 / (fanIn + fanOut))),
                _ when name.EndsWith("linear1.bias", StringComparison.Ordinal) => Uniform(1 / Math.Sqrt(12)),
                _ when name.EndsWith("linear2.bias", StringComparison.Ordinal) => Uniform(1 / Math.Sqrt(48)),
                _ when name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal) => (1, 1, 0.0),
                _ => (0, 0, 0),
            };
            var numbers = parameter.detach().to_type(ScalarType.Float64).flatten();
            Assert.InRange(numbers.min().item<double>(), low - 1e-6, high + 1e-6);
            Assert.InRange(numbers.max().item<double>(), low - 1e-6, high + 1e-6);
            Assert.InRange(numbers.std(unbiased: false).item<double>(), deviation * 0.6, deviation * 1.4);
        }

        var biases = encoder.named_parameters().Where(entry => entry.name.EndsWith("linear1.bias", StringComparison.Ordinal)).ToList();
        Assert.False(biases[0].parameter.Equals(biases[1].parameter));

        static (double, double, double) Uniform(double bound) => (-bound, bound, bound / Math.Sqrt(3));
    }

    /// <summary>
    /// Makes a layer inside a model that is built with a seed while torch's generator is disturbed, and requires what TorchSharp makes
    /// from the seed.
    /// </summary>
    private static TLayer MustBeEqual<TLayer>(Func<TLayer> make, Action<ModelConstruction, TLayer> draw, bool matchesTorch = true)
        where TLayer : nn.Module
    {
        manual_seed(3);
        var expected = make();
        var found = Make();
        var state = get_rng_state();
        var again = Make();
        Assert.True(state.Equals(get_rng_state()));
        MustBeSame(found, again);
        if (matchesTorch)
            MustBeSame(expected, found);
        Assert.All(found.parameters(), parameter => Assert.True(parameter.requires_grad));
        return found;

        TLayer Make()
        {
            using var random = new ModelRandom(seed: 3);
            using var layers = random.BeginConstruction();
            rand(1); // Another thread.
            var layer = make();
            draw(layers, layer);
            return layer;
        }
    }

    private static void MustBeSame(nn.Module expected, nn.Module found) => Assert.All(
        expected.named_parameters().Zip(found.named_parameters()),
        pair => Assert.True(pair.First.parameter.Equals(pair.Second.parameter), pair.First.name));
}
