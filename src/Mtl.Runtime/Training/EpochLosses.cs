namespace Mtl;

/// <summary>The mean losses of an epoch, step by step.</summary>
internal sealed class EpochLosses(int tasks)
{
    private readonly double[] _losses = new double[tasks];
    private readonly long[] _labelledRows = new long[tasks];
    private double _penalty;
    private double _objective;
    private int _steps;

    public double Penalty => _penalty / _steps;

    public double Objective => _objective / _steps;

    /// <summary>Every labelled row counts the same, however many of them a step had.</summary>
    public double[] TaskMeans() => [.. _losses.Zip(_labelledRows, (loss, rows) => loss / rows)];

    public void Add(StepLosses step)
    {
        for (int task = 0; task < _losses.Length; task++)
        {
            _losses[task] += step.Losses[task] * step.LabelledRows[task];
            _labelledRows[task] += step.LabelledRows[task];
        }

        _penalty += step.Penalty;
        _objective += step.Objective;
        _steps++;
    }
}
