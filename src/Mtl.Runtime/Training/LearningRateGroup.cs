using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Parts of a model with their own learning rate.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LearningRateGroup
{
    /// <summary>Creates the group.</summary>
    /// <param name="multiplier">The factor of the learning rate; finite and above 0.</param>
    /// <param name="modules">The parts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="multiplier"/> is not finite or not above 0.</exception>
    public LearningRateGroup(double multiplier, params torch.nn.Module[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        if (!(multiplier > 0) || double.IsInfinity(multiplier))
        {
            throw new ArgumentOutOfRangeException(
                nameof(multiplier), multiplier, $"The multiplier of a learning rate must be a finite number above 0, but is {multiplier}.");
        }

        Multiplier = multiplier;
        Modules = modules;
    }

    /// <summary>The factor of the learning rate.</summary>
    public double Multiplier { get; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<torch.nn.Module> Modules { get; }
}
