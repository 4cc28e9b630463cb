namespace Mtl;

/// <summary>A metric of a task with its name, for tables and files.</summary>
/// <param name="Name">The metric's usual short name, such as Accuracy or RMSE.</param>
/// <param name="Value">The value; NaN if it is undefined.</param>
public readonly record struct MetricValue(string Name, double Value)
{
    internal MetricValue(Metric metric, double value)
        : this(MetricNames.Of(metric), value) => LowerIsBetter = MetricNames.IsBetterLower(metric);

    /// <summary>Whether a lower value is better, for example of an error; otherwise a higher one is.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Whether this value is better than another one of the same metric. An undefined value is never better.</summary>
    /// <param name="other">The other value; if it is undefined, any defined value is better.</param>
    public bool IsBetterThan(MetricValue other)
        => !double.IsNaN(Value) && (double.IsNaN(other.Value) || (LowerIsBetter ? Value < other.Value : Value > other.Value));

    /// <summary>"Accuracy 0.951".</summary>
    public override string ToString() => $"{Name} {Figure.Of(Value)}";
}
