using System;

namespace Mtl;

/// <summary>
/// Freezes the parameters of a member: they get no gradient and are not updated, for example pre-trained layers in transfer learning.
/// </summary>
/// <remarks>
/// <para>
/// Batch normalization in a frozen member, and a frozen layer of a custom type, stay in evaluation mode during training: their running
/// statistics are used and not updated, because new statistics would change the output of the frozen weights. Dropout after a frozen
/// layer is still applied.
/// </para>
/// <para>
/// On the class it is the default of its <see cref="Scope"/>; <c>[Frozen(false)]</c> on a member excludes the member. Penalties and
/// learning rates do not apply to a frozen member.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class FrozenAttribute : Attribute
{
    /// <summary>Freezes the member, or excludes it from the default of the class.</summary>
    /// <param name="isFrozen">Whether the parameters are frozen.</param>
    public FrozenAttribute(bool isFrozen = true) => IsFrozen = isFrozen;

    /// <summary>Whether the parameters are frozen.</summary>
    public bool IsFrozen { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Sets the learning rate of a member: the one of the training options times a factor. A small factor changes pre-trained layers slowly.
/// </summary>
/// <remarks>On the class it is the default of its <see cref="Scope"/>. A member's own attribute takes precedence.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class LearningRateAttribute : Attribute
{
    /// <summary>Declares the factor.</summary>
    /// <param name="multiplier">The factor of the learning rate; finite and above 0.</param>
    public LearningRateAttribute(double multiplier) => Multiplier = multiplier;

    /// <summary>The factor of the learning rate.</summary>
    public double Multiplier { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// The name of a layer or head in saved models, if it is not the name of the property. With the old name of a renamed property here,
/// older files can still be loaded.
/// </summary>
/// <remarks>
/// It is also the prefix of the keys that belong to the member: the normalization of <c>"Trunk"</c> is saved as <c>TrunkNorm</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class StateKeyAttribute : Attribute
{
    /// <summary>Declares the name.</summary>
    /// <param name="key">The name: unique in the model, not empty, without dots, white space and control characters.</param>
    public StateKeyAttribute(string key) => Key = key;

    /// <summary>The name.</summary>
    public string Key { get; }
}
