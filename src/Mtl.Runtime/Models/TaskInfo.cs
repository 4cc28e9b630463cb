namespace Mtl;

/// <summary>What is known about a task of a model at compile time.</summary>
/// <param name="Name">The task's name: the name of its head's property.</param>
/// <param name="Kind">What the task predicts.</param>
/// <param name="Weight">The factor of the task's loss in the objective.</param>
/// <param name="Classes">
/// The names of the classes, flags or ranks in the head's order; empty for other kinds of tasks.
/// </param>
public sealed record TaskInfo(string Name, TaskKind Kind, double Weight, IReadOnlyList<string> Classes)
{
    /// <summary>The name in saved models of a task that was renamed; null where it is <see cref="Name"/>.</summary>
    public string? StateKey { get; init; }

    /// <summary>The metrics that count for the task, the one that decides first; empty where its declaration leaves that to the head.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>How many metrics are shown where there is little room, such as in a line of progress.</summary>
    public int ShownMetrics => Math.Max(Metrics.Count, 1);

    /// <summary>"IsSold (Binary)".</summary>
    public override string ToString() => $"{Name} ({Kind})";

    /// <summary>All metrics of the task, those that count first and in their order.</summary>
    /// <param name="metrics">What was measured.</param>
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
