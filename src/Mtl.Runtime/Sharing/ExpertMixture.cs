using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>The operations of a multi-gate mixture of experts (Ma et al., KDD 2018) for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExpertMixture
{
    /// <summary>Creates a module for every expert.</summary>
    /// <param name="experts">The number of experts, at least 1.</param>
    /// <param name="make">Creates a new module; called once for each expert.</param>
    /// <exception cref="ArgumentNullException"><paramref name="make"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="experts"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="make"/> returned the same module twice.</exception>
    public static ModuleList<TModule> Copies<TModule>(int experts, Func<TModule> make)
        where TModule : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfLessThan(experts, 1);
        var modules = new TModule[experts];
        for (int i = 0; i < experts; i++)
        {
            modules[i] = make();
            if (Array.IndexOf(modules, modules[i], 0, i) >= 0)
            {
                throw new InvalidOperationException(
                    $"Every expert has its own {typeof(TModule).Name}, but the factory returned the same one twice; "
                    + "it must create a new one each time.");
            }
        }

        return new(modules);
    }

    /// <summary>Computes the weighted sum of the experts' outputs: <c>y = Σ_e g_e·h_e</c>.</summary>
    /// <param name="gate">The weights, <c>[batch, experts]</c>.</param>
    /// <param name="experts">The output of each expert, <c>[batch, …]</c>, all of the same shape.</param>
    /// <returns>The sum, of the same shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The gate does not have one weight for each expert.</exception>
    public static torch.Tensor Mix(torch.Tensor gate, IReadOnlyList<torch.Tensor> experts)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(experts);
        if (gate.dim() != 2 || gate.shape[1] != experts.Count)
        {
            throw new ArgumentException(
                $"A gate of {experts.Count} experts must have the shape [batch, {experts.Count}], but the tensor given has "
                + $"[{string.Join(", ", gate.shape)}].",
                nameof(gate));
        }

        using var scope = torch.NewDisposeScope();
        long[] weightShape = [gate.shape[0], .. Enumerable.Repeat(1L, (int)experts[0].dim() - 1)];
        var sum = experts[0] * gate.select(1, 0).reshape(weightShape);
        for (int i = 1; i < experts.Count; i++)
            sum += experts[i] * gate.select(1, i).reshape(weightShape);
        return sum.MoveToOuterDisposeScope();
    }
}
