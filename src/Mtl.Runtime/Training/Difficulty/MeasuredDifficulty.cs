namespace Mtl;

/// <summary>The difficulty of the tasks of a run, which depends on the results of its epochs alone.</summary>
/// <param name="measure">The measure.</param>
/// <param name="model">The model.</param>
internal sealed class MeasuredDifficulty(TaskDifficulty measure, ModelInfo model)
{
    private readonly double?[] _firstLosses = new double?[model.Tasks.Count];
    private readonly double?[] _difficulties = new double?[model.Tasks.Count];

    private readonly Dictionary<string, int> _tasks =
        model.Tasks.Select(static (task, index) => (task.Name, index)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The difficulty of a task; null as long as it is not known, and for a name that is no task.</summary>
    public double? this[string task] => _tasks.TryGetValue(task, out int index) ? _difficulties[index] : null;

    /// <summary>Adds the result of an epoch.</summary>
    public void Add(EpochResult result)
    {
        double?[] ratios = [.. result.Tasks.Select((task, index) => Ratio(index, Loss(task)))];
        double mean = ratios.Average() ?? 0;
        for (int task = 0; task < ratios.Length; task++)
        {
            if (ratios[task] is not { } ratio)
                continue;
            double rate = mean > 0 ? ratio / mean : 1;
            _difficulties[task] = (measure.Smoothing * (_difficulties[task] ?? 1)) + ((1 - measure.Smoothing) * rate);
        }
    }

    private double Loss(TaskResult task) => measure.OnValidation ? task.Validation?.Loss ?? double.NaN : task.TrainingLoss;

    /// <summary>L/L₀; null in the first epoch with labels, and where it is not defined.</summary>
    private double? Ratio(int task, double loss)
    {
        if (!double.IsFinite(loss) || model.Tasks[task].Weight == 0)
            return null;
        if (_firstLosses[task] is { } first)
            return first > 0 ? Math.Max(loss, 0) / first : null;
        _firstLosses[task] = loss;
        return null;
    }
}
