using System;

namespace Mtl;

/// <summary>What a task declared on a member and one declared on the class have in common.</summary>
/// <remarks>
/// A head reads the output of the last shared layer, unless <see cref="From"/>, <see cref="Concat"/> or <see cref="Add"/> says
/// otherwise. Its label is the row's <see cref="LabelAttribute"/> member of the same name.
/// </remarks>
public abstract class HeadAttribute : Attribute
{
    private protected HeadAttribute(string? name) => Name = name;

    /// <summary>On the class: the name of the task, whose property is generated. On a member: none, the member has one.</summary>
    public string? Name { get; }

    /// <summary>
    /// Widths of the head's own hidden layers (its tower), each at least 1. Empty: one linear layer only.
    /// </summary>
    public int[] Hidden { get; set; } = [];

    /// <summary>The task's weight wᵢ in the objective Σ wᵢ·Lᵢ; finite and not negative. 1 by default.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>The one source: the name of a layer, of an input, or of a feature.</summary>
    public string? From { get; set; }

    /// <summary>Several sources, put side by side.</summary>
    public string[] Concat { get; set; } = [];

    /// <summary>Several sources of equal shape, added element by element.</summary>
    public string[] Add { get; set; } = [];
}

/// <summary>
/// Declares a task. On a member, the member's type says what kind of task it is: <c>ClassHead&lt;TEnum&gt;</c>,
/// <c>BinaryHead</c> or <c>RegressionHead</c>. On the class, it is a <c>RegressionHead</c>.
/// </summary>
/// <inheritdoc/>
/// <example>
/// <c>[TaskHead] public partial BinaryHead Click { get; }</c>; on a field: <c>[TaskHead] private readonly BinaryHead _click;</c>; on
/// the class: <c>[TaskHead("Price")]</c>.
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TaskHeadAttribute : HeadAttribute
{
    /// <summary>Declares a task on a member.</summary>
    public TaskHeadAttribute()
        : base(null)
    {
    }

    /// <summary>Declares a regression task on the class.</summary>
    /// <param name="name">The name of the task: an identifier.</param>
    public TaskHeadAttribute(string name)
        : base(name)
    {
    }
}

/// <summary>Declares a task on the class by the type of its label, or by the type of its head.</summary>
/// <typeparam name="TLabel">An enum: classes. <see cref="bool"/>: yes or no. A number: regression. Or the head itself.</typeparam>
/// <inheritdoc/>
/// <example><c>[TaskHead&lt;Kind&gt;("Kind", Hidden = new[] { 32 })]</c></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TaskHeadAttribute<TLabel> : HeadAttribute
{
    /// <summary>Declares a task on the class.</summary>
    /// <param name="name">The name of the task: an identifier.</param>
    public TaskHeadAttribute(string name)
        : base(name)
    {
    }
}
