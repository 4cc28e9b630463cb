using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// While it lives, the current thread builds a model: its layers draw their first weights from the model's own generator. The
/// constructors of TorchSharp's modules draw from torch's generator all the same; what they draw is drawn again, and at the end that
/// generator is as it was. Generated constructors call it.
/// </summary>
/// <remarks>
/// Modules of the user's own keep what they drew from torch's generator. It is seeded for them, and other models are not built meanwhile;
/// so they are the same for the same seed where no other thread draws from it.
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
        _global.Seed((long)SplitMix.Mix((ulong)random.Seed)); // The seed itself would give it the numbers of the model's generator.
    }

    /// <summary>What layers draw from that are made now; null, which stands for torch's own, where no model is built.</summary>
    internal static torch.Generator? Generator => _current?._random.Generator;

    /// <summary>Draws the weights of a layer that TorchSharp has made: from the same distributions as it does.</summary>
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

    /// <summary>Draws the vectors of an embedding that TorchSharp has made: from the same distribution as it does.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="padding">The index whose vector is 0; null where there is none.</param>
    /// <returns>The layer.</returns>
    public Embedding Draw(Embedding layer, long? padding = null)
    {
        InitialWeights.Draw(layer, padding, _random.Generator);
        return layer;
    }

    /// <summary>Leaves torch's generator as it was.</summary>
    public void Dispose()
    {
        _current = _outer;
        _global.Dispose();
    }
}
