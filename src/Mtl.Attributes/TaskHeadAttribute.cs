using System;

namespace Mtl;

/// <summary>
/// Declares a task on a partial property whose type says what kind of task it is: <c>ClassHead&lt;TEnum&gt;</c>,
/// <c>BinaryHead</c> or <c>RegressionHead</c>.
/// </summary>
/// <remarks>
/// A head reads the output of the last shared layer, unless <see cref="From"/>, <see cref="Concat"/> or <see cref="Add"/> says
/// otherwise. Its label is the row's <see cref="LabelAttribute"/> member of the same name.
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

    /// <summary>The one source: the name of a layer, of an input, or of a feature.</summary>
    public string? From { get; set; }

    /// <summary>Several sources, put side by side.</summary>
    public string[] Concat { get; set; } = [];

    /// <summary>Several sources of equal shape, added element by element.</summary>
    public string[] Add { get; set; } = [];
}
