namespace Mtl;

/// <summary>How well an <see cref="OrdinalHead{TEnum}"/> does.</summary>
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

    /// <summary>The share of rows whose class was predicted, 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>The mean number of ranks between the predicted class and the right one.</summary>
    public double MeanAbsoluteRankError { get; }

    /// <summary>
    /// Cohen's kappa with quadratic weights (Cohen 1968), <c>1 − Σ(i−j)²·Oᵢⱼ / Σ(i−j)²·Eᵢⱼ</c> for the observed counts O and those, E, that
    /// chance would give with the same totals: 1 is perfect, 0 is chance. NaN where all labels and all predictions are one class.
    /// </summary>
    public double QuadraticWeightedKappa { get; }

    /// <summary>How often rows of each class were taken for each class, in rising order.</summary>
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
