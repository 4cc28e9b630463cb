using System;

namespace Mtl;

/// <summary>
/// L2 regularization: adds the penalty λ·Σw² over the weights (not the biases) to the objective. Losses report the penalty separately.
/// </summary>
/// <remarks>
/// Weights are the parameters with at least two dimensions, also in a custom layer, whatever their names are; biases and the scales of
/// normalizations have one dimension.
/// On a member: the weights of that layer, or of all linear layers of that head. On the class: the default of its
/// <see cref="Scope"/>. A member's own attribute takes precedence. A frozen member has no penalties.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class L2Attribute : Attribute
{
    /// <summary>Declares an L2 penalty.</summary>
    /// <param name="strength">The factor λ; finite and not negative.</param>
    public L2Attribute(double strength) => Strength = strength;

    /// <summary>The factor λ.</summary>
    public double Strength { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// L1 regularization: adds the penalty λ·Σ|w| over the weights (not the biases) to the objective, which drives unnecessary weights to zero
/// (the lasso, Tibshirani 1996). On the first layer it selects features.
/// </summary>
/// <inheritdoc cref="L2Attribute"/>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class L1Attribute : Attribute
{
    /// <summary>Declares an L1 penalty.</summary>
    /// <param name="strength">The factor λ; finite and not negative.</param>
    public L1Attribute(double strength) => Strength = strength;

    /// <summary>The factor λ.</summary>
    public double Strength { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Elastic net: adds the penalty λ₁·Σ|w| + λ₂·Σw² over the weights (not the biases) to the objective (Zou and Hastie 2005). It is the same
/// as <see cref="L1Attribute"/> and <see cref="L2Attribute"/> together.
/// </summary>
/// <remarks>
/// Each of the two penalties follows the rules of its own attribute: <c>[L2(0)]</c> on a member switches off the L2 penalty of the
/// default of the class and keeps the L1 penalty.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class ElasticNetAttribute : Attribute
{
    /// <summary>Declares both penalties.</summary>
    /// <param name="l1">The factor λ₁; finite and not negative.</param>
    /// <param name="l2">The factor λ₂; finite and not negative.</param>
    public ElasticNetAttribute(double l1, double l2)
    {
        L1 = l1;
        L2 = l2;
    }

    /// <summary>The factor λ₁ of Σ|w|.</summary>
    public double L1 { get; }

    /// <summary>The factor λ₂ of Σw².</summary>
    public double L2 { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Group lasso: adds the penalty λ·Σ √n·‖w‖₂ over groups of n weights (not biases) to the objective, which drives whole groups to zero
/// (Yuan and Lin 2006).
/// </summary>
/// <remarks>
/// A group is the weights of one output unit: a row of the weight matrix of a linear layer, a filter of a convolution, a row of the input
/// or of the recurrent weight matrix of a recurrent layer (one gate of one unit); in an embedding the vector of a category. All weights of
/// an unnecessary unit become zero together.
/// <inheritdoc cref="L2Attribute" path="/remarks"/>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class GroupLassoAttribute : Attribute
{
    /// <summary>Declares a group lasso penalty.</summary>
    /// <param name="strength">The factor λ; finite and not negative.</param>
    public GroupLassoAttribute(double strength) => Strength = strength;

    /// <summary>The factor λ.</summary>
    public double Strength { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}
