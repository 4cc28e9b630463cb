using System;

namespace Mtl;

/// <summary>
/// Shares the trunk as it is declared (hard parameter sharing, Caruana 1997): all tasks read the same shared layers. This is the default; the attribute
/// says it for a reader.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class HardSharingAttribute : Attribute
{
}

/// <summary>
/// Gives every task a copy of the shared layers and keeps the copies alike (soft parameter sharing, as in Duong et al., ACL 2015): the objective
/// has the penalty <c>λ·Σ ‖W_s − W_t‖²</c>, over all pairs of tasks s, t and all corresponding weights, the squared Frobenius distance.
/// </summary>
/// <remarks>
/// <para>
/// A task has a copy of each shared layer that it reads, straight or through other layers; in it a layer reads the layers of the same task. The
/// penalty concerns weights, not biases and not normalizations; it is part of the penalty that losses report. With 0 the tasks are
/// networks of their own, the larger the strength, the more their weights are one. Copies begin alike.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode what the model reads: embeddings, and layers without weights in front of the
/// first one that has some. <see cref="From"/> lets the copies begin further down. Modifiers of the trunk hold for every copy: each has dropout masks,
/// statistics and penalties of its own.
/// </para>
/// <para>
/// The copies are the generated properties <c>{Layer}Of{Task}</c>; that of the layer itself is the first of them. In saved models they are
/// <c>{Layer}Of{Task}.weight</c>, ….
/// </para>
/// </remarks>
/// <example><code>
/// [MultiTaskModel(Inputs = 16), SoftSharing(0.01)]
/// public partial class Rooms
/// {
///     [SharedLayer(64)] public partial Linear Trunk { get; }
///     [TaskHead] public partial RegressionHead Heat { get; }      // reads TrunkOfHeat
///     [TaskHead] public partial RegressionHead Cold { get; }      // reads TrunkOfCold
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SoftSharingAttribute : Attribute
{
    /// <summary>Declares soft sharing.</summary>
    /// <param name="strength">The factor λ of the penalty; finite and not negative.</param>
    public SoftSharingAttribute(double strength) => Strength = strength;

    /// <summary>The factor λ of the penalty.</summary>
    public double Strength { get; }

    /// <summary>
    /// The last shared layer that all tasks have in common: it and the shared layers above it stay single, those below it are copied. By
    /// default the copies begin at the first shared layer with weights that is no embedding.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>
/// Gives every task a copy of the shared layers and lets each take from the others what it needs, layer by layer (cross-stitch networks, Misra et
/// al., CVPR 2016): behind a layer with weights the network of task t goes on with <c>Σ_s α_ts·h_s</c>, where h_s is what the copy of task s
/// computes and the α are learned numbers, one for each pair of tasks and each layer.
/// </summary>
/// <remarks>
/// <para>
/// A task has a copy of each shared layer that it reads, straight or through other layers. A unit stands behind each of them that has weights
/// and several copies, after its normalization, activation and dropout. At the beginning α_tt is <see cref="Own"/>, and what is left to 1 is divided among the other tasks.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode what the model reads: embeddings, and layers without weights in front of the
/// first one that has some. <see cref="From"/> lets the copies begin further down. Modifiers of the trunk hold for every copy, not for the units.
/// </para>
/// <para>
/// The copies are the generated properties <c>{Layer}Of{Task}</c>, the units <c>{Layer}StitchOf{Task}</c>; these are also their names in saved models.
/// </para>
/// </remarks>
/// <example><code>
/// [MultiTaskModel(Inputs = 16), CrossStitch(Own = 0.8, LearningRate = 10)]
/// public partial class Rooms
/// {
///     [SharedLayer(64)] public partial Linear Trunk { get; }
///     [TaskHead] public partial RegressionHead Heat { get; }      // reads 0.8·TrunkOfHeat + 0.2·TrunkOfCold, to begin with
///     [TaskHead] public partial RegressionHead Cold { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CrossStitchAttribute : Attribute
{
    /// <summary>How much a task takes from its own copy at the beginning, 0 to 1; the paper's 0.9 by default.</summary>
    public double Own { get; set; } = 0.9;

    /// <summary>
    /// The factor of the learning rate for the α, finite and above 0; 1 by default. They are few and each moves a whole layer; the paper lets them learn 100
    /// to 1000 times as fast as the layers, with SGD. Optimizers like Adam, whose steps do not depend on the size of a gradient, need less.
    /// </summary>
    public double LearningRate { get; set; } = 1;

    /// <summary>
    /// The last shared layer that all tasks have in common: it and the shared layers above it stay single, those below it are copied. By
    /// default the copies begin at the first shared layer with weights that is no embedding.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>
/// Shares the trunk by experts of all tasks beside experts of each task (progressive layered extraction, PLE, and with one level customized gate
/// control, CGC; Tang et al., RecSys 2020). What one task needs for itself cannot disturb the others, as it can in a mixture where all experts are everybody's.
/// </summary>
/// <remarks>
/// <para>
/// Every shared layer with weights is a level. At each, a task t has <see cref="TaskExperts"/> copies of the layer, and all tasks together have
/// <see cref="SharedExperts"/>. The task goes on with <c>Σ_e g_te(x_t)·h_e</c> over its own experts and the shared ones, where the gate is <c>g_t(x) = softmax(W_t·x)</c>
/// and x_t is what its experts of that level read. The shared experts of the next level read a mixture of all experts, by a gate of their own.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode what the model reads: embeddings, and layers without weights in front of the
/// first one that has some. <see cref="From"/> lets the experts begin further down. Modifiers of the trunk hold for every expert; gates have none, and those of a task are frozen
/// and learn with its head.
/// </para>
/// <para>
/// The shared experts of a layer are <c>{Layer}Experts</c>, those of a task <c>{Layer}Of{Task}Experts</c>, without <c>Experts</c> where there is one only; the gates
/// are <c>{Layer}GateOf{Task}</c> and <c>{Layer}Gate</c>. These are also their names in saved models.
/// </para>
/// </remarks>
/// <example><code>
/// [MultiTaskModel(Inputs = 104), ProgressiveExtraction(2, 1)]
/// public partial class Videos
/// {
///     [SharedLayer(64)] public partial Linear First { get; }
///     [SharedLayer(32)] public partial Linear Second { get; }
///     [TaskHead(Hidden = [16])] public partial BinaryHead Clicked { get; }
///     [TaskHead(Hidden = [16])] public partial BinaryHead Watched { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProgressiveExtractionAttribute : Attribute
{
    /// <summary>Declares the experts.</summary>
    /// <param name="sharedExperts">How many all tasks share at each level, 1 to 256.</param>
    /// <param name="taskExperts">How many each task has for itself at each level, 1 to 256.</param>
    public ProgressiveExtractionAttribute(int sharedExperts, int taskExperts)
    {
        SharedExperts = sharedExperts;
        TaskExperts = taskExperts;
    }

    /// <summary>How many experts all tasks share.</summary>
    public int SharedExperts { get; }

    /// <summary>How many experts each task has for itself.</summary>
    public int TaskExperts { get; }

    /// <summary>Whether the copied layers together are one level (CGC): an expert is a copy of all of them, and is mixed behind the last alone.</summary>
    public bool SingleLevel { get; set; }

    /// <summary>
    /// The shared layer that the experts read: it and the shared layers above it stay single, those below it are copied. By default the
    /// experts begin at the first shared layer with weights that is no embedding.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>
/// Keeps the trunk and lets every task attend to what it needs of it, layer by layer (multi-task attention network, MTAN; Liu et al., CVPR 2019): behind
/// a layer with weights, whose output is p, the task goes on with <c>â = a ⊙ p</c>, where the mask a has a number from 0 to 1 for each number of p.
/// </summary>
/// <remarks>
/// <para>
/// The mask of task t behind the layer j is <c>a = σ(h_t(g_t([p_j ; f_j(â_{j−1})])))</c>. f_j is a second layer like j, with its normalization, activation
/// and dropout; it reads what the task attended to of the layers in front, and is the same for all tasks. Behind the first layers there is no f, and the
/// mask is computed of p alone. g_t and h_t see one place at a time: 1×1 convolutions over the channels of images and signals, linear layers for vectors
/// and the steps of sequences; behind g_t follows ReLU, and both are normalized where the layer is. Layers without weights, poolings for one, are applied to what
/// the task attends to as well.
/// </para>
/// <para>
/// The tasks attend to all shared layers except those that only encode what the model reads: embeddings, and layers without weights in front of the
/// first one that has some. <see cref="From"/> lets attention begin further down. Penalties and the learning rate of a layer hold for f too, dropout does; g and h have none and
/// are frozen and learn with the head of their task. A frozen layer has an f that learns.
/// </para>
/// <para>
/// The generated properties are <c>{Layer}AttentionOf{Task}Hidden</c> (g), <c>{Layer}AttentionOf{Task}Mask</c> (h) and <c>{Layer}Attended</c> (f); these are also their
/// names in saved models.
/// </para>
/// </remarks>
/// <example><code>
/// [MultiTaskModel, Input("Image", 3, 32, 32), TaskAttention]
/// public partial class Streets
/// {
///     [SharedLayer(16), BatchNorm] public partial Conv2d Edges { get; }
///     [SharedLayer(Kernel = 2)] public partial MaxPool2d Smaller { get; }
///     [SharedLayer(32), BatchNorm] public partial Conv2d Shapes { get; }
///     [SharedLayer] public partial Flatten Flat { get; }
///     [TaskHead] public partial BinaryHead IsDay { get; }
///     [TaskHead] public partial CountHead Cars { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskAttentionAttribute : Attribute
{
    /// <summary>
    /// How many times fewer features (channels) g has than the layer, at least 1; 1 by default, as in the paper. What is left is 1 or more.
    /// </summary>
    public int Reduction { get; set; } = 1;

    /// <summary>
    /// The last shared layer to which no task attends: it and the shared layers above it are read as they are. By default attention begins at the first
    /// shared layer with weights that is no embedding.
    /// </summary>
    public string? From { get; set; }
}
