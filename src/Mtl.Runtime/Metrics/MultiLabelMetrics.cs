namespace Mtl;

/// <summary>The metrics of a <see cref="MultiLabelHead{TEnum}"/>. A flag is predicted if its probability is above one half.</summary>
/// <remarks>F1 of a flag that is neither predicted nor labeled is 0, as in scikit-learn.</remarks>
public sealed record MultiLabelMetrics : TaskMetrics
{
    internal MultiLabelMetrics(long count, double loss)
        : base(count, loss)
    {
    }

    /// <summary>The names of the flags in the order of the outputs.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>The fraction of rows in which all flags are correct, 0 to 1.</summary>
    public required double SubsetAccuracy { get; init; }

    /// <summary>The harmonic mean of precision and recall over the predictions of all flags together.</summary>
    public required double MicroF1 { get; init; }

    /// <summary>The mean of <see cref="F1PerFlag"/>.</summary>
    public double MacroF1 => F1PerFlag.Average();

    /// <summary>F1, the harmonic mean of precision and recall, of every flag.</summary>
    public required IReadOnlyList<double> F1PerFlag { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
    [
        new(Metric.MicroF1, MicroF1),
        new(Metric.MacroF1, MacroF1),
        new(Metric.SubsetAccuracy, SubsetAccuracy),
    ];
}
