using System;

namespace Mtl;

/// <summary>
/// Inverted dropout: while training, a unit is set to zero with probability p and the others are scaled by 1/(1 − p);
/// at inference it is the identity (Srivastava 2014).
/// </summary>
/// <remarks>
/// On a shared layer it comes last, after the activation. For a task it sits behind every hidden layer of the head, or in
/// front of a head without hidden layers, with a mask of its own for every task. On the class it is the default of its
/// <see cref="Scope"/>; for <see cref="Mtl.Scope.Input"/> it drops features. A member's own attribute goes before
/// the default.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute : Attribute
{
    /// <summary>Declares dropout.</summary>
    /// <param name="probability">The probability of dropping a unit, in [0, 1).</param>
    public DropoutAttribute(double probability) => Probability = probability;

    /// <summary>The probability of dropping a unit.</summary>
    public double Probability { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Adds λ·Σw² over the weights (not the biases) to the objective; the term is reported as its own number.
/// </summary>
/// <remarks>
/// On a member: the weights of that layer, or of all linear layers of that head. On the class: the default of its
/// <see cref="Scope"/>. A member's own attribute goes before the default.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
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
/// Normalises a layer's outputs over the mini-batch before the activation, with running statistics at inference
/// (Ioffe 2015).
/// </summary>
/// <remarks>
/// On a head: its hidden layers. On the class: the default of its <see cref="Scope"/>. A model with batch normalisation
/// trains on batches of two rows or more.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : Attribute
{
    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>The activation function of a shared layer or of a head's hidden layers; ReLU where none is declared.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute : Attribute
{
    /// <summary>Declares the activation.</summary>
    /// <param name="function">The function.</param>
    public ActivationAttribute(Activation function) => Function = function;

    /// <summary>The function.</summary>
    public Activation Function { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}
