namespace Mtl;

/// <summary>How well a <see cref="ClassHead{TEnum}"/> does.</summary>
/// <remarks>
/// The macro averages give every class that occurs, as label or as prediction, the same weight; a class that occurs in neither is
/// left out. Precision of a class that was never predicted, and recall of one that is never a label, count as 0. This is what
/// scikit-learn does.
/// </remarks>
public sealed record ClassMetrics : TaskMetrics
{
    internal ClassMetrics(double loss, ConfusionMatrix confusion)
        : base(confusion.Total, loss)
    {
        Confusion = confusion;
        Accuracy = (double)confusion.Correct / Count;
        MacroPrecision = MacroAverage((hits, _, predicted) => Ratio.OrZero(hits, predicted));
        MacroRecall = MacroAverage((hits, actual, _) => Ratio.OrZero(hits, actual));
        MacroF1 = MacroAverage((hits, actual, predicted) => Ratio.OrZero(2 * hits, actual + predicted));
    }

    /// <summary>The share of rows whose class was predicted, 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>The mean over the classes of precision: the share of the rows predicted to be of the class that are.</summary>
    public double MacroPrecision { get; }

    /// <summary>The mean over the classes of recall: the share of the rows of the class that were predicted to be.</summary>
    public double MacroRecall { get; }

    /// <summary>The mean over the classes of F1, the harmonic mean of precision and recall.</summary>
    public double MacroF1 { get; }

    /// <summary>How often rows of each class were taken for each class.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.Accuracy, Accuracy),
        new(Metric.MacroF1, MacroF1),
        new(Metric.MacroPrecision, MacroPrecision),
        new(Metric.MacroRecall, MacroRecall),
    ];

    /// <summary>The mean of <paramref name="score"/>(hits, actual, predicted) over the classes that occur; NaN if none does.</summary>
    private double MacroAverage(Func<long, long, long, double> score)
        => Enumerable.Range(0, Confusion.Classes.Count)
            .Select(c => (Hits: Confusion[c, c], Actual: Confusion.CountActual(c), Predicted: Confusion.CountPredicted(c)))
            .Where(c => c.Actual + c.Predicted > 0)
            .Select(c => score(c.Hits, c.Actual, c.Predicted))
            .DefaultIfEmpty(double.NaN)
            .Average();
}
