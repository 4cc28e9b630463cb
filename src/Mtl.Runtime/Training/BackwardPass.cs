using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The backward pass of a training step: it receives the loss of every task and back-propagates from the objective or, where task
/// gradients are wanted, from every task's loss separately. One object serves all steps of a run.
/// </summary>
public sealed class BackwardPass
{
    private readonly FlatParameters? _storage;
    private readonly RecordedLosses _recorded;
    private readonly TaskBalancing? _chosen;

    /// <summary>Creates the backward pass of a model.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    /// <param name="storage">The model's parameters; needed where <paramref name="taskGradients"/> are wanted.</param>
    /// <param name="taskGradients">
    /// <c>[tasks, <see cref="FlatParameters.SharedCount"/>]</c>: receives the gradient of every task's weighted loss, one row for each.
    /// Null to back-propagate from the objective.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tasks"/> is below 1.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public BackwardPass(int tasks, FlatParameters? storage = null, torch.Tensor? taskGradients = null)
        : this(tasks, storage, taskGradients, model: null, chosen: null, declared: null)
    {
    }

    /// <summary>Creates the backward pass of a training.</summary>
    /// <param name="tasks">The number of tasks.</param>
    /// <param name="storage">The model's parameters.</param>
    /// <param name="taskGradients">Receives the gradients of the tasks; null to back-propagate from the objective.</param>
    /// <param name="model">The model, for messages.</param>
    /// <param name="chosen">The balancing method of the training options; it takes precedence.</param>
    /// <param name="declared">The balancing method that the model declares.</param>
    internal BackwardPass(
        int tasks, FlatParameters? storage, torch.Tensor? taskGradients, ModelInfo? model, TaskBalancing? chosen, TaskBalancing? declared)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        _storage = storage;
        _recorded = new(tasks, model);
        _chosen = chosen;
        TaskGradients = taskGradients;
        Losses = new(tasks) { Balancing = chosen ?? declared };
        Backpropagated = new(tasks);
    }

    /// <summary>The losses of the step.</summary>
    public StepLosses Losses { get; }

    /// <summary>Receives the gradient of every task, one row for each; null where the backward pass starts from the objective.</summary>
    public torch.Tensor? TaskGradients { get; }

    /// <summary>The tasks whose losses were back-propagated since the gradients were set to zero.</summary>
    internal BackpropagatedTasks Backpropagated { get; }

    /// <summary>Called when the losses of a batch are known and its gradients were added.</summary>
    internal Action? Recorded { private get; set; }

    /// <summary>The number of threads of a fused step; null for that of libtorch.</summary>
    internal int? Threads { get; init; }

    /// <summary>
    /// The number of labels of every task in all batches whose gradients are added before an update; null for those of the batch alone.
    /// </summary>
    internal IReadOnlyList<long>? AccumulatedLabels { get; set; }

    /// <summary>
    /// The factor of the share of every task in the gradient of the shared parameters, for a <see cref="GradientBalancing"/>; null for 1.
    /// </summary>
    internal IReadOnlyList<double>? SharedFactors { get; init; }

    /// <summary>Whether the gradient of the penalties is added: once for all batches of an update.</summary>
    internal bool AddsPenalties { get; set; } = true;

    /// <summary>Whether only the losses are computed, and no gradients.</summary>
    internal bool IsMeasurement { get; init; }

    /// <summary>Records the loss of a task.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="loss">
    /// The mean loss over the labeled rows, a scalar of an autograd graph. <see cref="Backward(torch.Tensor, torch.Tensor)"/> reads it.
    /// </param>
    /// <param name="labels">The task's labels in this step.</param>
    /// <param name="weight">The task's weight in the objective.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such task.</exception>
    public void Record(int task, torch.Tensor loss, TaskLabels labels, double weight = 1)
    {
        RequireTask(task);
        ArgumentNullException.ThrowIfNull(loss);
        _recorded.Add(task, loss, labels, weight);
    }

    /// <summary>
    /// Back-propagates from the recorded losses: from the objective, or from every task's loss separately. The balancing method of the
    /// training options weights the losses, and a <see cref="GradientBalancing"/> combines the task gradients.
    /// </summary>
    /// <param name="penalty">The sum of the penalties in the objective, a scalar; null without penalties.</param>
    /// <param name="total">The objective of the model, a scalar.</param>
    /// <exception cref="InvalidOperationException">The loss of a task was not recorded.</exception>
    /// <exception cref="NotSupportedException">
    /// <see cref="TaskGradients"/> is not null, but the model does not have its parameters in one tensor.
    /// </exception>
    public void Backward(torch.Tensor? penalty, torch.Tensor total)
    {
        ArgumentNullException.ThrowIfNull(total);
        _recorded.RequireAll();
        if (TaskGradients is { } gradients)
            BackwardByTask(gradients, penalty);
        else
            BackwardTogether(penalty, total);
    }

    /// <summary>Back-propagates from every recorded loss separately, to the representation that the tasks read.</summary>
    /// <param name="representation">The representation.</param>
    /// <returns>What <see cref="SharedRepresentation.Backward"/> returns.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public torch.Tensor Backward(SharedRepresentation representation)
    {
        ArgumentNullException.ThrowIfNull(representation);
        var gradients = representation.Backward(_recorded.Weighted());
        ReadLosses();
        End(penalty: 0);
        return gradients;
    }

    /// <summary>
    /// Sets the balancing method of the model, before the losses are computed. That of the training options takes precedence.
    /// </summary>
    /// <param name="balancing">The method.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BalanceBy(TaskBalancing balancing)
    {
        ArgumentNullException.ThrowIfNull(balancing);
        Losses.Balancing = _chosen ?? balancing;
    }

    /// <summary>Begins a fused step.</summary>
    internal void Begin() => Losses.Objective = 0;

    /// <summary>The part of the labels of a task that a batch has.</summary>
    /// <param name="labels">The number of labels in the batch.</param>
    /// <param name="accumulated">The number of labels in all batches of an update; null for those of this batch alone.</param>
    internal static double ShareOfLabels(double labels, long? accumulated) => accumulated is { } all ? labels / Math.Max(all, 1) : 1;

    /// <summary>Records the loss of a task of the fused step.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="loss">The mean loss over the labeled rows, and their number.</param>
    /// <param name="weight">The task's weight in the objective.</param>
    internal void Record(int task, MeasuredLoss loss, double weight)
    {
        _recorded.Add(task, loss with { Weight = weight });
        Add(task, loss.Loss, loss.Labels, weight);
    }

    /// <summary>Weights the losses of the fused step, before they are back-propagated.</summary>
    /// <param name="storage">The model's parameters.</param>
    internal void WeighLosses(FlatParameters storage)
    {
        if (!IsMeasurement && Losses.Balancing is LossBalancing balancing)
            Losses.Objective = _recorded.Weigh(balancing, Losses, storage);
    }

    /// <summary>Combines the task gradients; the objective is then the sum of the losses, each times its weight.</summary>
    /// <returns>Whether the tasks are balanced by a method that combines gradients.</returns>
    internal bool TryCombine(torch.Tensor gradients, FlatParameters storage)
    {
        if (Losses.Balancing is not GradientBalancing balancing)
            return false;
        Losses.Objective = balancing.Combine(Losses.Losses, Losses.LabeledRows, gradients, storage, SharedFactors);
        return true;
    }

    /// <summary>Ends a fused step.</summary>
    /// <param name="penalty">The sum of the penalties.</param>
    internal void End(double penalty) => End(penalty, Losses.Objective + penalty);

    private void End(double penalty, double objective)
    {
        (Losses.Penalty, Losses.Objective) = (penalty, objective);
        Recorded?.Invoke();
    }

    private void BackwardTogether(torch.Tensor? penalty, torch.Tensor total)
    {
        if (_chosen is LossBalancing chosen)
        {
            total = chosen.Objective(_recorded.Scalars(), _recorded.Labels());
            if (penalty is not null)
                total += penalty;
        }

        if (!IsMeasurement)
            torch.autograd.backward(AccumulatedLabels is null ? total : Accumulated(penalty));
        ReadLosses();
        End(Number(penalty), TensorValues.Scalar(total));
    }

    private void BackwardByTask(torch.Tensor gradients, torch.Tensor? penalty)
    {
        var storage = _storage
            ?? throw new NotSupportedException("Task gradients require a model that has its parameters in one tensor.");
        storage.BackwardByTask(_recorded.Weighted(), gradients);
        ReadLosses();
        bool isCombined = TryCombine(gradients, storage);
        if (isCombined && penalty is { requires_grad: true })
            torch.autograd.backward(penalty);
        End(isCombined ? Number(penalty) : 0);
    }

    /// <summary>The part of the objective of all accumulated batches that this batch has.</summary>
    private torch.Tensor Accumulated(torch.Tensor? penalty)
    {
        var sum = torch.zeros_like(_recorded.Scalars()[0]);
        for (int task = 0; task < Losses.Losses.Count; task++)
            sum += _recorded.Weighted(task, labels => ShareOfLabels(labels, AccumulatedLabels![task]));
        return penalty is not null && AddsPenalties ? sum + penalty : sum;
    }

    private void RequireTask(int task)
    {
        int tasks = Losses.Losses.Count;
        if ((uint)task >= (uint)tasks)
        {
            throw new ArgumentOutOfRangeException(
                nameof(task), task, $"There is no task {task}: the {Figure.Count(tasks, "task")} have the indices 0 to {tasks - 1}.");
        }
    }

    private static double Number(torch.Tensor? penalty) => penalty is null ? 0 : TensorValues.Scalar(penalty);

    /// <summary>Reads the losses as numbers, after the backward pass: on a GPU, reading waits for all work that was queued.</summary>
    private void ReadLosses()
    {
        Begin();
        for (int task = 0; task < Losses.Losses.Count; task++)
        {
            (double loss, long labels, double weight) = _recorded.Read(task);
            Add(task, loss, labels, weight);
        }

        _recorded.Clear();
    }

    private void Add(int task, double loss, long labels, double weight)
    {
        Losses.Add(task, loss, labels, weight);
        Backpropagated.Add(task, labels, weight);
    }
}
