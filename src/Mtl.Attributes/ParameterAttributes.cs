using System;

namespace Mtl;

/// <summary>
/// Keeps the parameters of a member as they are: they need no gradient and no optimizer moves them. What was learned on one data set
/// can so serve another (transfer learning).
/// </summary>
/// <remarks>
/// <para>
/// Batch normalization in a frozen member, and a frozen layer of the user's own type, stay in evaluation mode while the model
/// trains: their running statistics are used and do not move, because new statistics under old weights would be another
/// layer. Dropout behind a frozen layer still acts; it is what the layers after it learn from.
/// </para>
/// <para>
/// On the class it is the default of its <see cref="Scope"/>, which a member's <c>[Frozen(false)]</c> lifts. Penalties and
/// learning rates do not concern a frozen member.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class FrozenAttribute : Attribute
{
    /// <summary>Freezes, or lifts the class's default.</summary>
    /// <param name="isFrozen">Whether the parameters stay as they are.</param>
    public FrozenAttribute(bool isFrozen = true) => IsFrozen = isFrozen;

    /// <summary>Whether the parameters stay as they are.</summary>
    public bool IsFrozen { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Lets a member learn slower or faster than the rest: its parameters are trained with the learning rate of the training
/// options times a factor. Small factors keep pre-trained layers near what they know.
/// </summary>
/// <remarks>On the class it is the default of its <see cref="Scope"/>. A member's own attribute goes before the default.</remarks>
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
/// The name of a layer or head in saved models, where it is not the property's name. A property that was renamed keeps its old
/// name here, and old files still load.
/// </summary>
/// <remarks>What belongs to the member follows it: the normalization of <c>"Trunk"</c> is saved as <c>TrunkNorm</c>.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class StateKeyAttribute : Attribute
{
    /// <summary>Declares the name.</summary>
    /// <param name="key">The name: not empty, without dots, white space and control characters, and no other member's.</param>
    public StateKeyAttribute(string key) => Key = key;

    /// <summary>The name.</summary>
    public string Key { get; }
}
