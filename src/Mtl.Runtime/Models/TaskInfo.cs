namespace Mtl;

/// <summary>The properties of a task that are known at compile time.</summary>
/// <param name="Name">The name of the task, which is the name of the property of its head.</param>
/// <param name="Kind">The kind of prediction.</param>
/// <param name="Weight">The factor of the loss of the task in the objective.</param>
/// <param name="Classes">
/// The names of the classes, flags or ranks in the order of the head; empty for other kinds of tasks.
/// </param>
public sealed record TaskInfo(string Name, TaskKind Kind, double Weight, IReadOnlyList<string> Classes)
{
    /// <summary>The name of the task in saved models, if it is not <see cref="Name"/>; else null.</summary>
    public string? StateKey { get; init; }

    /// <summary>The quantiles that the task predicts, in ascending order; empty for other kinds of tasks.</summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [];

    /// <summary>
    /// The main metrics that the task declares; the first decides which epoch is best. Empty for the default of the head.
    /// </summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>The number of metrics in short texts, such as a line of progress.</summary>
    public int ShownMetrics => Math.Max(Metrics.Count, 1);

    /// <summary>"IsSold (Binary)".</summary>
    public override string ToString() => $"{Name} ({Kind})";

    /// <summary>All metrics of the task, the main metrics first and in their order.</summary>
    /// <param name="metrics">The metrics of the task.</param>
    public IReadOnlyList<MetricValue> Ordered(TaskMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var first = Metrics.Select(Value).ToList();
        return [.. first, .. metrics.Values.Except(first)];

        MetricValue Value(Metric metric) => metric == Metric.Loss
            ? new(Metric.Loss, metrics.Loss)
            : metrics.Values.Single(value => value.Name == MetricNames.Of(metric));
    }
}
