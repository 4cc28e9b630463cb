using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The random numbers of one model: its initial weights, dropout and balancing methods draw from a generator of the model. The initial
/// weights and the training of a model with a seed are so reproducible, whatever else the process draws.
/// </summary>
/// <remarks>
/// Custom modules in a model draw from torch's generator, which <c>torch.manual_seed</c> seeds.
/// </remarks>
public sealed partial class ModelRandom : IDisposable
{
    private readonly torch.Generator _generator = new(0, torch.CPU);
    private bool _isDisposed;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">The seed; null draws one from torch's generator, so that it follows <c>torch.manual_seed</c>.</param>
    public ModelRandom(long? seed = null) => Reseed(seed ?? Draw(from: null));

    /// <summary>The seed of the generator. It is also the seed of a training run whose options have none.</summary>
    public long Seed { get; private set; }

    /// <summary>The generator, on the CPU. <see cref="Reseed"/> does not replace the object.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed of; libtorch would end the process.</exception>
    public torch.Generator Generator => _isDisposed
        ? throw new ObjectDisposedException(null, "The model was disposed of: it has no random numbers any more.")
        : _generator;

    /// <summary>The number of training epochs that were begun since the seed was set.</summary>
    public long Epochs { get; private set; }

    /// <summary>The random numbers of a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="NotSupportedException">The model is not a generated one and has none.</exception>
    public static ModelRandom Of<TBatch, TMetrics>(IMultiTaskModel<TBatch, TMetrics> model)
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Random
            ?? throw new NotSupportedException($"{model.GetType().Name} has no random numbers of its own: it was not generated.");
    }

    /// <summary>
    /// Sets the seed: from now on dropout, balancing and the order of the rows are determined by it. Weights do not change.
    /// </summary>
    /// <param name="seed">The seed. Initial weights and dropout use its lower 32 bits, as with <c>torch.manual_seed</c>.</param>
    public void Reseed(long seed)
    {
        Generator.manual_seed(seed);
        Seed = seed;
        Epochs = 0;
    }

    /// <summary>Begins the construction of the model, which ends when the returned object is disposed of.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelConstruction BeginConstruction() => new(this);

    /// <summary>Frees the generator.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _generator.Dispose();
    }

    /// <summary>Restores an earlier state.</summary>
    /// <param name="generator">The state of the generator.</param>
    /// <param name="epochs">The number of epochs that were begun.</param>
    /// <param name="seed">The seed.</param>
    internal void Restore(torch.Tensor generator, long epochs, long seed)
    {
        (Epochs, Seed) = (epochs, seed);
        if (!_isDisposed)
            _generator.set_state(generator);
    }

    /// <summary>Counts an epoch.</summary>
    /// <returns>The number of the epoch since the seed was set, from 1.</returns>
    internal long NextEpoch() => ++Epochs;

    /// <summary>Sets the number of epochs to that of a run that goes on.</summary>
    internal void ResumeEpochs(long epochs) => Epochs = epochs;

    /// <summary>Draws an integer, at least 0.</summary>
    private static long Draw(torch.Generator? from)
    {
        using var number = torch.empty(1, torch.ScalarType.Int64, torch.CPU).random_(0, 1L << 53, from);
        return number.item<long>();
    }
}
