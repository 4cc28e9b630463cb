namespace Mtl;

/// <summary>The metrics of a <see cref="RegressionHead"/>.</summary>
/// <remarks>
/// With several outputs each metric is the mean over the outputs for which it is defined, as in scikit-learn, also if their units differ;
/// <see cref="PerOutput"/> has the metrics of each. Only <see cref="TaskMetrics.Loss"/> is the mean over all labeled numbers, as in
/// training, and a row is counted if at least one of its numbers is labeled.
/// </remarks>
public sealed record RegressionMetrics : TaskMetrics
{
    internal RegressionMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The mean of the squared errors.</summary>
    public required double MeanSquaredError { get; init; }

    /// <summary>
    /// The root of <see cref="MeanSquaredError"/>, in the unit of the label; with several outputs the mean of their roots, not the root of
    /// the mean.
    /// </summary>
    public double RootMeanSquaredError => PerOutput.Count == 0
        ? Math.Sqrt(MeanSquaredError)
        : MeanOf(PerOutput, output => output.RootMeanSquaredError);

    /// <summary>The mean of the absolute errors, in the unit of the label.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>
    /// The coefficient of determination, <c>1 − Σ(y − ŷ)² / Σ(y − ȳ)²</c>: 1 is perfect, 0 is no better than always predicting the mean,
    /// and below 0 is worse. NaN if all labels are equal.
    /// </summary>
    public required double R2 { get; init; }

    /// <summary>The metrics of every output of a head with several, in their order; empty for a head with one.</summary>
    public IReadOnlyList<RegressionMetrics> PerOutput { get; private init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.RootMeanSquaredError, RootMeanSquaredError),
        new(Metric.R2, R2),
        new(Metric.MeanAbsoluteError, MeanAbsoluteError),
        new(Metric.MeanSquaredError, MeanSquaredError),
    ];

    internal static RegressionMetrics MeanOf(long labeledRows, RegressionMetrics[] outputs)
    {
        double labeled = outputs.Sum(output => output.Count);
        double loss = outputs.Where(output => output.Count > 0).Sum(output => output.Loss * output.Count) / labeled;
        return new(labeledRows, loss)
        {
            MeanSquaredError = MeanOf(outputs, output => output.MeanSquaredError),
            MeanAbsoluteError = MeanOf(outputs, output => output.MeanAbsoluteError),
            R2 = MeanOf(outputs, output => output.R2),
            PerOutput = outputs,
        };
    }

    /// <summary>The mean of a metric over the outputs for which it is defined.</summary>
    private static double MeanOf(IEnumerable<RegressionMetrics> outputs, Func<RegressionMetrics, double> metric) =>
        outputs.Select(metric).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
