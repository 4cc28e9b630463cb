namespace Mtl;

/// <summary>
/// The metrics of a <see cref="BinaryHead"/>. "Positive" means true; the prediction is true if its probability is above one half.
/// </summary>
/// <remarks>Precision without a positive prediction, and recall and F1 without a positive row, are 0, as in scikit-learn.</remarks>
public sealed record BinaryMetrics : TaskMetrics
{
    internal BinaryMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The fraction of rows with a correct prediction, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The fraction of the positive predictions that are correct.</summary>
    public required double Precision { get; init; }

    /// <summary>The fraction of the positive rows with a positive prediction.</summary>
    public required double Recall { get; init; }

    /// <summary>The harmonic mean of precision and recall.</summary>
    public required double F1 { get; init; }

    /// <summary>
    /// The area under the ROC curve: the probability that a positive row scores higher than a negative one, where ties count one half. It
    /// is exact, and NaN unless there are positive and negative rows.
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
