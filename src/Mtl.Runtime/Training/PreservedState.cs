using TorchSharp;

namespace Mtl;

/// <summary>
/// Keeps a model as it is while a forward pass in training mode only looks at it. Such a pass moves running statistics and draws dropout, and
/// balancing methods count its losses.
/// </summary>
internal sealed class PreservedState : IDisposable
{
    private readonly BufferCopies _buffers;
    private readonly TaskBalancing[] _counting;
    private readonly ModelRandom? _random;
    private readonly torch.Tensor? _randomState;

    /// <summary>Begins to look at a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="random">The random numbers that it draws from; null where what it draws may count.</param>
    public PreservedState(torch.nn.Module model, ModelRandom? random = null)
    {
        var modules = model.modules().Prepend(model).ToList();
        _buffers = new(modules.Where(static module => module is not TaskBalancing));
        _counting = [.. modules.OfType<TaskBalancing>().Where(static balancing => balancing.training)];
        _random = random;
        _randomState = random?.Generator.get_state().DetachFromDisposeScope();
        Array.ForEach(_counting, static balancing => balancing.eval());
    }

    /// <summary>Puts everything back.</summary>
    public void Dispose()
    {
        _buffers.Restore();
        _buffers.Dispose();
        Array.ForEach(_counting, static balancing => balancing.train());
        _random?.Restore(_randomState!, _random.Epochs);
        _randomState?.Dispose();
    }
}
