using System;

namespace Mtl;

/// <summary>
/// Batch normalization: normalizes the outputs of a layer over the batch before the activation, in evaluation mode with running
/// statistics (Ioffe 2015).
/// </summary>
/// <remarks>
/// On a head: its hidden layers. On the class: the default of its <see cref="Scope"/>. A model with batch normalization
/// requires batches of at least two rows in training.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : Attribute
{
    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Layer normalization: normalizes the outputs of a layer for every row separately before the activation, with a learned scale and shift
/// (Ba 2016). It does not depend on the batch, and is the same in training and evaluation mode.
/// </summary>
/// <remarks>
/// A vector is normalized over its features, a sequence over the features of each time step, feature maps over all their values.
/// On a head: its hidden layers. On the class: the default of its <see cref="Scope"/>. A member has one normalization;
/// its own attribute takes precedence over the default, also over one of the other kind.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : Attribute
{
    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// The activation function of a layer or of the hidden layers of a head. The default is ReLU for <c>Linear</c>, convolutions and hidden
/// layers, none for other layers.
/// </summary>
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
