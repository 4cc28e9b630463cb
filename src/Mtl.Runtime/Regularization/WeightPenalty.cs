using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Penalties on the weights of a module: its parameters of two dimensions or more. Parameters of one dimension, biases and the scales of
/// normalizations, are not penalized.
/// </summary>
/// <remarks>A module without weights has no penalty: the sum is 0.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightPenalty
{
    /// <summary>Σ|w| over all weights of a module.</summary>
    /// <param name="module">The module.</param>
    /// <returns>A scalar with a gradient.</returns>
    public static torch.Tensor SumOfMagnitudes(torch.nn.Module module) => Sum(module, weight => weight.abs().sum());

    /// <summary>Σw² over all weights of a module.</summary>
    /// <param name="module">The module.</param>
    /// <returns>A scalar with a gradient.</returns>
    public static torch.Tensor SumOfSquares(torch.nn.Module module) => Sum(module, weight => weight.square().sum());

    /// <summary>Σ √n·‖w‖₂ over all groups of all weights of a module (Yuan and Lin 2006).</summary>
    /// <param name="module">The module.</param>
    /// <returns>A scalar with a gradient.</returns>
    public static torch.Tensor SumOfGroupNorms(torch.nn.Module module) => Sum(module, SumOfGroupNorms);

    /// <summary>
    /// Σ √n·‖w‖₂ over the groups of a weight (Yuan and Lin 2006). A group has the weights of one output unit: all n values at one index of
    /// the first dimension. The gradient of a group that is 0 is 0.
    /// </summary>
    /// <param name="weight"><c>[outputs, …]</c>.</param>
    /// <returns>A scalar with a gradient.</returns>
    public static torch.Tensor SumOfGroupNorms(torch.Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        var groups = weight.reshape(weight.dim() == 0 ? 1 : weight.shape[0], -1);
        return torch.linalg.vector_norm(groups, 2, [1]).sum().Times(Math.Sqrt(groups.shape[1]));
    }

    /// <summary>
    /// Checks that a layer has weights to penalize. Generated code calls it for custom layers, whose parameters are not known at compile
    /// time.
    /// </summary>
    /// <param name="layer">The layer's name, for the message.</param>
    /// <param name="module">The layer.</param>
    /// <exception cref="InvalidOperationException">The layer has no weights.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RequireWeights(string layer, torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.parameters().Any(IsWeight))
            return;
        string[] names = [.. module.named_parameters().Select(entry => $"'{entry.name}'")];
        string found = names.Length == 0
            ? "it has no parameters"
            : $"{string.Join(", ", names)} {(names.Length == 1 ? "has" : "have")} one dimension, as biases and scales do";
        throw new InvalidOperationException(
            $"{layer}: its penalty has nothing to act on. Weights are parameters of two dimensions or more, but {found}. "
            + "Remove the penalty, or add weights to the layer.");
    }

    /// <summary>
    /// Whether a parameter is a weight that penalties apply to. A parameter of one dimension is a bias, or the scale of a normalization.
    /// </summary>
    internal static bool IsWeight(Parameter parameter) => parameter.dim() > 1;

    private static torch.Tensor Sum(torch.nn.Module module, Func<torch.Tensor, torch.Tensor> penalty)
    {
        ArgumentNullException.ThrowIfNull(module);
        var terms = module.parameters().Where(IsWeight).Select(penalty).ToList();
        return terms.Count == 0 ? torch.zeros(1).squeeze() : terms.Aggregate((sum, term) => sum + term);
    }
}
