namespace Mtl;

/// <summary>How well a <see cref="QuantileHead"/> does.</summary>
public sealed record QuantileMetrics : TaskMetrics
{
    internal QuantileMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The mean of the pinball losses over rows and quantiles, in the label's own unit.</summary>
    public required double MeanPinballLoss { get; init; }

    /// <summary>
    /// The share of labels from the lowest quantile to the highest, both included. NaN for a head with one quantile, which is no interval.
    /// </summary>
    public required double Coverage { get; init; }

    /// <summary>
    /// How far <see cref="Coverage"/> is from the share that the two quantiles promise, 0.8 for 0.1 and 0.9: 0 is perfect. NaN for a head
    /// with one quantile.
    /// </summary>
    public required double CoverageError { get; init; }

    /// <summary>The mean of the absolute errors of <see cref="QuantilePrediction.Value"/>, in the label's own unit.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.MeanPinballLoss, MeanPinballLoss),
        new(Metric.CoverageError, CoverageError),
        new(Metric.MeanAbsoluteError, MeanAbsoluteError),
    ];
}
