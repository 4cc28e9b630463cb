using TorchSharp;

namespace Mtl;

/// <summary>
/// Restores the state of a model after a forward pass in training mode without an optimizer step. Such a pass updates running statistics
/// and draws dropout masks, and balancing methods accumulate its losses.
/// </summary>
internal sealed class PreservedState : IDisposable
{
    private readonly BufferCopies _buffers;
    private readonly TaskBalancing[] _counting;
    private readonly ModelRandom? _random;
    private readonly torch.Tensor? _randomState;

    /// <summary>Saves the state of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="random">The random numbers of the model, to restore them too; null to leave them advanced.</param>
    public PreservedState(torch.nn.Module model, ModelRandom? random = null)
    {
        var modules = model.modules().Prepend(model).ToList();
        _buffers = new(modules.Where(static module => module is not TaskBalancing));
        _counting = [.. modules.OfType<TaskBalancing>().Where(static balancing => balancing.training)];
        _random = random;
        _randomState = random?.Generator.get_state().DetachFromDisposeScope();
        Array.ForEach(_counting, static balancing => balancing.eval());
    }

    /// <summary>Restores the state.</summary>
    public void Dispose()
    {
        _buffers.Restore();
        _buffers.Dispose();
        Array.ForEach(_counting, static balancing => balancing.train());
        _random?.Restore(_randomState!, _random.Epochs, _random.Seed);
        _randomState?.Dispose();
    }
}
