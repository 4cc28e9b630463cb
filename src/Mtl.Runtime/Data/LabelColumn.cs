using System.Numerics;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Collects the labels of one task, row by row, in tensors. Labels are added with a method <c>Add</c> of the derived class.
/// </summary>
public abstract class LabelColumn
{
    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    protected LabelColumn(string task)
    {
        ArgumentException.ThrowIfNullOrEmpty(task);
        TaskName = task;
    }

    /// <summary>The name of the task that the labels belong to.</summary>
    public string TaskName { get; }

    /// <summary>
    /// Whether a row must have an array of labels, because the member's type is not nullable. Otherwise a row without an array has no
    /// labels.
    /// </summary>
    public bool IsRequired { get; init; }

    /// <summary>The number of rows so far.</summary>
    public abstract int Rows { get; }

    /// <summary>The column with one entry per row of the data, if this one has several labels per row; else null.</summary>
    internal LabelColumn? Owner { get; set; }

    /// <summary>The step of the next label in its row, for messages; null if a row has one label.</summary>
    internal int? Step { get; set; }

    /// <summary>Creates tensors of the labels, on the CPU. It can be called only once for large data, which is moved, not copied.</summary>
    public abstract TaskLabels ToLabels();

    /// <summary>Checks that there is an array of labels if <see cref="IsRequired"/>.</summary>
    /// <exception cref="InvalidRowException">The array is null.</exception>
    private protected void RequireArray(Array? labels)
    {
        if (IsRequired && labels is null)
            throw Invalid("is null, but its type says that it never is; for rows without labels declare the array as nullable, with '?'.");
    }

    /// <summary>Creates the exception for an invalid label in the next row.</summary>
    /// <param name="problem">What was found and what was expected; follows the label's name.</param>
    protected InvalidRowException Invalid(string problem) =>
        Step is { } step ? Invalid(step, problem) : new(Row, TaskName, $"label '{TaskName}' {problem}");

    /// <summary>Creates the exception for an invalid one of several labels in the next row.</summary>
    private protected InvalidRowException Invalid(int index, string problem) =>
        new(Row, TaskName, $"label '{TaskName}'[{index}] {problem}");

    /// <summary>The index of the next row of the data.</summary>
    private protected int Row => (Owner ?? this).Rows;
}

/// <summary>A column with one label per row, which is present or missing as a whole.</summary>
/// <typeparam name="TLabel">The type of a label.</typeparam>
public abstract class LabelColumn<TLabel> : LabelColumn
    where TLabel : struct
{
    private readonly TensorBuffer<float> _present = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    protected LabelColumn(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    public override int Rows => (int)_present.Count;

    /// <summary>Adds the label of the next row.</summary>
    /// <param name="label">The label; null if it is missing.</param>
    /// <exception cref="InvalidRowException">The label is not a valid label of the task.</exception>
    public void Add(TLabel? label)
    {
        Store(label);
        AddPresence(label is not null);
    }

    /// <summary>Adds the label of the next row, a number of any type.</summary>
    /// <param name="label">The label; null if it is missing.</param>
    /// <exception cref="InvalidRowException">The label is not a valid label of the task.</exception>
    /// <exception cref="NotSupportedException">The labels of the task are not numbers.</exception>
    internal virtual void AddNumber<TNumber>(TNumber? label)
        where TNumber : struct, INumber<TNumber> =>
        throw new NotSupportedException($"{TaskName} has no numbers as labels, but {typeof(TNumber).Name} was given.");

    /// <summary>Adds the labels of all time steps of a row.</summary>
    /// <param name="labels">A label for each step; null if all are missing.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="add">Adds the label of a step: <see cref="Add"/> or <see cref="AddNumber"/>.</param>
    internal void AddSteps<T>(T?[]? labels, int steps, Action<T?> add)
        where T : struct
    {
        for (int step = 0; step < steps; step++)
        {
            Step = step;
            add(labels?[step]);
        }
    }

    /// <inheritdoc/>
    public override TaskLabels ToLabels() => new(ToValues(), _present.ToTensor(_present.Count));

    /// <summary>Stores the next row's label as numbers, a missing one as 0.</summary>
    /// <param name="label">The label; null if it is missing.</param>
    protected abstract void Store(TLabel? label);

    /// <summary>Creates a tensor of the stored numbers, <c>[rows]</c> or <c>[rows, …]</c>.</summary>
    protected abstract torch.Tensor ToValues();

    /// <summary>Ends a row whose label was stored.</summary>
    private protected void AddPresence(bool isPresent) => _present.Add(isPresent ? 1 : 0);
}
