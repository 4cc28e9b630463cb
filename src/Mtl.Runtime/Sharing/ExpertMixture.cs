using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>What a multi-gate mixture of experts is made of (Ma et al., KDD 2018); generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExpertMixture
{
    /// <summary>Makes a module for every expert.</summary>
    /// <param name="experts">How many, at least 1.</param>
    /// <param name="make">Makes a module; called once for each expert, it must make another each time.</param>
    /// <exception cref="ArgumentNullException"><paramref name="make"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="experts"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="make"/> gave the same module twice.</exception>
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
                throw new InvalidOperationException($"Every expert has a {typeof(TModule).Name} of its own, but its factory gave the same one twice; it must make a new one each time.");
        }

        return new(modules);
    }

    /// <summary>Adds up what the experts compute, each times its share: <c>y = Σ_e g_e·h_e</c>.</summary>
    /// <param name="gate">The shares, <c>[batch, experts]</c>.</param>
    /// <param name="experts">What each expert computes, <c>[batch, …]</c>, all of one shape.</param>
    /// <returns>The mixture, in the shape of one expert's.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is not one share for each expert.</exception>
    public static torch.Tensor Mix(torch.Tensor gate, IReadOnlyList<torch.Tensor> experts)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(experts);
        if (gate.dim() != 2 || gate.shape[1] != experts.Count)
            throw new ArgumentException($"A gate of {experts.Count} experts must have the shape [batch, {experts.Count}], but the tensor given has [{string.Join(", ", gate.shape)}].", nameof(gate));
        using var scope = torch.NewDisposeScope();
        long[] shares = [gate.shape[0], .. Enumerable.Repeat(1L, (int)experts[0].dim() - 1)];
        var sum = experts[0] * gate.select(1, 0).reshape(shares);
        for (int i = 1; i < experts.Count; i++)
            sum += experts[i] * gate.select(1, i).reshape(shares);
        return sum.MoveToOuterDisposeScope();
    }
}
