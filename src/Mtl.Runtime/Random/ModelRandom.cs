using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The random numbers of one model: its first weights, its dropout, and what methods of balancing draw come from a generator of its own.
/// So a model with a seed begins and learns the same, whatever else the process draws.
/// </summary>
/// <remarks>
/// Modules of one's own inside a model draw from torch's generator, as they do elsewhere: <c>torch.manual_seed</c> is for them.
/// </remarks>
public sealed partial class ModelRandom : IDisposable
{
    private readonly torch.Generator _generator = new(0, torch.CPU);
    private bool _isDisposed;

    /// <summary>Begins with a seed.</summary>
    /// <param name="seed">The seed; null draws one from torch's generator, so that <c>torch.manual_seed</c> decides it.</param>
    public ModelRandom(long? seed = null) => Reseed(seed ?? Draw(from: null));

    /// <summary>The seed that the numbers began with. It is also the seed of a training whose options have none.</summary>
    public long Seed { get; private set; }

    /// <summary>What the numbers are drawn from, on the CPU; <see cref="Reseed"/> keeps the object.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed of; libtorch would end the process.</exception>
    public torch.Generator Generator => _isDisposed
        ? throw new ObjectDisposedException(null, "The model was disposed of: it has no random numbers any more.")
        : _generator;

    /// <summary>The epochs of training that were begun since the seed.</summary>
    public long Epochs { get; private set; }

    /// <summary>The random numbers of a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="NotSupportedException">The model was not generated and has none.</exception>
    public static ModelRandom Of<TBatch, TMetrics>(IMultiTaskModel<TBatch, TMetrics> model)
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Random
            ?? throw new NotSupportedException($"{model.GetType().Name} has no random numbers of its own: it was not generated.");
    }

    /// <summary>
    /// Begins anew: dropout, balancing and the order of the rows are from now on what they are for every model that was given this seed
    /// at the same point. Weights stay as they are.
    /// </summary>
    /// <param name="seed">The seed. Initial weights and dropout follow its lower 32 bits, as with <c>torch.manual_seed</c>.</param>
    public void Reseed(long seed)
    {
        Generator.manual_seed(seed);
        Seed = seed;
        Epochs = 0;
    }

    /// <summary>Begins the construction of the model, and ends with its disposal.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelConstruction BeginConstruction() => new(this);

    /// <summary>Frees the generator.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _generator.Dispose();
    }

    /// <summary>Goes back to an earlier state.</summary>
    /// <param name="generator">The state that the generator had.</param>
    /// <param name="epochs">The epochs that were begun then.</param>
    internal void Restore(torch.Tensor generator, long epochs)
    {
        Epochs = epochs;
        if (!_isDisposed)
            _generator.set_state(generator);
    }

    /// <summary>Counts an epoch.</summary>
    /// <returns>Its number in the life of the model, from 1.</returns>
    internal long NextEpoch() => ++Epochs;

    /// <summary>A whole number, at least 0.</summary>
    private static long Draw(torch.Generator? from)
    {
        using var number = torch.empty(1, torch.ScalarType.Int64, torch.CPU).random_(0, 1L << 53, from);
        return number.item<long>();
    }
}
