using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>The labels of one task for a batch of rows, and which of them exist.</summary>
/// <param name="Values">
/// <c>[batch]</c>, or <c>[batch, steps]</c> if every step has a label: the class index or rank as <c>int64</c> for classes and ranks;
/// <c>float64</c> for numbers that are standardized, which may be <c>float32</c> too; <c>float32</c> otherwise (0 or 1 for binary tasks).
/// <c>[batch, n]</c> for n flags (0 or 1) or n numbers. A missing label is stored as 0, but any value is allowed, because it is not read.
/// Training and evaluation check that all present labels are valid labels of the task.
/// </param>
/// <param name="Present">
/// <c>float32</c>: 1 for a present label, 0 for a missing one; <c>[batch]</c>, or <c>[batch, n]</c> if each of n labels of a row can be
/// missing.
/// </param>
public readonly record struct TaskLabels(torch.Tensor Values, torch.Tensor Present) : IDisposable
{
    private readonly torch.Tensor? _values = Values;
    private readonly torch.Tensor? _present = Present;

    /// <summary>The labels, row by row; 0 for a missing one.</summary>
    /// <exception cref="InvalidOperationException">On reading: the labels are <c>default</c>, which have no tensors.</exception>
    public torch.Tensor Values { get => _values ?? throw NoTensors(); init => _values = value; }

    /// <summary>1 for a present label, 0 for a missing one.</summary>
    /// <exception cref="InvalidOperationException">On reading: the labels are <c>default</c>, which have no tensors.</exception>
    public torch.Tensor Present { get => _present ?? throw NoTensors(); init => _present = value; }

    /// <summary>The number of consecutive labels that belong to one row, one for each step; null if rows are not sequences.</summary>
    internal long? Steps { get; init; }

    /// <summary>The number of rows, labeled or not.</summary>
    /// <exception cref="ArgumentException">On reading: the presence of labels is a single number.</exception>
    public long Count => TensorShape.RowsOf(Name, nameof(Present), Present);

    /// <summary>The number of present labels, over all rows and steps.</summary>
    public long CountPresent()
    {
        using var sum = Present.sum(torch.ScalarType.Float64);
        return (long)TensorValues.Scalar(sum);
    }

    /// <summary>Copies the labels of the rows at <paramref name="indices"/>, in that order.</summary>
    /// <param name="indices">Row numbers, <c>int64 [n]</c>, on the labels' device; on a GPU they are not checked.</param>
    /// <exception cref="ArgumentException">The row numbers are not a list of integers, or a row does not exist.</exception>
    public TaskLabels Rows(torch.Tensor indices) =>
        new(BatchTensor.Rows(Values, Name, indices), BatchTensor.Rows(Present, Name, indices));

    /// <summary>
    /// The labels of the rows <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1, as views without a copy.
    /// </summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows; the last one must exist.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the rows does not exist.</exception>
    public TaskLabels Slice(long start, long count) =>
        new(BatchTensor.Slice(Values, Name, start, count), BatchTensor.Slice(Present, Name, start, count));

    /// <summary>Flattens the labels of all steps, <c>[batch, steps]</c>, to <c>[batch·steps]</c>, so that every step is a row.</summary>
    /// <exception cref="ArgumentException">The labels have another shape.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TaskLabels Positions()
    {
        RequireSteps();
        return new(Values.flatten(0, 1), Present.flatten(0, 1)) { Steps = Present.size(1) };
    }

    /// <summary>
    /// Flattens the labels of all steps, <c>[batch, steps]</c>, to <c>[batch·steps]</c>, so that every step is a row. Labels of padding
    /// become missing.
    /// </summary>
    /// <param name="lengths">The number of real steps of every row, <c>int64 [batch]</c>.</param>
    /// <exception cref="ArgumentException">The labels have another shape.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TaskLabels Positions(torch.Tensor lengths)
    {
        RequireSteps();
        RequireLengths(lengths);
        using var scope = torch.NewDisposeScope();
        long steps = Present.size(1);
        long[] maskShape = [Present.size(0), steps, .. Enumerable.Repeat(1L, (int)Present.dim() - 2)];
        var present = Present.FillWhere(Sequences.Padding(lengths, steps).reshape(maskShape), 0);
        return new(Values.flatten(0, 1).MoveToOuterDisposeScope(), present.flatten(0, 1).MoveToOuterDisposeScope()) { Steps = steps };
    }

    /// <summary>The labels on <paramref name="device"/>; shares their memory if they are already there.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="ArgumentNullException"><paramref name="device"/> is null.</exception>
    public TaskLabels ToDevice(torch.Device device) =>
        new(BatchTensor.ToDevice(Values, Name, device), BatchTensor.ToDevice(Present, Name, device));

    /// <summary>Checks that all tasks have labels for the same number of rows as the inputs.</summary>
    /// <param name="model">The model with the tasks.</param>
    /// <param name="rows">The number of rows of the inputs.</param>
    /// <param name="labels">The labels of every task, in the model's order.</param>
    /// <exception cref="ArgumentException">A task has labels for another number of rows, or they are sparse or have no storage.</exception>
    /// <exception cref="ObjectDisposedException">The labels of a task were freed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RequireRows(ModelInfo model, long rows, params TaskLabels[] labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(labels);
        for (int task = 0; task < labels.Length; task++)
        {
            TensorShape.RequireDense(model.Tasks[task].Name, ("labels", labels[task].Values), ("presence of labels", labels[task].Present));
            var (values, present) = (TensorShape.RowsOf(labels[task].Values), TensorShape.RowsOf(labels[task].Present));
            if (values != rows || present != rows)
            {
                throw new ArgumentException(
                    $"{model.Name}: the task '{model.Tasks[task].Name}' has {values} labels and {present} values of presence, "
                    + $"but the inputs have {rows} rows.",
                    nameof(labels));
            }
        }
    }

    /// <summary>Frees both tensors, if there are any.</summary>
    public void Dispose()
    {
        _values?.Dispose();
        _present?.Dispose();
    }

    private const string Name = "the labels of a task";

    private void RequireSteps()
    {
        if (Values.dim() < 2 || Present.dim() < 2)
        {
            throw new ArgumentException(
                "A task with a label at every step has labels and their presence as [batch, steps], but these have "
                + $"[{string.Join(", ", Values.shape)}] and [{string.Join(", ", Present.shape)}].");
        }
    }

    private void RequireLengths(torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        if (lengths.dim() != 1 || lengths.size(0) != Present.size(0))
        {
            throw new ArgumentException(
                $"The lengths of {Present.size(0)} sequences must have the shape [{Present.size(0)}], but the tensor given has "
                + $"[{string.Join(", ", lengths.shape)}].",
                nameof(lengths));
        }
    }

    private static InvalidOperationException NoTensors() =>
        new("These labels have no tensors, because they are default(TaskLabels). "
            + "If a task has no labels, use zeros, with a presence of 0 for every row.");
}
