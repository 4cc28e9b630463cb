using System.Runtime.CompilerServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Counts the inference scopes of a model. The first one sets evaluation mode and the last one restores the mode. If every scope did both,
/// one thread could restore training mode, with dropout, during the predictions of another.
/// </summary>
internal sealed class InferenceMode
{
    private static readonly ConditionalWeakTable<torch.nn.Module, InferenceMode> _ofModels = [];

    private readonly Lock _counting = new();
    private TrainingMode? _before;
    private int _scopes;

    public static InferenceMode Of(torch.nn.Module model) => _ofModels.GetValue(model, static _ => new());

    public void Begin(torch.nn.Module model)
    {
        lock (_counting)
        {
            if (_scopes == 0)
            {
                _before = TrainingMode.Of(model);
                model.eval();
            }

            _scopes++;
        }
    }

    public void End()
    {
        lock (_counting)
        {
            if (--_scopes > 0)
                return;
            _before!.Restore();
            _before = null;
        }
    }
}
