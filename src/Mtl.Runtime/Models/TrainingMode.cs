using TorchSharp;

namespace Mtl;

/// <summary>
/// Remembers which modules of a model are in training mode and restores exactly that, module by module: a part that the
/// user keeps in evaluation mode (frozen batch normalization, say) stays so.
/// </summary>
internal sealed class TrainingMode
{
    private readonly List<(torch.nn.Module Module, bool Training)> _modes;

    private TrainingMode(List<(torch.nn.Module, bool)> modes) => _modes = modes;

    public static TrainingMode Of(torch.nn.Module model) => new([(model, model.training), .. model.modules().Select(m => (m, m.training))]);

    /// <summary>Parents come before their parts, and <c>train</c> reaches the parts: the last word is each part's own.</summary>
    public void Restore()
    {
        foreach (var (module, training) in _modes)
            module.train(training);
    }
}
