using System;

namespace Mtl;

/// <summary>What a task declared on a member and one declared on the class have in common.</summary>
/// <remarks>
/// A head reads the output of the last shared layer, unless <see cref="From"/>, <see cref="Concat"/>, <see cref="Add"/> or
/// <see cref="Multiply"/> says otherwise. Its label is the row's <see cref="LabelAttribute"/> member of the same name.
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

    /// <summary>The task's weight wᵢ in the objective Σ wᵢ·Lᵢ; finite and not negative, 1 by default. 0 takes the task out of the training.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>The one source: the name of a layer, of an input, of a feature, or of a task above.</summary>
    /// <remarks>
    /// Of a task above a head reads the answer, with its gradient: the probability for a <c>BinaryHead</c>, one per class for a
    /// <c>ClassHead</c>, one per flag for a <c>MultiLabelHead</c>, the probabilities of exceeding each rank for an <c>OrdinalHead</c>,
    /// the numbers for a <c>RegressionHead</c>, the logarithm of the rate for a <c>CountHead</c>, the quantiles for a
    /// <c>QuantileHead</c>, and the output of any other head.
    /// </remarks>
    public string? From { get; set; }

    /// <summary>Several sources, put side by side.</summary>
    public string[] Concat { get; set; } = [];

    /// <summary>Several sources of equal shape, added element by element.</summary>
    public string[] Add { get; set; } = [];

    /// <summary>Several sources of equal shape, multiplied element by element.</summary>
    public string[] Multiply { get; set; } = [];

    /// <summary>
    /// The yes-or-no task above without which this one cannot be: a purchase comes after a click. The head then learns the
    /// conditional probability, and its output is the logit of the product P(this) = P(after) · P(this | after), for loss,
    /// answer and metrics alike (Ma et al. 2018, ESMM). So it learns from all rows, not only from those that were clicked; label
    /// them <see langword="false"/> where the first task did not happen.
    /// </summary>
    public string? After { get; set; }

    /// <summary>
    /// Whether the task has an answer at every step of the sequence that it reads. Its label is then an array of the head's label
    /// type with one entry per step, <see langword="null"/> where one is missing; it may be missing as a whole. For every head of
    /// the runtime with one label per step.
    /// </summary>
    public bool PerPosition { get; set; }

    /// <summary>
    /// How many numbers the task predicts: for a <c>RegressionHead</c>, whose label is then an array of that length, and for a
    /// head of the user's own. 1 by default.
    /// </summary>
    public int Outputs { get; set; } = 1;

    /// <summary>What the task minimizes; by default what is usual for the head's type.</summary>
    public Loss Loss { get; set; }

    /// <summary>The share ε of a label that is spread over all classes, in [0, 1); for <see cref="Loss.CrossEntropy"/>. 0 by default.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// What −log p of each class counts in the loss, in the order of the head's classes (for a <c>BinaryHead</c>: false, true; for a
    /// <c>MultiLabelHead</c>: the flags, set or not), each finite and positive. Without any, all are 1. Without smoothing it is the factor
    /// of the loss of the rows of that class; <see cref="Loss.CrossEntropy"/> says what it is with smoothing.
    /// </summary>
    public double[] ClassWeights { get; set; } = [];

    /// <summary>The exponent γ of <see cref="Loss.Focal"/>, finite and not negative; 0 is the cross-entropy. 2 by default.</summary>
    public double FocalGamma { get; set; } = 2;

    /// <summary>The error δ from which on <see cref="Loss.Huber"/> is linear, finite and positive. 1 by default.</summary>
    public double HuberDelta { get; set; } = 1;

    /// <summary>
    /// The quantiles that a <c>QuantileHead</c> predicts, each above 0 and below 1, in rising order. Without any, 0.1, 0.5 and 0.9.
    /// </summary>
    public double[] Quantiles { get; set; } = [];

    /// <summary>
    /// The metrics that count, in this order: progress shows them, histories and reports list them first, and the first decides which epoch is
    /// best. Without any, the head's most telling one does. The others are measured all the same.
    /// </summary>
    public Metric[] Metrics { get; set; } = [];
}

/// <summary>
/// Declares a task. On a member, the member's type says what kind of task it is: <c>ClassHead&lt;TEnum&gt;</c>, <c>BinaryHead</c>,
/// <c>RegressionHead</c>, <c>MultiLabelHead&lt;TEnum&gt;</c>, <c>CountHead</c>, <c>OrdinalHead&lt;TEnum&gt;</c>, <c>QuantileHead</c>, or a
/// class of the user's that derives from one of these or from <c>TaskHead&lt;TLabel, TPrediction, TMetrics&gt;</c>. On the class, it is a
/// <c>RegressionHead</c>.
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
