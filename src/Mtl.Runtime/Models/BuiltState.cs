using System.Runtime.CompilerServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The names of the parameters and buffers that a model was built with. <c>state_dict</c> omits tensors that were freed, so that a saved
/// file would be incomplete without an error.
/// </summary>
internal static class BuiltState
{
    private static readonly ConditionalWeakTable<torch.nn.Module, string[]> _ofModels = [];

    /// <summary>Records the names, when a model is built.</summary>
    public static void Remember(torch.nn.Module model) => _ofModels.GetValue(model, static model => [.. model.state_dict().Keys]);

    /// <summary>Requires that no tensor was freed. A model whose names were not recorded is not checked.</summary>
    /// <param name="model">The model.</param>
    /// <param name="state">Its present state.</param>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    public static void Require(torch.nn.Module model, IReadOnlyDictionary<string, torch.Tensor> state)
    {
        if (!_ofModels.TryGetValue(model, out string[]? names) || Array.Find(names, name => !state.ContainsKey(name)) is not { } missing)
            return;
        throw new ObjectDisposedException(
            null,
            $"{model.GetName()}: '{missing}' was freed, by itself or with its layer; "
            + "the model can no longer be used, and no file was written.");
    }
}
