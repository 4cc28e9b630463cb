using System;

namespace Mtl;

/// <summary>
/// Hard parameter sharing (Caruana 1997): all tasks read the same shared layers. This is the default; the attribute only states it
/// explicitly.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class HardSharingAttribute : Attribute
{
}

/// <summary>
/// Soft parameter sharing (as in Duong et al., ACL 2015): every task has a copy of the shared layers, and a penalty keeps the copies close
/// to each other. The objective has the penalty <c>λ·Σ ‖W_s − W_t‖²</c>, the squared Frobenius distance, over all pairs of tasks s, t and
/// all corresponding weights.
/// </summary>
/// <remarks>
/// <para>
/// A task has a copy of each shared layer that it reads, directly or through other layers. A copy reads the copies of the same task. The
/// penalty applies to weights, not to biases and normalizations; it is part of the penalty that losses report. With strength 0 the tasks
/// are separate networks; a larger strength makes their weights more equal. All copies of a layer have the same initial weights.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode the inputs: embeddings, and layers without weights before the first layer
/// with weights. <see cref="From"/> lets the copies begin at a later layer. Modifiers of the trunk apply to every copy: each has its own
/// dropout masks, statistics and penalties.
/// </para>
/// <para>
/// The copies are the generated properties <c>{Layer}Of{Task}</c>; the declared property is the first of them. In saved models they are
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
    /// The last layer that all tasks share: it and the shared layers before it are not copied, those after it are. By
    /// default the copies begin at the first shared layer with weights that is not an embedding.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>
/// Cross-stitch networks (Misra et al., CVPR 2016): every task has a copy of the shared layers, and after each block of layers a
/// cross-stitch unit mixes the outputs of the copies. The next layer of task t reads <c>Σ_s α_ts·h_s</c>, where h_s is the output of the
/// copy of task s and the α are learned numbers, one for each pair of tasks and each block.
/// </summary>
/// <remarks>
/// <para>
/// A task has a copy of each shared layer that it reads, directly or through other layers. A block is a layer with weights,
/// its normalization, activation and dropout, and a normalization layer that alone reads it; any other normalization layer is a block of
/// its own. A cross-stitch unit follows each block that has several copies. Initially α_tt is <see cref="Own"/>, and the other α of task t
/// are (1 − <see cref="Own"/>) divided equally.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode the inputs: embeddings, and layers without weights before the first layer
/// with weights. <see cref="From"/> lets the copies begin at a later layer. Modifiers of the trunk apply to every copy, not to the units.
/// </para>
/// <para>
/// The copies are the generated properties <c>{Layer}Of{Task}</c>, the units <c>{Layer}StitchOf{Task}</c>; these are also their names in
/// saved models.
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
    /// <summary>The initial α of a task for its own copy, 0 to 1; 0.9 by default, as in the paper.</summary>
    public double Own { get; set; } = 0.9;

    /// <summary>
    /// The factor of the learning rate of the α, finite and above 0; 1 by default. The paper uses 100 to 1000 with SGD. Optimizers such as
    /// Adam, whose updates do not depend on the scale of the gradient, need a smaller factor.
    /// </summary>
    public double LearningRate { get; set; } = 1;

    /// <summary>
    /// The last layer that all tasks share: it and the shared layers before it are not copied, those after it are. By
    /// default the copies begin at the first shared layer with weights that is not an embedding.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>
