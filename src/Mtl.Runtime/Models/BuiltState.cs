using System.Runtime.CompilerServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The names of the parameters and buffers that a model was built with. TorchSharp forgets a tensor that was freed, and a file without it
/// would look whole.
/// </summary>
internal static class BuiltState
{
    private static readonly ConditionalWeakTable<torch.nn.Module, string[]> _ofModels = [];

    /// <summary>Remembers the names, when a model is built.</summary>
    public static void Remember(torch.nn.Module model) => _ofModels.GetValue(model, static model => [.. model.state_dict().Keys]);

    /// <summary>Requires that all are there still; of a model that was not remembered it is not known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="state">Its state now.</param>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    public static void Require(torch.nn.Module model, IReadOnlyDictionary<string, torch.Tensor> state)
    {
        if (!_ofModels.TryGetValue(model, out string[]? names) || Array.Find(names, name => !state.ContainsKey(name)) is not { } missing)
            return;
        throw new ObjectDisposedException(
            null, $"{model.GetName()}: '{missing}' was freed, by itself or with its layer; the model is of no more use, and no file was written.");
    }
}
