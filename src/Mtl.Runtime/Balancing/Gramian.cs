using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>The Gramian <c>GGᵀ</c>: the inner products of the gradients of the tasks with each other, in double precision.</summary>
public sealed class Gramian
{
    private readonly BalancedTask[] _tasks;

    /// <summary>Creates the Gramian from the products.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="products"><c>[tasks, tasks]</c>, symmetric: the products of the gradients, without preferences.</param>
    /// <exception cref="ArgumentException">The products do not have the size of the number of tasks.</exception>
    public Gramian(IEnumerable<BalancedTask> tasks, double[,] products)
    {
        ArgumentNullException.ThrowIfNull(products);
        _tasks = [.. tasks];
        if (products.GetLength(0) != _tasks.Length || products.GetLength(1) != _tasks.Length)
        {
            throw new ArgumentException(
                $"{_tasks.Length} tasks need {_tasks.Length} × {_tasks.Length} products, "
                + $"but there are {products.GetLength(0)} × {products.GetLength(1)}.",
                nameof(products));
        }

        Matrix = products;
    }

    /// <summary>The tasks, in the order of rows and columns.</summary>
    public IReadOnlyList<BalancedTask> Tasks => _tasks;

    /// <summary>The number of tasks.</summary>
    public int Count => _tasks.Length;

    /// <summary>The product of the gradients of two tasks.</summary>
    /// <param name="first">The index of the first in <see cref="Tasks"/>.</param>
    /// <param name="second">The index of the second.</param>
    public double this[int first, int second] => Matrix[first, second];

    /// <summary>The norm of the gradient of a task.</summary>
    /// <param name="task">The index of the task in <see cref="Tasks"/>.</param>
    public double Norm(int task) => Math.Sqrt(Matrix[task, task]);

    /// <summary>The preferences, normalized to the sum 1: the weights of a mean.</summary>
    internal double[] MeanWeights()
    {
        double sum = _tasks.Sum(task => task.Preference);
        return [.. _tasks.Select(task => task.Preference / sum)];
    }

    /// <summary>All products.</summary>
    internal double[,] Matrix { get; }

    /// <summary>Computes the products.</summary>
    /// <param name="gradients"><c>[all tasks, numbers]</c>: for every task the gradient times its preference.</param>
    /// <param name="tasks">The tasks with labels in the batch.</param>
    /// <param name="products">The products.</param>
    /// <returns>Whether all products are finite numbers.</returns>
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
                // The lower half only: rounding may make the halves of a matrix product differ.
                int at = (Math.Max(tasks[i].Index, tasks[j].Index) * width) + Math.Min(tasks[i].Index, tasks[j].Index);
                matrix[i, j] = numbers[at] / (tasks[i].Preference * tasks[j].Preference);
                isFinite &= double.IsFinite(matrix[i, j]);
            }
        }

        products = new(tasks.ToArray(), matrix);
        return isFinite;
    }
}
