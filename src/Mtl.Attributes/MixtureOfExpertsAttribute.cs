using System;

namespace Mtl;

/// <summary>
/// Shares the trunk as a multi-gate mixture of experts (MMoE, Ma et al., KDD 2018): there are several copies of the declared trunk, each with
/// weights of its own, and every task reads the mixture that its own gate makes of them.
/// </summary>
/// <remarks>
/// <para>
/// With x for what the experts read and h_e for what expert e computes, the gate of a task t is <c>g_t(x) = softmax(W_t·x)</c>, a linear layer
/// without bias, <c>[batch, experts]</c>, and the task reads <c>Σ_e g_te(x)·h_e(x)</c> wherever it names a layer of the trunk as its source. A
/// layer of an expert reads the layers of the same expert.
/// </para>
/// <para>
/// All shared layers are copied except those that only encode what the model reads: embeddings, and layers without weights in front of the
/// first one that has some. <see cref="From"/> lets the experts begin further down. Modifiers of the trunk hold for every expert: each has dropout masks,
/// statistics and penalties of its own. Gates have no modifiers; they are frozen and learn with the head of their task.
/// </para>
/// <para>
/// The property of a copied layer is that of the first expert; <c>{Layer}Experts</c>, which is generated, has them all, and <c>{Task}Gate</c> is the gate
/// of a task. In saved models they are <c>{Layer}Experts.0.weight</c>, … and <c>{Task}Gate.weight</c>.
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
    /// <param name="experts">How many, 2 to 256.</param>
    public MixtureOfExpertsAttribute(int experts) => Experts = experts;

    /// <summary>How many experts there are.</summary>
    public int Experts { get; }

    /// <summary>
    /// The shared layer that the experts read: it and the shared layers above it stay single, those below it are copied. By default the
    /// experts begin at the first shared layer with weights that is no embedding.
    /// </summary>
    public string? From { get; set; }
}
