namespace Mtl;

/// <summary>The losses of one training step, as numbers. One object serves all steps of a run.</summary>
public sealed class StepLosses
{
    private readonly double[] _losses;
    private readonly long[] _labeledRows;

    internal StepLosses(int tasks)
    {
        _losses = new double[tasks];
        _labeledRows = new long[tasks];
    }

    /// <summary>The loss of every task: its mean over the labeled rows of the step, 0 without any.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The number of labeled rows of every task in the step.</summary>
    public IReadOnlyList<long> LabeledRows => _labeledRows;

    /// <summary>The sum of the penalties in the objective.</summary>
    public double Penalty { get; internal set; }

    /// <summary>The objective: the weighted losses plus the penalty.</summary>
    public double Objective { get; internal set; }

    /// <summary>
    /// The norm of the gradient before it was clipped; null unless <see cref="TrainingOptions.GradientClipNorm"/> is set, or steps that are
    /// not finite are skipped.
    /// </summary>
    public double? GradientNorm { get; internal set; }

    /// <summary>
    /// The factors by which <see cref="Balancing"/> multiplied the losses or gradients of the tasks, 0 for a task without labels; null for
    /// a model that balances its tasks by their declared weights alone.
    /// </summary>
    public IReadOnlyList<double>? Weights => Balancing?.Weights;

    /// <summary>The balancing method: that of the training options, else that of the model; null without one.</summary>
    public TaskBalancing? Balancing { get; internal set; }

    /// <summary>"0.412, 1.234, penalty 0.010, objective 1.656": the tasks in the order of their declaration.</summary>
    public override string ToString() =>
        $"{string.Join(", ", _losses.Select(Figure.Of))}, penalty {Figure.Of(Penalty)}, objective {Figure.Of(Objective)}"
        + (GradientNorm is { } norm ? $", gradient {Figure.Of(norm)}" : "");

    /// <summary>Sets the loss of a task and adds it to the objective.</summary>
    internal void Add(int task, double loss, long labels, double weight)
    {
        (_losses[task], _labeledRows[task]) = (loss, labels);
        Objective += weight * loss;
    }
}
