namespace Mtl;

/// <summary>
/// How well a <see cref="BinaryHead"/> does. "Positive" means true; the answer is true where its probability is above one half.
/// </summary>
/// <remarks>Precision without a positive answer, and recall and F1 without a positive row, are 0, as in scikit-learn.</remarks>
public sealed record BinaryMetrics : TaskMetrics
{
    internal BinaryMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The share of rows answered rightly, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The share of the positive answers that are right.</summary>
    public required double Precision { get; init; }

    /// <summary>The share of the positive rows that were found.</summary>
    public required double Recall { get; init; }

    /// <summary>The harmonic mean of precision and recall.</summary>
    public required double F1 { get; init; }

    /// <summary>
    /// The area under the ROC curve: the probability that a positive row scores higher than a negative one, a tie counting one
    /// half. Exact. NaN unless there are rows of both kinds.
    /// </summary>
    public required double Auc { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.Accuracy, Accuracy),
        new(Metric.F1, F1),
        new(Metric.Auc, Auc),
        new(Metric.Precision, Precision),
        new(Metric.Recall, Recall),
    ];
}
