using TorchSharp;

namespace Mtl;

/// <summary>The losses of one training step, as numbers. One object serves for all steps of a run.</summary>
public sealed class StepLosses
{
    private readonly double[] _losses;
    private readonly long[] _labeledRows;
    private readonly FlatParameters? _storage;
    private readonly LossBackward _backward;

    /// <summary>Makes room for the losses of a model.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    /// <param name="storage">The model's parameters; needed where <paramref name="taskGradients"/> are wanted.</param>
    /// <param name="taskGradients">
    /// <c>[tasks, <see cref="FlatParameters.SharedCount"/>]</c>: receives the gradient of every task's weighted loss by itself, a row
    /// for each. Null where the way back is one, from the objective.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tasks"/> is below 1.</exception>
    public StepLosses(int tasks, FlatParameters? storage = null, torch.Tensor? taskGradients = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        _losses = new double[tasks];
        _labeledRows = new long[tasks];
        _storage = storage;
        TaskGradients = taskGradients;
        _backward = new(tasks);
        Reached = new(tasks);
    }

    /// <summary>The loss of every task: its mean over the labeled rows of the step, 0 without any.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>For every task the number of rows of the step that have a label.</summary>
    public IReadOnlyList<long> LabeledRows => _labeledRows;

    /// <summary>What regularization adds to the objective.</summary>
    public double Penalty { get; private set; }

    /// <summary>What the step minimizes: the weighted losses plus the penalty.</summary>
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

    /// <summary>Where the gradients of the tasks go, each by itself; null where the way back is one, from the objective.</summary>
    public torch.Tensor? TaskGradients { get; }

    /// <summary>The tasks whose losses have gone back since the gradients were set to zero.</summary>
    internal BackpropagatedTasks Reached { get; }

    /// <summary>The model, for messages; null where it is not known.</summary>
    internal ModelInfo? Model { init => _backward.Model = value; }

    /// <summary>Called whenever the losses of a batch are there and its gradients were added.</summary>
    internal Action? Recorded { private get; set; }

    /// <summary>The method that was chosen for the training, which goes before that of the model.</summary>
    internal TaskBalancing? Chosen { get; init; }

    /// <summary>The method that the model declares.</summary>
    internal TaskBalancing? Declared { private get; set; }

    /// <summary>Whether losses are all that is wanted, no gradients.</summary>
    internal bool IsMeasurement { get; init; }

    /// <summary>"0.412, 1.234, penalty 0.010, objective 1.656": the tasks in the order of their declaration.</summary>
    public override string ToString() => $"{string.Join(", ", _losses.Select(Figure.Of))}, penalty {Figure.Of(Penalty)}, objective {Figure.Of(Objective)}"
        + (GradientNorm is { } norm ? $", gradient {Figure.Of(norm)}" : "");

    /// <summary>Names the loss of a task, which is read at the end of the way back.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="loss">The mean loss over the labeled rows, a scalar of an autograd graph.</param>
    /// <param name="labels">The task's labels in this step.</param>
    /// <param name="weight">The task's weight in the objective.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such task.</exception>
    public void Record(int task, torch.Tensor loss, TaskLabels labels, double weight = 1)
    {
        RequireTask(task);
        ArgumentNullException.ThrowIfNull(loss);
        _backward.Begin(task, loss, labels, weight);
    }

    /// <summary>Begins a step whose losses are recorded as numbers.</summary>
    internal void Begin() => Objective = 0;

    /// <summary>Records the loss of a task and adds it to the objective.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="loss">The mean loss over the labeled rows, and their number.</param>
    /// <param name="weight">The task's weight in the objective.</param>
    public void Record(int task, MeasuredLoss loss, double weight)
    {
        _losses[task] = loss.Loss;
        _labeledRows[task] = loss.Labels;
        Reached.Add(task, loss.Labels, weight);
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
            Objective = _backward.Weigh(balancing, this, storage);
    }

