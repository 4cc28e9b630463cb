using System;

namespace Mtl;

/// <summary>
/// Adds λ·Σw² over the weights (not the biases) to the objective; the term is reported as its own number.
/// </summary>
/// <remarks>
/// Weights are the parameters of two dimensions or more, in a layer of one's own whatever they are called; biases and the scales of
/// normalizations have one.
/// On a member: the weights of that layer, or of all linear layers of that head. On the class: the default of its
/// <see cref="Scope"/>. A member's own attribute goes before the default. A frozen member has no penalties.
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
/// Adds λ·Σ|w| over the weights (not the biases) to the objective, which drives weights that are not needed to zero (the
/// lasso, Tibshirani 1996). On the first layer it selects features.
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
/// Adds λ₁·Σ|w| + λ₂·Σw² over the weights (not the biases) to the objective (Zou and Hastie 2005): exactly
/// <see cref="L1Attribute"/> and <see cref="L2Attribute"/> together.
/// </summary>
/// <remarks>
/// Each of the two parts follows the rules of its own attribute: a member's <c>[L2(0)]</c> switches off the L2 part of the
/// class's default and leaves the L1 part.
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
/// Adds λ·Σ √n·‖w‖₂ over groups of n weights (not biases) to the objective, which drives whole groups to zero (the group
/// lasso, Yuan and Lin 2006).
/// </summary>
/// <remarks>
/// A group is what one output unit reads: a row of a linear layer's weights, a filter of a convolution, what one gate of one unit of a
/// recurrent layer reads of the input, or of the layer itself; in an embedding the vector of a category. A unit that the task does not need
/// loses all its weights together.
/// <inheritdoc cref="L2Attribute" path="/remarks"/>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class GroupLassoAttribute : Attribute
{
    /// <summary>Declares a penalty on groups of weights.</summary>
    /// <param name="strength">The factor λ; finite and not negative.</param>
    public GroupLassoAttribute(double strength) => Strength = strength;

    /// <summary>The factor λ.</summary>
    public double Strength { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}
