using System;

namespace Mtl;

/// <summary>
/// Selects the method that balances the tasks of a model, by weighting their losses or combining their gradients. Without the attribute
/// the objective is the sum of the losses, each times the <c>Weight</c> of its head.
/// </summary>
/// <remarks>
/// A task without a label in a batch takes no part in that step. What a method learns and its other state are saved with the model, under
/// the key <c>Balancing</c>. <c>TrainingOptions.Balancing</c> replaces the method for one training.
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
    /// <summary>Selects the method.</summary>
    /// <param name="method">The method.</param>
    public BalancingAttribute(BalancingMethod method) => Method = method;

    /// <summary>The method.</summary>
    public BalancingMethod Method { get; }

    /// <summary>
    /// The temperature, above 0. For <see cref="BalancingMethod.DynamicWeightAverage"/>, 2 by default: a higher one makes the weights more
    /// equal. For <see cref="BalancingMethod.SmoothTchebycheff"/>, 1 by default: a lower one brings the objective closer to the largest
    /// loss.
    /// </summary>
    public double Temperature { get; set; }

    /// <summary>
    /// The exponent α. For <see cref="BalancingMethod.GradNorm"/>, at least 0, 1.5 by default: a higher one gives slow tasks larger
    /// gradients. For <see cref="BalancingMethod.FairGrad"/>, above 0, 1 by default: a higher one favors the worst task.
    /// </summary>
    public double Alpha { get; set; }

    /// <summary>
    /// The largest distance of the direction of <see cref="BalancingMethod.CAGrad"/> from the mean gradient, relative to the length of that
    /// gradient: in [0, 1), 0.4 by default.
    /// </summary>
    public double C { get; set; }

    /// <summary>Whether <see cref="BalancingMethod.CAGrad"/> divides its direction by <c>1 + C²</c>; false by default.</summary>
    public bool Rescale { get; set; }

    /// <summary>
    /// The weight of the newest cosine in the moving average of <see cref="BalancingMethod.GradVac"/>: in [0, 1], 0.5 by default.
    /// </summary>
    public double Beta { get; set; }

    /// <summary>The learning rate of the task weights of <see cref="BalancingMethod.Famo"/>: above 0, 0.025 by default.</summary>
    public double LearningRate { get; set; }

    /// <summary>The weight decay of the task weights of <see cref="BalancingMethod.Famo"/>: at least 0, 0.001 by default.</summary>
    public double WeightDecay { get; set; }

    /// <summary>What <see cref="BalancingMethod.Mgda"/> normalizes the gradients by; nothing by default.</summary>
    public MgdaNormalization Normalization { get; set; }

    /// <summary>
    /// Whether <see cref="BalancingMethod.GradNorm"/> takes the norms of the gradients of all shared parameters, instead of those of the
    /// last shared weight matrix; false by default.
    /// </summary>
    public bool AllShared { get; set; }

    /// <summary>
    /// The number of tasks whose gradients <see cref="BalancingMethod.Krum"/> assumes to be outliers: at least 0, 0 by default. A higher
    /// one compares each gradient with fewer others.
    /// </summary>
    public int Outliers { get; set; }

    /// <summary>The number of tasks whose gradients <see cref="BalancingMethod.Krum"/> averages: at least 1, 1 by default.</summary>
    public int Selected { get; set; }
}
