using System;

namespace Mtl;

/// <summary>The base of the attributes that declare a task, on a member or on the class.</summary>
/// <remarks>
/// A head reads the output of the last shared layer, unless <see cref="From"/>, <see cref="Concat"/>, <see cref="Add"/> or
/// <see cref="Multiply"/> names other sources. Its label is the <see cref="LabelAttribute"/> member of the row with the same name.
/// </remarks>
public abstract class HeadAttribute : Attribute
{
    private protected HeadAttribute(string? name) => Name = name;

    /// <summary>
    /// On the class: the name of the task, whose property is generated. On a member: null, because the member has a name.
    /// </summary>
    public string? Name { get; }

    /// <summary>
    /// The sizes of the hidden layers of the head (its tower), each at least 1. Empty for a single linear layer.
    /// </summary>
    public int[] Hidden { get; set; } = [];

    /// <summary>
    /// The weight wᵢ of the task in the objective Σ wᵢ·Lᵢ; finite and not negative, 1 by default. A task with 0 is not trained.
    /// </summary>
    public double Weight { get; set; } = 1;

    /// <summary>The only source: the name of a layer, of an input, of a feature, or of a task above.</summary>
    /// <remarks>
    /// From a task above a head reads the prediction, and gradients flow back through it: the probability for a <c>BinaryHead</c>, one per
    /// class for a <c>ClassHead</c>, one per flag for a <c>MultiLabelHead</c>, the probabilities of exceeding each rank for an
    /// <c>OrdinalHead</c>, the logarithm of the rate for a <c>CountHead</c>, the numbers for a <c>RegressionHead</c> or
    /// <c>QuantileHead</c>, in the unit of the label even if it is standardized, and the output of any other head.
    /// </remarks>
    public string? From { get; set; }

    /// <summary>Several sources, concatenated.</summary>
    public string[] Concat { get; set; } = [];

    /// <summary>Several sources of equal shape, added element-wise.</summary>
    public string[] Add { get; set; } = [];

    /// <summary>Several sources of equal shape, multiplied element-wise.</summary>
    public string[] Multiply { get; set; } = [];

    /// <summary>
    /// The binary task above on which this binary task is conditional: a purchase comes after a click. The layers of the head learn the
    /// conditional probability, and the output of the head is the logit of the product P(this) = P(after) · P(this | after), which loss,
    /// prediction and metrics use (ESMM, Ma et al. 2018). The task therefore learns from all rows, not only from those that were clicked;
    /// the label of a row in which the first event did not happen is <see langword="false"/>.
    /// </summary>
    public string? After { get; set; }

    /// <summary>
    /// Whether the task has a prediction at every time step of the sequence that it reads. Its label is then an array with one entry per
    /// time step, of any type that a label of the head can have, <see langword="null"/> for a missing one; the whole array may be missing
    /// too. For every head of the runtime with one label per time step.
    /// </summary>
    public bool PerPosition { get; set; }

    /// <summary>
    /// The number of outputs: of a <c>RegressionHead</c>, whose label is then an array of that length, or of a custom head. 1 by default.
    /// </summary>
    public int Outputs { get; set; } = 1;

    /// <summary>The loss of the task; by default that of the head.</summary>
    public Loss Loss { get; set; }

    /// <summary>
    /// The label smoothing ε, the share of a label that is spread over all classes, in [0, 1); for <see cref="Loss.CrossEntropy"/>. 0 by
    /// default.
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// The factor of −log p of each class in the loss, in the order of the classes of the head (for a <c>BinaryHead</c>: false, true; for a
    /// <c>MultiLabelHead</c>: the flags, whether set or not), each finite and positive. Empty for 1. Without label smoothing it is the
    /// factor of the loss of the rows of that class; <see cref="Loss.CrossEntropy"/> has the formula with smoothing.
    /// </summary>
    public double[] ClassWeights { get; set; } = [];

    /// <summary>The exponent γ of <see cref="Loss.Focal"/>, finite and not negative; 0 is the cross-entropy. 2 by default.</summary>
    public double FocalGamma { get; set; } = 2;

    /// <summary>The error δ above which <see cref="Loss.Huber"/> is linear, finite and positive. 1 by default.</summary>
    public double HuberDelta { get; set; } = 1;

    /// <summary>
    /// The quantiles that a <c>QuantileHead</c> predicts, each above 0 and below 1, in ascending order; one or more. 0.1, 0.5 and 0.9 by
    /// default.
    /// </summary>
    public double[] Quantiles { get; set; } = [];

    /// <summary>
    /// The main metrics, in this order: progress shows them, histories and reports list them first, and the first one decides which epoch
    /// is best. By default, the main metric of the head. The other metrics are computed too.
    /// </summary>
    public Metric[] Metrics { get; set; } = [];
}

/// <summary>
/// Declares a task. On a member, the type of the member is the type of the head: <c>ClassHead&lt;TEnum&gt;</c>, <c>BinaryHead</c>,
/// <c>RegressionHead</c>, <c>MultiLabelHead&lt;TEnum&gt;</c>, <c>CountHead</c>, <c>OrdinalHead&lt;TEnum&gt;</c>,
/// <c>QuantileHead</c>, or a custom class that derives from one of these or from <c>TaskHead&lt;TLabel, TPrediction, TMetrics&gt;</c>.
/// On the class, the head is a <c>RegressionHead</c>; <see cref="TaskHeadAttribute{TLabel}"/> declares others there.
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
/// <typeparam name="TLabel">
/// An enum for classes, <see cref="bool"/> for a binary task, a number for regression, or the type of the head.
/// </typeparam>
/// <inheritdoc/>
/// <example>
/// <c>[TaskHead&lt;Kind&gt;("Kind", Hidden = new[] { 32 })]</c>; with the type of the head:
/// <c>[TaskHead&lt;QuantileHead&gt;("Rent")]</c>.
/// </example>
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
