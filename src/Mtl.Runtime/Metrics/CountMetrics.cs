namespace Mtl;

/// <summary>How well a <see cref="CountHead"/> does.</summary>
public sealed record CountMetrics : TaskMetrics
{
    internal CountMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The mean distance of the predicted rate from the count.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>
    /// The mean Poisson deviance, <c>2·(y·log(y/λ) − (y − λ))</c> for the count y and the rate λ: 0 is perfect, and it is twice what the
    /// log-likelihood lacks of its maximum.
    /// </summary>
    public required double MeanDeviance { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.MeanDeviance, MeanDeviance),
        new(Metric.MeanAbsoluteError, MeanAbsoluteError),
    ];
}
