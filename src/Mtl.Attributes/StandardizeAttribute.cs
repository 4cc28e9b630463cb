using System;

namespace Mtl;

/// <summary>
/// Brings numbers to mean 0 and deviation 1 with the mean and deviation of the training data, which the first training measures and
/// which are stored with the model.
/// </summary>
/// <remarks>
/// <para>
/// On a feature: that number, or every number of that array by itself. On the model: all numbers that it reads, those of
/// <see cref="InputAttribute"/> too; a feature's own attribute goes before it. Categories and <see cref="bool"/> stay as they are. A number
/// that is the same in all rows becomes 0, and so does a missing one of a row, which so counts as the mean; NaN in an
/// <see cref="InputAttribute"/> stays NaN. It happens in the forward pass: rows and tensors hold the numbers as they were measured.
/// </para>
/// <para>
/// On a <c>RegressionHead</c>: its labels. The task's loss is that of the standardized numbers, so that it does not depend on the
/// label's unit; outputs, predictions and metrics are in the label's own unit.
/// </para>
/// </remarks>
/// <example><code>
/// [MultiTaskModel&lt;House&gt;, Standardize]
/// public partial class Houses
/// {
///     [TaskHead, Standardize] public partial RegressionHead Price { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class StandardizeAttribute : Attribute
{
    /// <summary>Declares what is standardized.</summary>
    /// <param name="isOn"><see langword="false"/> excepts a feature from the model's default.</param>
    public StandardizeAttribute(bool isOn = true) => IsOn = isOn;

    /// <summary>Whether the numbers are standardized.</summary>
    public bool IsOn { get; }
}
