using TorchSharp;

namespace Mtl;

/// <summary>
/// The base of gradient balancing: the gradient of the shared parameters is a linear combination of the gradients of the tasks. Custom
/// methods derive from it.
/// </summary>
/// <remarks>
/// A method reads the Gramian of the gradients, a small matrix of their inner products, and not the gradients: it contains their norms and
/// angles. Task-specific parameters get the gradient of their own task.
/// </remarks>
public abstract class GradientBalancing : TaskBalancing
{
    /// <summary>Creates a method.</summary>
    /// <param name="tasks">The number of tasks, for a method with a state for each task; null for a method without.</param>
    protected GradientBalancing(int? tasks = null)
        : base(tasks)
    {
    }

    /// <summary>
    /// Computes the factors w of the direction <c>Σ w·g</c>, where g is the gradient of the loss of a task, without its preference.
    /// </summary>
    /// <param name="gradients">The products of the gradients of the tasks with labels in the batch, at least two.</param>
    /// <param name="weights">Receives the factor of each gradient.</param>
    /// <param name="headWeights">
    /// The factor of the gradients of the task-specific parameters of each task. It contains the preferences; a method may change it.
    /// </param>
    protected abstract void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights);

    /// <summary>The part of the gradients from which the Gramian is computed; by default all of it.</summary>
    private protected virtual torch.Tensor Measured(torch.Tensor gradients, FlatParameters storage) => gradients;

    /// <summary>
    /// Adds the direction to the gradient of the shared parameters and weights the gradients of the task-specific parameters.
    /// </summary>
    /// <param name="losses">The losses of the step.</param>
    /// <param name="labels">The number of labels of every task.</param>
    /// <param name="gradients"><c>[tasks, shared numbers]</c>: for every task the gradient of its loss times its preference.</param>
    /// <param name="storage">The parameters of the model.</param>
    /// <param name="sharedFactors">A further factor of the gradient of every task in the direction; null for 1.</param>
    /// <returns>The sum of the losses, each times its preference.</returns>
    internal double Combine(
        IReadOnlyList<double> losses, IReadOnlyList<long> labels, torch.Tensor gradients, FlatParameters storage,
        IReadOnlyList<double>? sharedFactors = null)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        Learned?.Read();
        var tasks = TasksOf(losses, labels, out var weights);
        Span<double> headWeights = stackalloc double[tasks.Length];
        for (int i = 0; i < tasks.Length; i++)
            weights[i] = headWeights[i] = tasks[i].Preference;
        if (tasks.Length > 1 && Gramian.TryCompute(Measured(gradients, storage), tasks, out var products))
            Weigh(products, weights, headWeights);
        for (int i = 0; sharedFactors is not null && i < tasks.Length; i++)
            weights[i] *= sharedFactors[tasks[i].Index];
        AddDirection(tasks, weights, gradients, storage);
        for (int i = 0; i < tasks.Length; i++)
        {
            if (headWeights[i] != tasks[i].Preference)
                storage.ScaleOwnGradients(tasks[i].Index, headWeights[i] / tasks[i].Preference);
        }

        Learned?.AddGradient(storage);
        Keep(tasks, weights);
        double sum = 0;
        foreach (var task in tasks)
            sum += task.Preference * task.Loss;
        return sum;
    }

    private static void AddDirection(
        ReadOnlySpan<BalancedTask> tasks, ReadOnlySpan<double> weights, torch.Tensor gradients, FlatParameters storage)
    {
        var factors = new double[gradients.shape[0]];
        for (int i = 0; i < tasks.Length; i++)
            factors[tasks[i].Index] = weights[i] / tasks[i].Preference;
        var row = torch.tensor(factors, [1, factors.Length], dtype: gradients.dtype, device: gradients.device);
        storage.Gradients!.narrow(0, 0, storage.SharedCount).unsqueeze(0).addmm_(row, gradients);
    }
}
