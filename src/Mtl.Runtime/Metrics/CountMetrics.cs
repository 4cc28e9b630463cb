namespace Mtl;

/// <summary>The metrics of a <see cref="CountHead"/>.</summary>
public sealed record CountMetrics : TaskMetrics
{
    internal CountMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The mean absolute difference of predicted rate and count.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>
    /// The mean Poisson deviance, <c>2·(y·log(y/λ) − (y − λ))</c> for the count y and the rate λ: twice the difference of the maximum
    /// log-likelihood and the log-likelihood, so that 0 is perfect.
    /// </summary>
    public required double MeanDeviance { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.MeanDeviance, MeanDeviance),
        new(Metric.MeanAbsoluteError, MeanAbsoluteError),
    ];
}
