using TorchSharp;

namespace Mtl;

/// <summary>
/// Stores which modules of a model are in training mode, and restores the mode of each module. A part that is kept in
/// evaluation mode, such as frozen batch normalization, so stays in evaluation mode.
/// </summary>
internal sealed class TrainingMode
{
    private readonly List<(torch.nn.Module Module, bool Training)> _modes;

    private TrainingMode(List<(torch.nn.Module, bool)> modes) => _modes = modes;

    public static TrainingMode Of(torch.nn.Module model) => new([(model, model.training), .. model.modules().Select(m => (m, m.training))]);

    /// <summary>Restores the modes, parents first, because <c>train</c> also sets the mode of all children.</summary>
    public void Restore()
    {
        foreach (var (module, training) in _modes)
            module.train(training);
    }
}
