namespace Mtl;

/// <summary>The metrics of a <see cref="ClassHead{TEnum}"/>.</summary>
/// <remarks>
/// The macro averages weight all classes equally that occur as label or as prediction; other classes are excluded. The precision of a
/// class that was never predicted, and the recall of one that is never a label, are 0. scikit-learn defines them in the same way.
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

    /// <summary>The fraction of rows with a correct prediction, 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>The mean over the classes of precision: the fraction of the predictions of the class that are correct.</summary>
    public double MacroPrecision { get; }

    /// <summary>The mean over the classes of recall: the fraction of the rows of the class whose prediction is correct.</summary>
    public double MacroRecall { get; }

    /// <summary>The mean over the classes of F1, the harmonic mean of precision and recall.</summary>
    public double MacroF1 { get; }

    /// <summary>The number of predictions of each class for the rows of each class.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.Accuracy, Accuracy),
        new(Metric.MacroF1, MacroF1),
        new(Metric.MacroPrecision, MacroPrecision),
        new(Metric.MacroRecall, MacroRecall),
    ];

    /// <summary>The mean of <paramref name="score"/>(hits, actual, predicted) over the classes that occur; NaN if none occurs.</summary>
    private double MacroAverage(Func<long, long, long, double> score)
        => Enumerable.Range(0, Confusion.Classes.Count)
            .Select(c => (Hits: Confusion[c, c], Actual: Confusion.CountActual(c), Predicted: Confusion.CountPredicted(c)))
            .Where(c => c.Actual + c.Predicted > 0)
            .Select(c => score(c.Hits, c.Actual, c.Predicted))
            .DefaultIfEmpty(double.NaN)
            .Average();
}
