namespace Mtl.Generator.Model;

/// <summary>The declared loss of a task; parameters are null or empty for the default of the head.</summary>
/// <param name="Function">The loss function.</param>
/// <param name="LabelSmoothing">The label smoothing ε.</param>
/// <param name="ClassWeights">A factor for every class.</param>
/// <param name="FocalGamma">The exponent of the focal loss.</param>
/// <param name="HuberDelta">The error above which the Huber loss is linear.</param>
/// <param name="Quantiles">The quantiles of the pinball loss.</param>
internal sealed record LossDescription(
    LossFunction Function, double? LabelSmoothing, EquatableArray<double> ClassWeights, double? FocalGamma, double? HuberDelta,
    EquatableArray<double> Quantiles);

/// <summary>The values of <c>Mtl.Loss</c>.</summary>
internal enum LossFunction
{
    Default,
    SquaredError,
    AbsoluteError,
    Huber,
    CrossEntropy,
    Focal,
    Poisson,
    Pinball,
}
