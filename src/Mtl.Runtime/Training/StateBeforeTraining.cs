using TorchSharp;

namespace Mtl;

/// <summary>
/// A copy of the state that a training run changes before its first optimizer step: fitted values, and buffers that a forward pass updates,
/// such as the running statistics of batch normalization. Parameters are not copied, because only optimizer steps change them.
/// </summary>
internal sealed class StateBeforeTraining : IDisposable
{
    private readonly torch.nn.Module[] _modules;
    private readonly BufferCopies _buffers;
    private readonly ModelRandom? _random;
    private readonly torch.Tensor? _randomState;
    private readonly long _epochs;
    private readonly (Vocabulary Vocabulary, IReadOnlyList<string>? Values)[] _vocabularies;

    /// <summary>Copies the state.</summary>
    /// <param name="model">The model.</param>
    /// <param name="random">The random numbers of the model, or null.</param>
    /// <param name="balancing">The balancing method of the training options, or null.</param>
    /// <param name="vocabularies">The vocabularies of the model.</param>
    public StateBeforeTraining(
        torch.nn.Module model, ModelRandom? random, TaskBalancing? balancing, IEnumerable<Vocabulary> vocabularies)
    {
        _modules = [.. model.modules().Prepend(model), .. balancing is null ? (IEnumerable<torch.nn.Module>)[] : [balancing]];
        _random = random;
        _randomState = random?.Generator.get_state().DetachFromDisposeScope();
        _epochs = random?.Epochs ?? 0;
        _buffers = new(_modules);
        _vocabularies = [.. vocabularies.Select(static vocabulary => (vocabulary, vocabulary.State))];
    }

    /// <summary>Restores the state.</summary>
    public void Restore()
    {
        using var scope = torch.NewDisposeScope();
        _random?.Restore(_randomState!, _epochs);
        foreach (var (vocabulary, values) in _vocabularies)
            vocabulary.Restore(values);
        _buffers.Restore();
        foreach (var balancing in _modules.OfType<TaskBalancing>())
            balancing.ForgetEpoch();
    }

    /// <summary>Frees the copies.</summary>
    public void Dispose()
    {
        _randomState?.Dispose();
        _buffers.Dispose();
    }
}
