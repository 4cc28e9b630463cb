using TorchSharp;

namespace Mtl;

/// <summary>
/// What a training changes in a model before its first optimizer step: what is fitted, and the buffers that a forward pass writes, such as
/// the statistics of batch normalization. Parameters move in steps only, and are not copied.
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
    /// <param name="random">The model's random numbers, if it has some of its own.</param>
    /// <param name="balancing">The balancing method that was chosen for the training, or null.</param>
    /// <param name="vocabularies">The model's vocabularies.</param>
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

    /// <summary>Puts the state back.</summary>
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
