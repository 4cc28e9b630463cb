namespace Mtl;

/// <summary>What metrics are called in tables, and which way they are good.</summary>
internal static class MetricNames
{
    public static string Of(Metric metric) => metric switch
    {
        Metric.Auc => "AUC",
        Metric.MacroF1 => "Macro F1",
        Metric.MacroPrecision => "Macro precision",
        Metric.MacroRecall => "Macro recall",
        Metric.MicroF1 => "Micro F1",
        Metric.SubsetAccuracy => "Subset accuracy",
        Metric.QuadraticWeightedKappa => "QWK",
        Metric.MeanAbsoluteRankError => "Rank MAE",
        Metric.RootMeanSquaredError => "RMSE",
        Metric.MeanSquaredError => "MSE",
        Metric.MeanAbsoluteError => "MAE",
        Metric.MeanDeviance => "Deviance",
        _ => metric.ToString(),
    };

    /// <summary>Losses and errors are the better the lower they are; everything else, the higher.</summary>
    public static bool IsBetterLower(Metric metric) => metric
        is Metric.Loss or Metric.RootMeanSquaredError or Metric.MeanSquaredError or Metric.MeanAbsoluteError
        or Metric.MeanAbsoluteRankError or Metric.MeanDeviance;
}
