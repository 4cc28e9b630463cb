using System;

namespace Mtl;

/// <summary>
/// Normalizes a layer's outputs over the mini-batch before the activation, with running statistics at inference
/// (Ioffe 2015).
/// </summary>
/// <remarks>
/// On a head: its hidden layers. On the class: the default of its <see cref="Scope"/>. A model with batch normalization
/// trains on batches of two rows or more.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : Attribute
{
    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Normalizes every row's outputs of a layer by themselves before the activation, with a learned scale and shift
/// (Ba 2016). It needs no batch, and is the same while training and at inference.
/// </summary>
/// <remarks>
/// A vector is normalized over its features, a sequence step by step over the features of the step, feature maps over all their values.
/// On a head: its hidden layers. On the class: the default of its <see cref="Scope"/>. A member is normalized in one way;
/// its own attribute goes before the default, also before one of the other kind.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : Attribute
{
    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>The activation function of a shared layer or of a head's hidden layers; ReLU where none is declared.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
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
