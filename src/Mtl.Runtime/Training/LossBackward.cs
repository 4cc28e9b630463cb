using TorchSharp;

namespace Mtl;

/// <summary>
/// Where the way back from the losses of a step begins: at scalars of an autograd graph, or in a fused step at the outputs, where it has
/// begun. Balancing weighs them before it goes on.
/// </summary>
/// <param name="tasks">The number of tasks.</param>
internal sealed class LossBackward(int tasks)
{
    private readonly RecordedLoss?[] _recorded = new RecordedLoss?[tasks];
    private readonly MeasuredLoss[] _measured = new MeasuredLoss[tasks];

    /// <summary>The model, for messages; null where it is not known.</summary>
    public ModelInfo? Model { get; set; }

    /// <summary>Names the loss of a task as a scalar of an autograd graph.</summary>
    public void Begin(int task, torch.Tensor loss, TaskLabels labels, double weight) => _recorded[task] = new(loss, labels, weight);

    /// <summary>Names the loss of a task whose way back has begun at its output.</summary>
    public void Begin(int task, MeasuredLoss loss) => _measured[task] = loss;

    /// <summary>Forgets the scalars.</summary>
    public void Reset() => Array.Clear(_recorded);

    /// <summary>Weighs the losses where the way back has begun at the outputs and has gone no further.</summary>
    /// <param name="balancing">The method at work.</param>
    /// <param name="step">The losses as numbers.</param>
    /// <param name="storage">The model's parameters.</param>
    /// <returns>The weighted sum.</returns>
    public double Weigh(LossBalancing balancing, StepLosses step, FlatParameters storage)
    {
        double objective = balancing.Weigh(step.Losses, step.LabeledRows);
        balancing.Learned?.AddGradient(storage);
        for (int task = 0; task < _measured.Length; task++)
            _measured[task].ScaleGradient(balancing.Weights[task]);
        return objective;
    }

    /// <summary>Requires the scalars of all tasks, before any gradient is added.</summary>
    /// <exception cref="InvalidOperationException">That of a task is missing.</exception>
    public void RequireAll()
    {
        for (int task = 0; task < _recorded.Length; task++)
            Recorded(task);
    }

    /// <summary>The scalars, each as it is.</summary>
    public torch.Tensor[] Scalars() => [.. _recorded.Select((_, task) => Recorded(task).Loss)];

    /// <summary>The scalars, each times its weight.</summary>
    public torch.Tensor[] Weighted() => [.. _recorded.Select((_, task) => Recorded(task).Weighted())];

    /// <summary>The labels that belong to the scalars.</summary>
    public TaskLabels[] Labels() => [.. _recorded.Select((_, task) => Recorded(task).Labels)];

    /// <summary>Reads the scalar of a task as a number.</summary>
    public (double Loss, long Labels, double Weight) Read(int task)
    {
        var (loss, labels, weight) = Recorded(task);
        return (TensorValues.Scalar(loss), labels.CountPresent(), weight);
    }

    private RecordedLoss Recorded(int task) =>
        _recorded[task] ?? throw new InvalidOperationException(
            $"The loss of the task {(Model is null ? $"{task}" : $"'{Model.Tasks[task].Name}'")} was not recorded: before Backward, call Record({task}, …) with its loss and its labels.");

    private readonly record struct RecordedLoss(torch.Tensor Loss, TaskLabels Labels, double Weight)
    {
        public torch.Tensor Weighted() => Weight == 1 ? Loss : Loss.Times(Weight);
    }
}
