namespace Mtl;

/// <summary>
/// What decides which epoch of a training run is the best, and whether an epoch was better than the ones before. A generated model has
/// them as members of its class <c>Watch</c>, so that only its own tasks can be named.
/// </summary>
/// <example><code>Watch = Census.Watch.Income, EarlyStopping = new() { Patience = 8 }, RestoreBest = true</code></example>
public abstract class Watch
{
    private protected Watch()
    {
    }

    /// <summary>The class of the model whose tasks are watched.</summary>
    internal abstract Type Model { get; }

    /// <summary>The watched values of an epoch: one, or one for every task. A value that is not defined is NaN.</summary>
    /// <param name="epoch">The result of the epoch, with validation.</param>
    /// <param name="model">The model.</param>
    internal abstract IReadOnlyList<MetricValue> Values(EpochResult epoch, ModelInfo model);

    /// <summary>The tasks whose results are watched, by their indices.</summary>
    internal abstract IEnumerable<int> Tasks(ModelInfo model);

    /// <summary>A description, for messages and to compare runs.</summary>
    internal abstract string Describe(ModelInfo model);

    /// <summary>The tasks that are watched: those of the objective without a watch.</summary>
    internal static IEnumerable<int> Tasks(Watch? watch, ModelInfo model) =>
        watch?.Tasks(model) ?? Enumerable.Range(0, model.Tasks.Count).Where(task => model.Tasks[task].Weight > 0);

    /// <summary>Whether training stops when the first of several values no longer improves; otherwise when none does.</summary>
    internal virtual bool StopsAtFirst => false;

    /// <summary>The weighted sum of the validation losses: the objective of the model without its penalties.</summary>
    internal static MetricValue Objective(EpochResult epoch, ModelInfo model) =>
        WeightedLoss(epoch.Tasks.Zip(model.Tasks, (result, task) => (result, task.Weight)));

    /// <summary>A weighted sum of validation losses; tasks without labels in the validation rows do not count.</summary>
    private protected static MetricValue WeightedLoss(IEnumerable<(TaskResult Task, double Weight)> tasks)
    {
        double sum = double.NaN;
        foreach (var (task, weight) in tasks)
        {
            if (weight != 0 && task.Validation is { Count: > 0 } validation)
                sum = (double.IsNaN(sum) ? 0 : sum) + (weight * validation.Loss);
        }

        return new(Metric.Loss, sum);
    }
}
