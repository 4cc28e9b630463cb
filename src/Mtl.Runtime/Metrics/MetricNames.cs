namespace Mtl;

/// <summary>The names of metrics in tables, and whether lower values are better.</summary>
internal static class MetricNames
{
    public static string Of(Metric metric) => TraitsOf(metric).Name;

    /// <summary>Whether a lower value is better: for losses and errors, but for no other metric.</summary>
    public static bool IsBetterLower(Metric metric) => TraitsOf(metric).IsBetterLower;

    private static (string Name, bool IsBetterLower) TraitsOf(Metric metric) => metric switch
    {
        Metric.Loss => ("Loss", true),
        Metric.Accuracy => ("Accuracy", false),
        Metric.F1 => ("F1", false),
        Metric.Precision => ("Precision", false),
        Metric.Recall => ("Recall", false),
        Metric.Auc => ("AUC", false),
        Metric.MacroF1 => ("Macro F1", false),
        Metric.MacroPrecision => ("Macro precision", false),
        Metric.MacroRecall => ("Macro recall", false),
        Metric.MicroF1 => ("Micro F1", false),
        Metric.SubsetAccuracy => ("Subset accuracy", false),
        Metric.QuadraticWeightedKappa => ("QWK", false),
        Metric.MeanAbsoluteRankError => ("Rank MAE", true),
        Metric.RootMeanSquaredError => ("RMSE", true),
        Metric.MeanSquaredError => ("MSE", true),
        Metric.MeanAbsoluteError => ("MAE", true),
        Metric.R2 => ("R2", false),
        Metric.MeanDeviance => ("Deviance", true),
        Metric.MeanPinballLoss => ("Pinball", true),
        Metric.CoverageError => ("Coverage error", true),
        _ => throw new InvalidOperationException($"The metric {metric} has no name."),
    };
}
