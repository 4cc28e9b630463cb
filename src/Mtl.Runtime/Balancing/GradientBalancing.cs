using TorchSharp;

namespace Mtl;

/// <summary>
/// Balances tasks by their gradients with respect to the shared parameters: the direction of a step is a combination of them. A method of one's own
/// derives from it.
/// </summary>
/// <remarks>
/// A method sees the products of the gradients, a small matrix, not the gradients: whatever depends on lengths and angles can be said by it.
/// Heads and layers of one task learn from that task alone.
/// </remarks>
public abstract class GradientBalancing : TaskBalancing
{
    /// <summary>Begins a method.</summary>
    /// <param name="tasks">The number of tasks that it keeps something for; null for a method that serves any number.</param>
    protected GradientBalancing(int? tasks = null)
        : base(tasks)
    {
    }

    /// <summary>Chooses the factors of the gradients: the direction is <c>Σ w·g</c>, g being the gradient of a task's loss without its preference.</summary>
    /// <param name="gradients">The gradients of the tasks that have labels in the batch, at least two.</param>
    /// <param name="weights">Receives the factor of each of them.</param>
    /// <param name="headWeights">What belongs to one task alone learns with this factor; it holds the preferences, and a method may write others.</param>
    protected abstract void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights);

    /// <summary>Which numbers of the gradients the method measures; all, unless it says otherwise.</summary>
    private protected virtual torch.Tensor Measured(torch.Tensor gradients, FlatParameters storage) => gradients;

    /// <summary>Adds the direction to the gradient of the shared parameters and weighs the gradients of the heads.</summary>
    /// <param name="losses">The losses of the step.</param>
    /// <param name="labels">How many labels every task has.</param>
    /// <param name="gradients"><c>[tasks, shared numbers]</c>: of every task the gradient of its loss times its preference.</param>
    /// <param name="storage">The model's parameters.</param>
    /// <returns>The sum of the losses, each times its preference.</returns>
    internal double Combine(IReadOnlyList<double> losses, IReadOnlyList<long> labels, torch.Tensor gradients, FlatParameters storage)
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

    private static void AddDirection(ReadOnlySpan<BalancedTask> tasks, ReadOnlySpan<double> weights, torch.Tensor gradients, FlatParameters storage)
    {
        var factors = new double[gradients.shape[0]];
        for (int i = 0; i < tasks.Length; i++)
            factors[tasks[i].Index] = weights[i] / tasks[i].Preference;
        var row = torch.tensor(factors, [1, factors.Length], dtype: gradients.dtype, device: gradients.device);
        storage.Gradients!.narrow(0, 0, storage.SharedCount).unsqueeze(0).addmm_(row, gradients);
    }
}