    /// <summary>
    /// Goes back from the losses that were recorded as scalars: from the objective, or from the loss of every task by itself. A method that
    /// was chosen for the training weighs the losses, and one of <see cref="GradientBalancing"/> makes one direction of the gradients.
    /// </summary>
    /// <param name="penalty">What regularization adds to the objective, a scalar; null for nothing.</param>
    /// <param name="total">The model's own objective, a scalar.</param>
    /// <exception cref="InvalidOperationException">The loss of a task was not recorded.</exception>
    /// <exception cref="NotSupportedException">Gradients are wanted task by task, but the parameters do not lie side by side.</exception>
    public void Backward(torch.Tensor? penalty, torch.Tensor total)
    {
        ArgumentNullException.ThrowIfNull(total);
        _backward.RequireAll();
        if (TaskGradients is { } gradients)
            BackwardByTask(gradients, penalty);
        else
            BackwardTogether(penalty, total);
    }

    /// <summary>Goes back from every loss that was recorded as a scalar by itself, to what the tasks read of the shared layers.</summary>
    /// <param name="representation">What they read.</param>
    /// <returns>What <see cref="SharedRepresentation.Backward"/> returns.</returns>
    public torch.Tensor Backward(SharedRepresentation representation)
    {
        ArgumentNullException.ThrowIfNull(representation);
        var gradients = representation.Backward(_backward.Weighted());
        ReadLosses();
        End(penalty: 0);
        return gradients;
    }

    /// <summary>Combines the gradients of the tasks; the objective is then the sum of the losses, each times its weight.</summary>
    /// <returns>Whether a method is at work that does so.</returns>
    internal bool TryCombine(torch.Tensor gradients, FlatParameters storage)
    {
        if (Balancing is not GradientBalancing balancing)
            return false;
        Objective = balancing.Combine(Losses, LabeledRows, gradients, storage);
        return true;
    }

    /// <summary>Ends a step whose losses were recorded as numbers.</summary>
    /// <param name="penalty">What regularization adds to the objective.</param>
    internal void End(double penalty) => End(penalty, Objective + penalty);

    private void End(double penalty, double objective)
    {
        (Penalty, Objective) = (penalty, objective);
        Recorded?.Invoke();
    }

    private void BackwardTogether(torch.Tensor? penalty, torch.Tensor total)
    {
        if (Chosen is LossBalancing chosen)
        {
            total = chosen.Objective(_backward.Scalars(), _backward.Labels());
            if (penalty is not null)
                total += penalty;
        }

        if (!IsMeasurement)
            torch.autograd.backward(total);
        ReadLosses();
        End(Number(penalty), TensorValues.Scalar(total));
    }

    private void BackwardByTask(torch.Tensor gradients, torch.Tensor? penalty)
    {
        var storage = _storage
            ?? throw new NotSupportedException("Gradients task by task need a model that keeps its parameters side by side.");
        storage.BackwardByTask(_backward.Weighted(), gradients);
        ReadLosses();
        bool isCombined = TryCombine(gradients, storage);
        if (isCombined && penalty is { requires_grad: true })
            torch.autograd.backward(penalty);
        End(isCombined ? Number(penalty) : 0);
    }

    private void RequireTask(int task)
    {
        if ((uint)task >= (uint)_losses.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(task), task, $"There is no task {task}: the {Figure.Count(_losses.Length, "task")} have the indices 0 to {_losses.Length - 1}.");
        }
    }

    private static double Number(torch.Tensor? penalty) => penalty is null ? 0 : TensorValues.Scalar(penalty);

    /// <summary>
    /// Reads the losses as numbers, at the end of the way back: on a GPU, reading waits for all that was begun. The scalars are
    /// forgotten; with their graph they would live on.
    /// </summary>
    private void ReadLosses()
    {
        Begin();
        for (int task = 0; task < _losses.Length; task++)
        {
            (_losses[task], _labeledRows[task], double weight) = _backward.Read(task);
            Reached.Add(task, _labeledRows[task], weight);
            Objective += weight * _losses[task];
        }

        _backward.Reset();
    }
}
