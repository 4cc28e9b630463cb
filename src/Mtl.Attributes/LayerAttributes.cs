using System;

namespace Mtl;

/// <summary>
/// Declares a layer of the shared trunk on a partial property whose type is the layer (<c>Linear</c>).
/// </summary>
/// <remarks>
/// Layers are computed in the order of their declaration. A layer is: the layer itself → normalisation
/// (<see cref="BatchNormAttribute"/>) → activation (<see cref="ActivationAttribute"/>, by default ReLU) → dropout
/// (<see cref="DropoutAttribute"/>). What a layer reads follows from the layer before it and is never written down.
/// </remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SharedLayerAttribute : Attribute
{
    /// <summary>Declares a shared layer.</summary>
    /// <param name="units">The number of outputs; at least 1.</param>
    public SharedLayerAttribute(int units) => Units = units;

    /// <summary>The number of outputs of the layer.</summary>
    public int Units { get; }
}

/// <summary>
/// Declares a task on a partial property whose type says what kind of task it is: <c>ClassHead&lt;TEnum&gt;</c>,
/// <c>BinaryHead</c> or <c>RegressionHead</c>.
/// </summary>
/// <remarks>
/// A head reads the output of the last shared layer. Its label is the row's <see cref="LabelAttribute"/> member of the
/// same name.
/// </remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class TaskHeadAttribute : Attribute
{
    /// <summary>
    /// Widths of the head's own hidden layers (its tower), each at least 1. Empty: one linear layer only.
    /// </summary>
    public int[] Hidden { get; set; } = [];

    /// <summary>The task's weight wᵢ in the objective Σ wᵢ·Lᵢ; finite and not negative. 1 by default.</summary>
    public double Weight { get; set; } = 1;
}
