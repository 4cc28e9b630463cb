using System;

namespace Mtl;

/// <summary>
/// Says how the tasks of a model are balanced: how much each counts in a training step. Without it the objective is the sum of the losses, each times
/// the <c>Weight</c> of its head.
/// </summary>
/// <remarks>
/// A task without a label in a batch takes no part in that step. What a method learns or remembers is part of the model, in its state under
/// the key <c>Balancing</c>, and is saved with it. <c>TrainingOptions.Balancing</c> replaces the method for one training.
/// </remarks>
/// <example><code>
/// [MultiTaskModel(Inputs = 16), Balancing(BalancingMethod.DynamicWeightAverage, Temperature = 1)]
/// public partial class Census
/// {
///     [SharedLayer(64)] public partial Linear Trunk { get; }
///     [TaskHead] public partial BinaryHead Earns { get; }
///     [TaskHead] public partial RegressionHead Hours { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BalancingAttribute : Attribute
{
    /// <summary>Chooses the method.</summary>
    /// <param name="method">The method.</param>
    public BalancingAttribute(BalancingMethod method) => Method = method;

    /// <summary>The method.</summary>
    public BalancingMethod Method { get; }

    /// <summary>
    /// Above 0. Of <see cref="BalancingMethod.DynamicWeightAverage"/>, 2 by default: the higher, the more alike the weights. Of
    /// <see cref="BalancingMethod.SmoothTchebycheff"/>, 1 by default: the lower, the closer to the largest loss.
    /// </summary>
    public double Temperature { get; set; }

    /// <summary>
    /// At least 0 for <see cref="BalancingMethod.GradNorm"/>, 1.5 by default: the higher, the more slow tasks are helped. Above 0 for
    /// <see cref="BalancingMethod.FairGrad"/>, 1 by default: the higher, the more the worst task counts.
    /// </summary>
    public double Alpha { get; set; }

    /// <summary>How far <see cref="BalancingMethod.CAGrad"/> may leave the mean gradient, relative to its length: in [0, 1), 0.4 by default.</summary>
    public double C { get; set; }

    /// <summary>Whether <see cref="BalancingMethod.CAGrad"/> divides its direction by <c>1 + C²</c>; false by default.</summary>
    public bool Rescale { get; set; }

    /// <summary>How fast the average of <see cref="BalancingMethod.GradVac"/> moves: in [0, 1], 0.5 by default.</summary>
    public double Beta { get; set; }

    /// <summary>The step size of the weights of <see cref="BalancingMethod.Famo"/>: above 0, 0.025 by default.</summary>
    public double LearningRate { get; set; }

    /// <summary>The weight decay of the weights of <see cref="BalancingMethod.Famo"/>: at least 0, 0.001 by default.</summary>
    public double WeightDecay { get; set; }

    /// <summary>What <see cref="BalancingMethod.Mgda"/> divides the gradients by; nothing by default.</summary>
    public MgdaNormalization Normalization { get; set; }

    /// <summary>Whether <see cref="BalancingMethod.GradNorm"/> measures the gradients of all shared parameters, not of the last shared weight matrix; false by default.</summary>
    public bool AllShared { get; set; }
}