/// Progressive layered extraction (PLE; with a single level customized gate control, CGC; Tang et al., RecSys 2020): the trunk has shared
/// experts and task-specific experts. Features that only one task needs then do not interfere with the other tasks, as they do in a
/// mixture in which all experts are shared.
/// </summary>
/// <remarks>
/// <para>
/// Every shared layer with weights is a level. At each level, every task has <see cref="TaskExperts"/> copies of the layer, and all tasks
/// share <see cref="SharedExperts"/> more. The next layer of task t reads <c>Σ_e g_te(x_t)·h_e</c> over its own experts and the shared
/// ones, where the gate is <c>g_t(x) = softmax(W_t·x)</c> and x_t is the input of its experts of that level. The shared experts of the next
/// level read a mixture of all experts, with their own gate.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode the inputs: embeddings, and layers without weights before the first layer
/// with weights. <see cref="From"/> lets the experts begin at a later layer. Modifiers of the trunk apply to every expert. Gates have no
/// modifiers; those of a task are frozen, and have the learning rate, with its head.
/// </para>
/// <para>
/// The shared experts of a layer are <c>{Layer}Experts</c>, those of a task <c>{Layer}Of{Task}Experts</c>, without <c>Experts</c> if there
/// is only one; the gates are <c>{Layer}GateOf{Task}</c> and <c>{Layer}Gate</c>. These are also their names in saved models.
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
    /// <param name="sharedExperts">The number of shared experts at each level, 1 to 256.</param>
    /// <param name="taskExperts">The number of task-specific experts of each task at each level, 1 to 256.</param>
    public ProgressiveExtractionAttribute(int sharedExperts, int taskExperts)
    {
        SharedExperts = sharedExperts;
        TaskExperts = taskExperts;
    }

    /// <summary>The number of shared experts at each level.</summary>
    public int SharedExperts { get; }

    /// <summary>The number of task-specific experts of each task at each level.</summary>
    public int TaskExperts { get; }

    /// <summary>
    /// Whether all copied layers together are one level (CGC): an expert is a copy of all of them, and experts are mixed only after the
    /// last layer.
    /// </summary>
    public bool SingleLevel { get; set; }

    /// <summary>
    /// The shared layer that the experts read: it and the shared layers before it are not copied, those after it are. By default the
    /// experts begin at the first shared layer with weights that is not an embedding.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>
/// Multi-task attention network (MTAN; Liu et al., CVPR 2019): all tasks share the trunk, and every task has an attention mask after each
/// block of layers. With p for the output of the block, the next layer of the task reads <c>â = a ⊙ p</c>, where the mask a has a value
/// from 0 to 1 for each element of p.
/// </summary>
/// <remarks>
/// <para>
/// A block is a layer with weights, its normalization, activation and dropout, and a normalization layer that alone reads it; any other
/// normalization layer is a block of its own. The mask of task t after block j is <c>a = σ(h_t(g_t([p_j ; f_j(â_{j−1})])))</c>. f_j is a
/// second block with the shape of j. It reads the masked outputs of the blocks before, and is shared by all tasks. The first blocks have no
/// f: their mask is computed from p only. g_t and h_t are position-wise: 1×1 convolutions over the channels of images and signals, linear
/// layers for vectors and the time steps of sequences. g_t is followed by ReLU, and both are normalized if the last layer of the block has
/// a <see cref="BatchNormAttribute"/> or <see cref="LayerNormAttribute"/>. Layers without parameters, such as poolings, are also applied to
/// the masked outputs.
/// </para>
/// <para>
/// All shared layers have masks except those that only encode the inputs: embeddings, and layers without weights before the first layer
/// with weights. <see cref="From"/> lets attention begin at a later layer. Penalties, learning rate and dropout of a layer apply to f too.
/// g and h have no penalties and no dropout; they are frozen, and have the learning rate, with the head of their task. The f of a frozen
/// layer is trained.
/// </para>
/// <para>
/// The generated properties are <c>{Layer}AttentionOf{Task}Hidden</c> (g), <c>{Layer}AttentionOf{Task}Mask</c> (h) and
/// <c>{Layer}Attended</c> (f); these are also their names in saved models.
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
    /// The factor by which g has fewer features (channels) than the layer, at least 1; 1 by default, as in the paper. g has at least one
    /// feature.
    /// </summary>
    public int Reduction { get; set; } = 1;

    /// <summary>
    /// The last shared layer without masks: it and the shared layers before it are read unchanged. By default attention begins at the first
    /// shared layer with weights that is not an embedding.
    /// </summary>
    public string? From { get; set; }
}
