using TorchSharp;

namespace Mtl;

/// <summary>A copy of the parameters and buffers that a model had after its best epoch.</summary>
internal sealed class BestWeights(torch.nn.Module model) : IDisposable, IResumable
{
    private const string Prefix = "bestWeights.";

    private Dictionary<string, torch.Tensor>? _copies;

    /// <summary>Whether there is a copy.</summary>
    public bool Exist => _copies is not null;

    /// <summary>Copies the present parameters and buffers.</summary>
    public void Keep()
    {
        using var noGrad = torch.no_grad();
        var state = model.state_dict();
        if (_copies is null)
        {
            _copies = state.ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone().DetachFromDisposeScope());
            return;
        }

        foreach (var (name, value) in state)
            _copies[name].copy_(value);
    }

    /// <summary>Sets the parameters and buffers to the copy.</summary>
    public void Restore()
    {
        using var noGrad = torch.no_grad();
        foreach (var (name, value) in model.state_dict())
            value.copy_(_copies![name]);
    }

    void IResumable.Save(CheckpointWriter checkpoint)
    {
        foreach (var (name, copy) in _copies ?? [])
            checkpoint.Add(Prefix + name, copy);
    }

    void IResumable.Restore(CheckpointReader checkpoint)
    {
        if (!checkpoint.Names(Prefix).Any())
            return;
        Keep();
        foreach (var (name, copy) in _copies!)
            checkpoint.CopyTo(Prefix + name, copy);
    }

    /// <summary>Frees the copy.</summary>
    public void Dispose()
    {
        foreach (var (_, copy) in _copies ?? [])
            copy.Dispose();
        _copies = null;
    }
}
