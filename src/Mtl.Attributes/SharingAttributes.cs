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
/// penalty concerns weights, not biases and not normalisations; it is part of the penalty that losses report. With 0 the tasks are
/// networks of their own, with a very large strength they are one. Copies begin alike.
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
/// and several copies, after its normalisation, activation and dropout. At the beginning α_tt is <see cref="Own"/>, and what is left to 1 is divided among the other tasks.
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
