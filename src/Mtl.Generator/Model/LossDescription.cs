namespace Mtl.Generator.Model;

/// <summary>A task's loss as written; null or empty where the default of the head holds.</summary>
/// <param name="Function">Which loss.</param>
/// <param name="LabelSmoothing">The share of a label that is spread over all classes.</param>
/// <param name="ClassWeights">A factor for every class.</param>
/// <param name="FocalGamma">The exponent of the focal loss.</param>
/// <param name="HuberDelta">The error from which on Huber's loss is linear.</param>
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
