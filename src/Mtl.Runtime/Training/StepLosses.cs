using Mtl.Emitted;
using TorchSharp;

namespace Mtl;

/// <summary>The losses of one training step, as numbers. One object serves for all steps of a run.</summary>
public sealed class StepLosses
{
    private readonly double[] _losses;
    private readonly long[] _labelledRows;
    private readonly LossBackward _backward;

    /// <summary>Makes room for the losses of a model.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tasks"/> is below 1.</exception>
    public StepLosses(int tasks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        _losses = new double[tasks];
        _labelledRows = new long[tasks];
        _backward = new(this);
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

    /// <summary>
    /// What <see cref="Balancing"/> multiplied the loss or gradient of every task with, 0 for a task without a label; null for a model that
    /// balances its tasks by nothing but their declared weights.
    /// </summary>
    public IReadOnlyList<double>? Weights => Balancing?.Weights;

    /// <summary>How the tasks are balanced: as the training says, else as the model does; null where neither says anything.</summary>
    public TaskBalancing? Balancing => Chosen ?? Declared;

    /// <summary>The method that was chosen for the training, which goes before that of the model.</summary>
    internal TaskBalancing? Chosen { get; init; }

    /// <summary>The method that the model declares.</summary>
    internal TaskBalancing? Declared { get; set; }

    /// <summary>Whether losses are all that is wanted, no gradients.</summary>
    internal bool IsMeasurement { get; init; }

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
        _backward.Begin(task, loss);
    }

    /// <summary>Begins a step whose losses are recorded as numbers.</summary>
    internal void Begin() => Objective = 0;

    /// <summary>Records the loss of a task and adds it to the objective.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="loss">The mean loss over the labelled rows, and their number.</param>
    /// <param name="weight">The task's weight in the objective.</param>
    public void Record(int task, MeasuredLoss loss, double weight)
    {
        _losses[task] = loss.Loss;
        _labelledRows[task] = loss.Labels;
        _backward.Begin(task, loss with { Weight = weight });
        Objective += weight * loss.Loss;
    }

    /// <summary>
    /// Names the method by which the model balances its tasks, before the losses are computed. One that was chosen for the training goes before it.
    /// </summary>
    /// <param name="balancing">The model's own method.</param>
    public void BalanceBy(TaskBalancing balancing)
    {
        ArgumentNullException.ThrowIfNull(balancing);
        Declared = balancing;
    }

    /// <summary>Weighs the losses that were recorded as numbers, where the way back has begun at the outputs and has gone no further.</summary>
    /// <param name="storage">The model's parameters.</param>
    internal void WeighLosses(FlatParameters storage)
    {
        if (!IsMeasurement && Balancing is LossBalancing balancing)
            Objective = _backward.Weigh(balancing, storage);
    }

    /// <summary>Goes back from the losses that were recorded as scalars, and records what belongs to no single task.</summary>
    /// <param name="penalty">What regularisation adds to the objective, a scalar; null for nothing.</param>
    /// <param name="total">The model's own objective, a scalar.</param>
    public void Backward(torch.Tensor? penalty, torch.Tensor total)
    {
        ArgumentNullException.ThrowIfNull(total);
        RecordNumbers(penalty, _backward.Run(penalty, total));
    }

    /// <summary>
    /// Combines the gradients of the tasks to the direction of the step, and adds the gradient of the penalties; where no method of
    /// <see cref="GradientBalancing"/> is at work, it only records.
    /// </summary>
    /// <param name="gradients"><c>[tasks, shared numbers]</c>.</param>
    /// <param name="storage">The model's parameters.</param>
    /// <param name="penalty">What regularisation adds to the objective, a scalar; null for nothing.</param>
    /// <param name="total">The model's own objective, a scalar.</param>
    public void Combine(torch.Tensor gradients, FlatParameters storage, torch.Tensor? penalty, torch.Tensor total)
    {
        ArgumentNullException.ThrowIfNull(total);
        bool isCombined = TryCombine(gradients, storage);
        double sum = Objective;
        RecordNumbers(penalty, total);
        if (!isCombined)
            return;
        Objective = sum + Penalty;
        if (penalty is { requires_grad: true })
            torch.autograd.backward(penalty);
    }

    /// <summary>Combines the gradients of the tasks; the objective is then the sum of the losses, each times its weight.</summary>
    /// <returns>Whether a method is at work that does so.</returns>
    internal bool TryCombine(torch.Tensor gradients, FlatParameters storage)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(storage);
        double? objective = _backward.TryCombine(gradients, storage);
        Objective = objective ?? Objective;
        return objective is not null;
    }

    /// <summary>Ends a step whose losses were recorded as numbers.</summary>
    /// <param name="penalty">What regularisation adds to the objective.</param>
    internal void End(double penalty)
    {
        Penalty = penalty;
        Objective += penalty;
    }

    /// <summary>Records what belongs to no single task.</summary>
    /// <param name="penalty">What regularisation adds to the objective, a scalar; null for nothing.</param>
    /// <param name="objective">What the step minimises, a scalar.</param>
    /// <exception cref="InvalidOperationException">
    /// A method of balancing was chosen for a model that combines its losses by itself, in a step that goes by autograd.
    /// </exception>
    public void RecordObjective(torch.Tensor? penalty, torch.Tensor objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (Chosen is not null)
        {
            throw new InvalidOperationException(
                $"{Chosen.GetType().Name} cannot balance this model: its training step goes by autograd (the end of its Summary says why), where only a model with "
                + "[Balancing] lets its losses be weighed. Put [Balancing(BalancingMethod.Equal)] on the class; the method chosen for the training then goes before it.");
        }

        RecordNumbers(penalty, objective);
    }

    private void RecordNumbers(torch.Tensor? penalty, torch.Tensor objective)
    {
        _backward.Forget();
        Penalty = penalty is null ? 0 : TensorValues.Scalar(penalty);
        Objective = TensorValues.Scalar(objective);
    }
}
