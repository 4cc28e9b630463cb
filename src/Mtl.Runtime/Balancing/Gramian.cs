using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>The products of the gradients of the tasks in a step with each other, <c>GGᵀ</c>, in double precision.</summary>
public sealed class Gramian
{
    private readonly BalancedTask[] _tasks;

    /// <summary>Names the tasks and the products of their gradients.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="products"><c>[tasks, tasks]</c>, symmetric: the products of the gradients, without preferences.</param>
    /// <exception cref="ArgumentException">There are products for another number of tasks.</exception>
    public Gramian(IEnumerable<BalancedTask> tasks, double[,] products)
    {
        ArgumentNullException.ThrowIfNull(products);
        _tasks = [.. tasks];
        if (products.GetLength(0) != _tasks.Length || products.GetLength(1) != _tasks.Length)
            throw new ArgumentException($"{_tasks.Length} tasks need {_tasks.Length} × {_tasks.Length} products, but there are {products.GetLength(0)} × {products.GetLength(1)}.", nameof(products));
        Matrix = products;
    }

    /// <summary>The tasks, in the order of rows and columns.</summary>
    public IReadOnlyList<BalancedTask> Tasks => _tasks;

    /// <summary>How many tasks there are.</summary>
    public int Count => _tasks.Length;

    /// <summary>The product of two tasks' gradients.</summary>
    /// <param name="first">The place of the one among <see cref="Tasks"/>.</param>
    /// <param name="second">The place of the other.</param>
    public double this[int first, int second] => Matrix[first, second];

    /// <summary>The length of a task's gradient.</summary>
    /// <param name="task">Its place among <see cref="Tasks"/>.</param>
    public double Norm(int task) => Math.Sqrt(Matrix[task, task]);

    /// <summary>The preferences, scaled to add up to 1: the weights of a mean.</summary>
    internal double[] MeanWeights()
    {
        double sum = _tasks.Sum(task => task.Preference);
        return [.. _tasks.Select(task => task.Preference / sum)];
    }

    /// <summary>All products.</summary>
    internal double[,] Matrix { get; }

    /// <summary>Computes the products; false if one is no finite number, which no method can do anything with.</summary>
    /// <param name="gradients"><c>[all tasks, numbers]</c>: of every task the gradient times its preference.</param>
    /// <param name="tasks">The tasks that count.</param>
    /// <param name="products">The products.</param>
    internal static bool TryCompute(torch.Tensor gradients, ReadOnlySpan<BalancedTask> tasks, out Gramian products)
    {
        var all = TaskGradients.Gramian(gradients).cpu();
        var numbers = MemoryMarshal.Cast<byte, double>(all.bytes);
        int width = (int)gradients.shape[0];
        var matrix = new double[tasks.Length, tasks.Length];
        bool isFinite = true;
        for (int i = 0; i < tasks.Length; i++)
        {
            for (int j = 0; j < tasks.Length; j++)
            {
                // Which of the two halves a matrix product fills first must not matter.
                int at = (Math.Max(tasks[i].Index, tasks[j].Index) * width) + Math.Min(tasks[i].Index, tasks[j].Index);
                matrix[i, j] = numbers[at] / (tasks[i].Preference * tasks[j].Preference);
                isFinite &= double.IsFinite(matrix[i, j]);
            }
        }

        products = new(tasks.ToArray(), matrix);
        return isFinite;
    }
}
