using TorchSharp;

namespace Mtl;

/// <summary>The losses of one training step, as numbers. One object serves for all steps of a run.</summary>
public sealed class StepLosses
{
    private readonly double[] _losses;
    private readonly long[] _labelledRows;

    /// <summary>Makes room for the losses of a model.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tasks"/> is below 1.</exception>
    public StepLosses(int tasks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        _losses = new double[tasks];
        _labelledRows = new long[tasks];
    }

    /// <summary>The loss of every task: its mean over the labelled rows of the step, 0 without any.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>For every task the number of rows of the step that have a label.</summary>
    public IReadOnlyList<long> LabelledRows => _labelledRows;

    /// <summary>What regularisation adds to the objective.</summary>
    public double Penalty { get; private set; }

    /// <summary>What the step minimises: the weighted losses plus the penalty.</summary>
    public double Objective { get; private set; }

    /// <summary>
    /// The length of the gradient as one vector, before it was clipped; null unless <see cref="TrainingOptions.GradientClipNorm"/> is set.
    /// </summary>
    public double? GradientNorm { get; internal set; }

    /// <summary>"0.412, 1.234, penalty 0.010, objective 1.656": the tasks in the order of their declaration.</summary>
    public override string ToString() => $"{string.Join(", ", _losses.Select(Figure.Of))}, penalty {Figure.Of(Penalty)}, objective {Figure.Of(Objective)}"
        + (GradientNorm is { } norm ? $", gradient {Figure.Of(norm)}" : "");

    /// <summary>Records the loss of a task.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="loss">The mean loss over the labelled rows, a scalar.</param>
    /// <param name="labels">The task's labels in this step.</param>
    public void Record(int task, torch.Tensor loss, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _losses[task] = TensorValues.Scalar(loss);
        _labelledRows[task] = labels.CountPresent();
    }

    /// <summary>Begins a step whose losses are recorded as numbers.</summary>
    internal void Begin() => Objective = 0;

    /// <summary>Records the loss of a task and adds it to the objective.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="loss">The mean loss over the labelled rows, and their number.</param>
    /// <param name="weight">The task's weight in the objective.</param>
    public void Record(int task, (double Loss, long Labels) loss, double weight)
    {
        (_losses[task], _labelledRows[task]) = loss;
        Objective += weight * loss.Loss;
    }

    /// <summary>Ends a step whose losses were recorded as numbers.</summary>
    /// <param name="penalty">What regularisation adds to the objective.</param>
    internal void End(double penalty)
    {
        Penalty = penalty;
        Objective += penalty;
    }

    /// <summary>Records what belongs to no single task.</summary>
    /// <param name="penalty">What regularisation adds to the objective, a scalar.</param>
    /// <param name="objective">What the step minimises, a scalar.</param>
    public void RecordObjective(torch.Tensor penalty, torch.Tensor objective)
    {
        ArgumentNullException.ThrowIfNull(penalty);
        ArgumentNullException.ThrowIfNull(objective);
        Penalty = TensorValues.Scalar(penalty);
        Objective = TensorValues.Scalar(objective);
    }
}
