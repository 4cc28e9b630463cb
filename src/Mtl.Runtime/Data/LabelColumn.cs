using TorchSharp;

namespace Mtl;

/// <summary>Collects the labels of one task, row by row, and turns them into tensors. A label is given to a method <c>Add</c>.</summary>
public abstract class LabelColumn
{
    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    protected LabelColumn(string task)
    {
        ArgumentException.ThrowIfNullOrEmpty(task);
        TaskName = task;
    }

    /// <summary>The name of the task that the labels belong to.</summary>
    public string TaskName { get; }

    /// <summary>
    /// Whether a row must have an array of labels, because its type says that there always is one; else a row without an array has no
    /// labels.
    /// </summary>
    public bool IsRequired { get; init; }

    /// <summary>The number of rows so far.</summary>
    public abstract int Rows { get; }

    /// <summary>The column that has the rows of the data, where one of these has several labels here.</summary>
    internal LabelColumn? Owner { get; set; }

    /// <summary>Makes tensors of the labels, on the CPU. Many rows are moved and not kept, so make them once.</summary>
    public abstract TaskLabels ToLabels();

    /// <summary>Requires an array of labels where <see cref="IsRequired"/>.</summary>
    /// <exception cref="InvalidRowException">There is none.</exception>
    private protected void RequireArray(Array? labels)
    {
        if (IsRequired && labels is null)
            throw Invalid("is null, but its type says that it never is; for rows without labels declare the array as nullable, with '?'.");
    }

    /// <summary>The error for a label that the task cannot have, in the row that is next.</summary>
    /// <param name="problem">What was found and what was expected; follows the label's name.</param>
    protected InvalidRowException Invalid(string problem) => new(Row, TaskName, $"label '{TaskName}' {problem}");

    /// <summary>The row of the data that is next.</summary>
    private protected int Row => (Owner ?? this).Rows;
}

/// <summary>A column with one label per row, present or missing as a whole.</summary>
/// <typeparam name="TLabel">The type of a label.</typeparam>
public abstract class LabelColumn<TLabel> : LabelColumn
    where TLabel : struct
{
    private readonly TensorBuffer<float> _present = new();

    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    protected LabelColumn(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    public override int Rows => (int)_present.Count;

    /// <summary>Adds the label of the next row.</summary>
    /// <param name="label">The label; null where nobody labeled the row for this task.</param>
    /// <exception cref="InvalidRowException">The label is not one that the task can have.</exception>
    public void Add(TLabel? label)
    {
        Store(label);
        AddPresence(label is not null);
    }

    /// <inheritdoc/>
    public override TaskLabels ToLabels() => new(ToValues(), _present.ToTensor(_present.Count));

    /// <summary>Stores the number that stands for the next row's label, 0 for a missing one.</summary>
    /// <param name="label">The label, or null.</param>
    protected abstract void Store(TLabel? label);

    /// <summary>Makes a tensor of the numbers stored, <c>[rows]</c> or <c>[rows, …]</c>.</summary>
    protected abstract torch.Tensor ToValues();

    /// <summary>Ends a row whose number was stored.</summary>
    private protected void AddPresence(bool isPresent) => _present.Add(isPresent ? 1 : 0);
}
