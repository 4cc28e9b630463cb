namespace Mtl.Generator.Model;

/// <summary>The values of <c>Mtl.Metric</c>.</summary>
internal enum MetricName
{
    Loss,
    Accuracy,
    F1,
    Precision,
    Recall,
    Auc,
    MacroF1,
    MacroPrecision,
    MacroRecall,
    MicroF1,
    SubsetAccuracy,
    QuadraticWeightedKappa,
    MeanAbsoluteRankError,
    RootMeanSquaredError,
    MeanSquaredError,
    MeanAbsoluteError,
    R2,
    MeanDeviance,
    MeanPinballLoss,
    CoverageError,
}
