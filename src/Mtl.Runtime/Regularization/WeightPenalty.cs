using TorchSharp;

namespace Mtl;

/// <summary>Penalties on layers that have several weights.</summary>
public static class WeightPenalty
{
    /// <summary>Σw² over all weights of a module: the parameters whose names say so, not biases.</summary>
    /// <param name="module">The module, with at least one weight.</param>
    /// <returns>A scalar with a gradient.</returns>
    public static torch.Tensor SumOfSquares(torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var squares = module.named_parameters()
            .Where(entry => entry.name.Contains("weight", StringComparison.Ordinal))
            .Select(entry => entry.parameter.square().sum());
        return squares.Aggregate((sum, square) => sum + square);
    }
}
