using TorchSharp;

namespace Mtl;

/// <summary>
/// A copy of the state that a training run changes before its first optimizer step: fitted values, and buffers that a forward pass updates,
/// such as the running statistics of batch normalization. Parameters are only copied for a run that resumes from a checkpoint: otherwise
/// only optimizer steps change them.
/// </summary>
internal sealed class StateBeforeTraining : IDisposable
{
    private readonly torch.nn.Module[] _modules;
    private readonly BufferCopies _buffers;
    private readonly ModelRandom? _random;
    private readonly torch.Tensor? _randomState;
    private readonly long _epochs;
    private readonly long _seed;
    private readonly (Vocabulary Vocabulary, IReadOnlyList<string>? Values)[] _vocabularies;
    private (torch.Tensor Parameter, torch.Tensor Copy)[] _parameters = [];

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
        (_epochs, _seed) = (random?.Epochs ?? 0, random?.Seed ?? 0);
        _buffers = new(_modules);
        _vocabularies = [.. vocabularies.Select(static vocabulary => (vocabulary, vocabulary.State))];
    }

    /// <summary>Copies the parameters too, before those of a checkpoint replace them.</summary>
    public void CopyParameters()
    {
        using var noGrad = torch.no_grad();
        _parameters =
        [
            .. _modules.SelectMany(static module => module.parameters(recurse: false))
                .Select(static parameter => (parameter, parameter.detach().clone().DetachFromDisposeScope())),
        ];
    }

    /// <summary>Restores the state.</summary>
    public void Restore()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        _random?.Restore(_randomState!, _epochs, _seed);
        foreach (var (parameter, copy) in _parameters)
            parameter.copy_(copy);
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
        foreach (var (_, copy) in _parameters)
            copy.Dispose();
    }
}
