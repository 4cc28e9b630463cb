using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The base of loss weighting: the objective is a function of the losses, and a step has one backward pass. Custom methods derive from it.
/// </summary>
public abstract class LossBalancing : TaskBalancing
{
    /// <summary>Creates a method.</summary>
    /// <param name="tasks">The number of tasks, for a method with a state for each task; null for a method without.</param>
    protected LossBalancing(int? tasks = null)
        : base(tasks)
    {
    }

    /// <summary>Computes the objective and its derivative with respect to every loss.</summary>
    /// <param name="tasks">The tasks with labels in the batch, at least one.</param>
    /// <param name="weights">Receives <c>∂objective/∂L</c> for each task.</param>
    /// <returns>The objective, without penalties.</returns>
    protected abstract double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights);

    /// <summary>
    /// The objective as a node of the autograd graph. It has the value and the first derivatives of the formula of the method, but not the
    /// second derivatives.
    /// </summary>
    /// <remarks>
    /// A parameter of the method gets its gradient from the objective. <see cref="FamoBalancing"/> has none: it learns from the losses
    /// after a training step, which only <c>Fit</c> and <see cref="TrainingStep{TBatch, TMetrics}"/> compute.
    /// </remarks>
    /// <param name="losses">The loss of every task, a scalar.</param>
    /// <param name="labels">The labels of every task; a task without labels takes no part.</param>
    /// <returns>A scalar, without penalties.</returns>
    /// <exception cref="ArgumentException">
    /// There are no losses, one is null, or there are labels for another number of tasks than losses.
    /// </exception>
    /// <exception cref="InvalidOperationException">The method was not attached to a model of as many tasks.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public torch.Tensor Objective(IReadOnlyList<torch.Tensor> losses, IReadOnlyList<TaskLabels> labels)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(labels);
        if (losses.Count == 0)
            throw new ArgumentException($"{GetType().Name} is given no losses: give one for every task.", nameof(losses));
        if (losses.Any(loss => loss is null))
            throw new ArgumentException($"{GetType().Name} lacks the loss of a task: without labels it is 0, not null.", nameof(losses));
        if (labels.Count != losses.Count)
        {
            throw new ArgumentException(
                $"{GetType().Name} is given {losses.Count} losses, but the labels of {labels.Count} tasks: "
                + "give both for every task, in the model's order.",
                nameof(labels));
        }

        return Objective(losses, [.. labels.Select(label => label.CountPresent())]);
    }

    internal torch.Tensor Objective(IReadOnlyList<torch.Tensor> losses, long[] labels)
    {
        using var scope = torch.NewDisposeScope();
        double[] values = [.. losses.Select(TensorValues.Scalar)];
        double objective = Weigh(values, labels);
        var sum = losses[0] * Weights[0];
        double value = values[0] * Weights[0];
        for (int task = 1; task < losses.Count; task++)
        {
            sum += losses[task] * Weights[task];
            value += values[task] * Weights[task];
        }

        sum += objective - value;
        if (Learned is { } learned)
            sum += learned.Term();
        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>Computes <see cref="TaskBalancing.Weights"/> and the derivatives with respect to the learned values.</summary>
    /// <returns>The objective, without penalties.</returns>
    internal double Weigh(IReadOnlyList<double> losses, IReadOnlyList<long> labels)
    {
        Learned?.Read();
        var tasks = TasksOf(losses, labels, out var weights);
        double objective = tasks.IsEmpty ? 0 : Weigh(tasks, weights);
        Keep(tasks, weights);
        return objective;
    }
}
