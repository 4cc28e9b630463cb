using System;

namespace Mtl;

/// <summary>
/// Standardizes numbers to mean 0 and deviation 1. Mean and deviation are those of the training data; the first training computes them, and
/// they are saved with the model.
/// </summary>
/// <remarks>
/// <para>
/// On a feature: that number, or every element of that array separately. On the model: all input numbers, those of
/// <see cref="InputAttribute"/> too; the attribute of a feature takes precedence. Categories and <see cref="bool"/> are not changed. A
/// number that is constant in the training data becomes 0. A missing number of a row becomes 0 too, which is the mean; NaN in an
/// <see cref="InputAttribute"/> remains NaN. The forward pass standardizes: rows and tensors have the original numbers.
/// </para>
/// <para>
/// On a <c>RegressionHead</c>: its labels. The loss of the task is computed from standardized numbers, so that it does not depend on the
/// unit of the label; outputs, predictions and metrics are in the unit of the label.
/// </para>
/// </remarks>
/// <example><code>
/// [MultiTaskModel&lt;House&gt;, Standardize]
/// public partial class Houses
/// {
///     [TaskHead, Standardize] public partial RegressionHead Price { get; }
/// }
/// </code></example>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class StandardizeAttribute : Attribute
{
    /// <summary>Standardizes, or excludes a feature from the default of the model.</summary>
    /// <param name="isOn">Whether the numbers are standardized; <see langword="false"/> excludes a feature.</param>
    public StandardizeAttribute(bool isOn = true) => IsOn = isOn;

    /// <summary>Whether the numbers are standardized.</summary>
    public bool IsOn { get; }
}
