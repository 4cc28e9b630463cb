using TorchSharp;

namespace Mtl;

/// <summary>
/// The losses from which a backward pass starts: scalars of an autograd graph, or losses of the fused step, whose backward pass has
/// computed the gradients with respect to the outputs.
/// </summary>
/// <param name="tasks">The number of tasks.</param>
/// <param name="model">The model, for messages; null where it is not known.</param>
internal sealed class RecordedLosses(int tasks, ModelInfo? model)
{
    private readonly Scalar?[] _scalars = new Scalar?[tasks];
    private readonly MeasuredLoss[] _measured = new MeasuredLoss[tasks];

    /// <summary>Records the loss of a task as a scalar of an autograd graph.</summary>
    public void Add(int task, torch.Tensor loss, TaskLabels labels, double weight) => _scalars[task] = new(loss, labels, weight);

    /// <summary>Records the loss of a task of the fused step.</summary>
    public void Add(int task, MeasuredLoss loss) => _measured[task] = loss;

    /// <summary>Drops the scalars; their autograd graph would stay in memory with them.</summary>
    public void Clear() => Array.Clear(_scalars);

    /// <summary>
    /// Multiplies the gradients with respect to the outputs by the task weights of a method, before they are back-propagated.
    /// </summary>
    /// <param name="balancing">The method.</param>
    /// <param name="losses">The losses of the step.</param>
    /// <param name="storage">The model's parameters.</param>
    /// <returns>The weighted sum of the losses.</returns>
    public double Weigh(LossBalancing balancing, StepLosses losses, FlatParameters storage)
    {
        double objective = balancing.Weigh(losses.Losses, losses.LabeledRows);
        balancing.Learned?.AddGradient(storage);
        for (int task = 0; task < _measured.Length; task++)
            _measured[task].ScaleGradient(balancing.Weights[task]);
        return objective;
    }

    /// <summary>Requires the scalars of all tasks, before any gradient is added.</summary>
    /// <exception cref="InvalidOperationException">The loss of a task was not recorded.</exception>
    public void RequireAll()
    {
        for (int task = 0; task < _scalars.Length; task++)
            Of(task);
    }

    /// <summary>The scalars, without their weights.</summary>
    public torch.Tensor[] Scalars() => [.. _scalars.Select((_, task) => Of(task).Loss)];

    /// <summary>The scalars, each times its weight.</summary>
    public torch.Tensor[] Weighted() => [.. _scalars.Select((_, task) => Of(task).Weighted())];

    /// <summary>The scalar of a task, times its weight and a factor.</summary>
    /// <param name="task">The index of the task.</param>
    /// <param name="factor">Computes the factor from the number of labels.</param>
    public torch.Tensor Weighted(int task, Func<long, double> factor)
    {
        var (loss, labels, weight) = Of(task);
        return loss.Times(weight * factor(labels.CountPresent()));
    }

    /// <summary>The labels that belong to the scalars.</summary>
    public TaskLabels[] Labels() => [.. _scalars.Select((_, task) => Of(task).Labels)];

    /// <summary>Reads the scalar of a task as a number.</summary>
    public (double Loss, long Labels, double Weight) Read(int task)
    {
        var (loss, labels, weight) = Of(task);
        return (TensorValues.Scalar(loss), labels.CountPresent(), weight);
    }

    private Scalar Of(int task) =>
        _scalars[task] ?? throw new InvalidOperationException(
            $"The loss of the task {(model is null ? $"{task}" : $"'{model.Tasks[task].Name}'")} was not recorded: "
            + $"before Backward, call Record({task}, …) with its loss and its labels.");

    private readonly record struct Scalar(torch.Tensor Loss, TaskLabels Labels, double Weight)
    {
        public torch.Tensor Weighted() => Weight == 1 ? Loss : Loss.Times(Weight);
    }
}
