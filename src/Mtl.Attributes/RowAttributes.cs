using System;

namespace Mtl;

/// <summary>Marks a member of a row type as something the model reads.</summary>
/// <remarks>
/// A number or a <see cref="bool"/> (1 or 0) is one feature and needs no shape. An array of numbers states its shape,
/// <c>[Feature(12, 12)]</c>, and must hold exactly that many values in every row.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class FeatureAttribute : Attribute
{
    /// <summary>Declares a feature.</summary>
    /// <param name="shape">The array's sizes, slowest first, each at least 1; nothing for a single number.</param>
    public FeatureAttribute(params int[] shape) => Shape = shape;

    /// <summary>The array's sizes, slowest first; empty for a single number.</summary>
    public int[] Shape { get; }
}

/// <summary>Marks a member of a row type as what a task learns.</summary>
/// <remarks>
/// The task is the head with the member's name, or <see cref="Task"/>. The member's type suits the head: the head's enum,
/// <see cref="bool"/>, or a number. Where it is nullable, <see langword="null"/> means that nobody labelled the row for this
/// task: the row still trains the other tasks, and adds exactly nothing to the gradient of this one.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class LabelAttribute : Attribute
{
    /// <summary>The name of the head, where it differs from the member's name.</summary>
    public string? Task { get; set; }
}
