namespace Mtl;

/// <summary>How well a <see cref="RegressionHead"/> does.</summary>
public sealed record RegressionMetrics : TaskMetrics
{
    internal RegressionMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The mean of the squared errors.</summary>
    public required double MeanSquaredError { get; init; }

    /// <summary>The root of <see cref="MeanSquaredError"/>, in the label's own unit.</summary>
    public double RootMeanSquaredError => Math.Sqrt(MeanSquaredError);

    /// <summary>The mean of the absolute errors, in the label's own unit.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>
    /// The coefficient of determination, <c>1 − Σ(y − ŷ)² / Σ(y − ȳ)²</c>: 1 is perfect, 0 is no better than always answering the mean,
    /// and below 0 is worse. NaN where all labels are equal.
    /// </summary>
    public required double R2 { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new("RMSE", RootMeanSquaredError),
        new("R2", R2),
        new("MAE", MeanAbsoluteError),
        new("MSE", MeanSquaredError),
    ];
}
