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

    /// <summary>The number of rows so far.</summary>
    public abstract int Rows { get; }

    /// <summary>The column that has the rows of the data, where one of these has several labels here.</summary>
    internal LabelColumn? Owner { get; set; }

    /// <summary>Copies the labels into new tensors on the CPU.</summary>
    public abstract TaskLabels ToLabels();

    /// <summary>The error for a label that the task cannot have, in the row that is next.</summary>
    /// <param name="problem">What was found and what was expected; follows the label's name.</param>
    protected InvalidRowException Invalid(string problem) => new((Owner ?? this).Rows, TaskName, $"label '{TaskName}' {problem}");
}

/// <summary>A column with one label per row, present or missing as a whole.</summary>
/// <typeparam name="TLabel">The type of a label.</typeparam>
public abstract class LabelColumn<TLabel> : LabelColumn
    where TLabel : struct
{
    private readonly List<float> _present = [];

    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    protected LabelColumn(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    public override int Rows => _present.Count;

    /// <summary>Adds the label of the next row.</summary>
    /// <param name="label">The label; null where nobody labelled the row for this task.</param>
    /// <exception cref="InvalidRowException">The label is not one that the task can have.</exception>
    public void Add(TLabel? label)
    {
        Store(label);
        _present.Add(label is null ? 0 : 1);
    }

    /// <inheritdoc/>
    public override TaskLabels ToLabels() => new(ToValues(), torch.tensor(_present.ToArray()));

    /// <summary>Stores the number that stands for the next row's label, 0 for a missing one.</summary>
    /// <param name="label">The label, or null.</param>
    protected abstract void Store(TLabel? label);

    /// <summary>Copies the numbers stored into a new tensor, <c>[rows]</c> or <c>[rows, …]</c>.</summary>
    protected abstract torch.Tensor ToValues();
}
