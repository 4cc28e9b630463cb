namespace Mtl;

/// <summary>The mean losses of an epoch, step by step.</summary>
internal sealed class EpochLosses(int tasks)
{
    private readonly double[] _losses = new double[tasks];
    private readonly long[] _labelledRows = new long[tasks];
    private readonly double[] _weights = new double[tasks];
    private readonly int[] _weightedSteps = new int[tasks];
    private double _penalty;
    private double _objective;
    private int _steps;

    public double Penalty => _penalty / _steps;

    public double Objective => _objective / _steps;

    /// <summary>Every labelled row counts the same, however many of them a step had.</summary>
    public double[] TaskMeans() => [.. _losses.Zip(_labelledRows, (loss, rows) => loss / rows)];

    /// <summary>The mean weight of a task over the steps in which it had labels; null where tasks are not balanced, or it had none.</summary>
    public double? MeanWeight(int task) => _weightedSteps[task] == 0 ? null : _weights[task] / _weightedSteps[task];

    public void Add(StepLosses step)
    {
        for (int task = 0; task < _losses.Length; task++)
        {
            if (step.Weights is { } weights && step.LabelledRows[task] > 0)
            {
                _weights[task] += weights[task];
                _weightedSteps[task]++;
            }

            _losses[task] += step.Losses[task] * step.LabelledRows[task];
            _labelledRows[task] += step.LabelledRows[task];
        }

        _penalty += step.Penalty;
        _objective += step.Objective;
        _steps++;
    }
}
