using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// The scope in which the current thread builds a model: layers draw their initial weights from the generator of the model. The
/// constructors of TorchSharp's modules draw from torch's generator; their weights are drawn again, and the state of torch's generator is
/// restored at the end. Generated constructors use it.
/// </summary>
/// <remarks>
/// Custom modules keep the weights that they drew from torch's generator. It is seeded for them, and no other model is built at the same
/// time, so their weights are reproducible if no other thread draws from torch's generator.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelConstruction : IDisposable
{
    [ThreadStatic]
    private static ModelConstruction? _current;

    private readonly ModelRandom _random;
    private readonly ModelConstruction? _outer;
    private readonly GlobalGenerator _global = new();

    internal ModelConstruction(ModelRandom random)
    {
        _random = random;
        _outer = _current;
        _current = this;
        _global.Seed((long)SplitMix.Mix((ulong)random.Seed)); // With the seed itself it would draw the numbers of the model's generator.
    }

    /// <summary>The generator for layers that are created now; null, which is torch's generator, if no model is built.</summary>
    internal static torch.Generator? Generator => _current?._random.Generator;

    /// <summary>Draws the initial weights of a new layer again, from the same distributions as its constructor.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>The layer.</returns>
    public Linear Draw(Linear layer)
    {
        InitialWeights.Draw(layer, _random.Generator);
        return layer;
    }

    /// <inheritdoc cref="Draw(Linear)"/>
    public TConvolution Draw<TConvolution>(TConvolution layer)
        where TConvolution : Convolution
    {
        InitialWeights.Draw(layer, _random.Generator);
        return layer;
    }

    /// <inheritdoc cref="Draw(Linear)"/>
    public LSTM Draw(LSTM layer)
    {
        InitialWeights.DrawRecurrent(layer, _random.Generator);
        return layer;
    }

    /// <inheritdoc cref="Draw(Linear)"/>
    public GRU Draw(GRU layer)
    {
        InitialWeights.DrawRecurrent(layer, _random.Generator);
        return layer;
    }

    /// <inheritdoc cref="Draw(Linear)"/>
    public MultiheadAttention Draw(MultiheadAttention layer)
    {
        InitialWeights.Draw(layer, _random.Generator);
        return layer;
    }

    /// <summary>Sets scales to 1 and shifts to 0: TorchSharp leaves those of a new <c>GroupNorm</c> uninitialized.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>The layer.</returns>
    [SuppressMessage("Performance", "CA1822", Justification = "Generated constructors call one method for all layers.")]
    public GroupNorm Draw(GroupNorm layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        torch.nn.init.ones_(layer.weight);
        torch.nn.init.zeros_(layer.bias);
        return layer;
    }

    /// <summary>Draws the vectors of a new embedding again, from the same distribution as its constructor.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="padding">The index whose vector is 0; null for none.</param>
    /// <returns>The layer.</returns>
    public Embedding Draw(Embedding layer, long? padding = null)
    {
        InitialWeights.Draw(layer, padding, _random.Generator);
        return layer;
    }

    /// <summary>Restores the state of torch's generator.</summary>
    public void Dispose()
    {
        _current = _outer;
        _global.Dispose();
    }
}
