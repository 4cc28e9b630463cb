namespace Mtl;

/// <summary>Accumulates the losses of the steps of an epoch, and creates the result of the epoch.</summary>
internal sealed class EpochLosses(ModelInfo model)
{
    private readonly double[] _losses = new double[model.Tasks.Count];
    private readonly long[] _labeledRows = new long[model.Tasks.Count];
    private readonly double[] _weights = new double[model.Tasks.Count];
    private readonly int[] _weightedSteps = new int[model.Tasks.Count];
    private double _penalty;
    private double _objective;

    /// <summary>The number of batches whose losses were added.</summary>
    public int Steps { get; private set; }

    /// <summary>
    /// The mean loss of every task over its labeled rows. All rows have the same weight, whatever the size of their batch.
    /// </summary>
    public double[] TaskMeans() => [.. _losses.Zip(_labeledRows, (loss, rows) => loss / rows)];

    /// <summary>The sums, for a checkpoint within the epoch.</summary>
    public EpochLossSums Sums
    {
        get => new([.. _losses], [.. _labeledRows], [.. _weights], [.. _weightedSteps], _penalty, _objective, Steps);
        init
        {
            value.Losses.CopyTo(_losses, 0);
            value.LabeledRows.CopyTo(_labeledRows, 0);
            value.Weights.CopyTo(_weights, 0);
            value.WeightedSteps.CopyTo(_weightedSteps, 0);
            (_penalty, _objective, Steps) = (value.Penalty, value.Objective, value.Steps);
        }
    }

    public void Add(StepLosses step)
    {
        for (int task = 0; task < _losses.Length; task++)
        {
            if (step.Weights is { } weights && step.LabeledRows[task] > 0)
            {
                _weights[task] += weights[task];
                _weightedSteps[task]++;
            }

            _losses[task] += step.Losses[task] * step.LabeledRows[task];
            _labeledRows[task] += step.LabeledRows[task];
        }

        _penalty += step.Penalty;
        _objective += step.Objective;
        Steps++;
    }

    /// <summary>Creates the result of the epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="duration">The duration of the epoch.</param>
    /// <param name="metrics">The metrics of every task on the validation rows, or null.</param>
    public EpochResult Result(int epoch, TimeSpan duration, IReadOnlyList<TaskMetrics>? metrics)
    {
        var tasks = TaskMeans().Select((loss, task) =>
            new TaskResult(model.Tasks[task].Name, loss, Summary(model.Tasks[task], metrics?[task])) { Weight = MeanWeight(task) });
        return new(epoch, duration, [.. tasks], _penalty / Steps, _objective / Steps);
    }

    private static ValidationResult? Summary(TaskInfo task, TaskMetrics? metrics) =>
        metrics is null ? null : new(metrics.Count, metrics.Loss, task.Ordered(metrics)) { Shown = task.ShownMetrics };

    /// <summary>
    /// The mean weight of a task over the steps with labels of it; null without such a step or without a balancing method.
    /// </summary>
    private double? MeanWeight(int task) => _weightedSteps[task] == 0 ? null : _weights[task] / _weightedSteps[task];
}
