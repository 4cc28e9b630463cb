namespace Mtl;

/// <summary>The metrics of an <see cref="OrdinalHead{TEnum}"/>.</summary>
public sealed record OrdinalMetrics : TaskMetrics
{
    internal OrdinalMetrics(double loss, ConfusionMatrix confusion)
        : base(confusion.Total, loss)
    {
        Confusion = confusion;
        Accuracy = (double)confusion.Correct / Count;
        MeanAbsoluteRankError = Sum((actual, predicted) => confusion[actual, predicted] * Math.Abs((double)actual - predicted)) / Count;
        QuadraticWeightedKappa = Kappa(confusion);
    }

    /// <summary>The fraction of rows with a correct prediction, 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>The mean absolute difference of the ranks of prediction and label.</summary>
    public double MeanAbsoluteRankError { get; }

    /// <summary>
    /// Cohen's kappa with quadratic weights (Cohen 1968), <c>1 − Σ(i−j)²·Oᵢⱼ / Σ(i−j)²·Eᵢⱼ</c> for the observed counts O and the counts E
    /// expected by chance with the same totals: 1 is perfect, 0 is chance. NaN if all labels and all predictions are the same class.
    /// </summary>
    public double QuadraticWeightedKappa { get; }

    /// <summary>The number of predictions of each class for the rows of each class, in ascending order.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.QuadraticWeightedKappa, QuadraticWeightedKappa),
        new(Metric.MeanAbsoluteRankError, MeanAbsoluteRankError),
        new(Metric.Accuracy, Accuracy),
    ];

    private double Kappa(ConfusionMatrix confusion)
    {
        double observed = Sum((i, j) => Square(i - j) * confusion[i, j]);
        double byChance = Sum((i, j) => Square(i - j) * confusion.CountActual(i) * confusion.CountPredicted(j)) / Count;
        return 1 - (observed / byChance);
    }

    private double Sum(Func<int, int, double> term)
    {
        var ranks = Enumerable.Range(0, Confusion.Classes.Count);
        return ranks.Sum(actual => ranks.Sum(predicted => term(actual, predicted)));
    }

    private static double Square(double value) => value * value;
}
