using System;

namespace Mtl;

/// <summary>
/// Shares the trunk as a multi-gate mixture of experts (MMoE, Ma et al., KDD 2018): every expert is a copy of the declared trunk with its
/// own weights, and every task reads a mixture of the experts, weighted by its own gate.
/// </summary>
/// <remarks>
/// <para>
/// With x for the input of the experts and h_e for the output of expert e, the gate of a task t is <c>g_t(x) = softmax(W_t·x)</c>, a linear
/// layer without bias, <c>[batch, experts]</c>, and the task reads <c>Σ_e g_te(x)·h_e(x)</c> wherever it names a layer of the trunk as its
/// source. A layer of an expert reads the layers of the same expert.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode the inputs: embeddings, and layers without weights before the first layer
/// with weights. <see cref="From"/> lets the experts begin at a later layer. Modifiers of the trunk apply to every expert: each has its own
/// dropout masks, statistics and penalties. Gates have no modifiers; they are frozen, and have the learning rate, with the head of their
/// task.
/// </para>
/// <para>
/// The property of a copied layer is the layer of the first expert. The generated property <c>{Layer}Experts</c> has the layers of all
/// experts, and <c>{Task}Gate</c> is the gate of a task. In saved models they are <c>{Layer}Experts.0.weight</c>, … and
/// <c>{Task}Gate.weight</c>.
/// </para>
/// </remarks>
/// <example><code>
/// [MultiTaskModel(Inputs = 104), MixtureOfExperts(4)]
/// public partial class Census
/// {
///     [SharedLayer(64), Dropout(0.1)] public partial Linear Trunk { get; }
///     [TaskHead(Hidden = [16])] public partial BinaryHead Income { get; }
///     [TaskHead(Hidden = [16])] public partial BinaryHead Married { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MixtureOfExpertsAttribute : Attribute
{
    /// <summary>Declares the experts.</summary>
    /// <param name="experts">The number of experts, 2 to 256.</param>
    public MixtureOfExpertsAttribute(int experts) => Experts = experts;

    /// <summary>The number of experts.</summary>
    public int Experts { get; }

    /// <summary>
    /// The shared layer that the experts read: it and the shared layers before it are not copied, those after it are. By default the
    /// experts begin at the first shared layer with weights that is not an embedding.
    /// </summary>
    public string? From { get; set; }
}
