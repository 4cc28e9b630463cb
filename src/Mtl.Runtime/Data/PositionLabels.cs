using System.ComponentModel;
using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The labels of a task with a label at every step of a sequence: an array per row. A row without an array has no labels; an entry that is
/// null is a missing label.
/// </summary>
/// <typeparam name="TLabel">The type of a label.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PositionLabels<TLabel> : LabelColumn
    where TLabel : struct
{
    private readonly LabelColumn<TLabel> _positions;
    private readonly int _steps;

    /// <summary>Creates an empty column.</summary>
    /// <param name="positions">An empty column for the labels of all steps.</param>
    /// <param name="steps">The number of labels per row; at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="positions"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public PositionLabels(LabelColumn<TLabel> positions, int steps)
        : base((positions ?? throw new ArgumentNullException(nameof(positions))).TaskName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        _positions = positions;
        _positions.Owner = this;
        _steps = steps;
    }

    /// <inheritdoc/>
    public override int Rows => _positions.Rows / _steps;

    /// <summary>Adds the labels of the next row.</summary>
    /// <param name="labels">One label per step; null if all are missing.</param>
    /// <exception cref="InvalidRowException">There are too few or too many labels, or one is not a valid label of the task.</exception>
    public void Add(TLabel[]? labels) => Add(labels is null ? null : Array.ConvertAll(labels, label => (TLabel?)label));

    /// <inheritdoc cref="Add(TLabel[])"/>
    public void Add(TLabel?[]? labels) => Add(labels, _positions.Add);

    /// <inheritdoc cref="Add(TLabel[])"/>
    /// <typeparam name="TNumber">The type of the numbers, for a task whose labels are numbers.</typeparam>
    /// <exception cref="NotSupportedException">The labels of the task are not numbers.</exception>
    public void Add<TNumber>(TNumber[]? labels)
        where TNumber : struct, INumber<TNumber> =>
        Add(labels is null ? null : Array.ConvertAll(labels, label => (TNumber?)label));

    /// <inheritdoc cref="Add{TNumber}(TNumber[])"/>
    public void Add<TNumber>(TNumber?[]? labels)
        where TNumber : struct, INumber<TNumber> => Add(labels, _positions.AddNumber);

    private void Add<T>(T?[]? labels, Action<T?> add)
        where T : struct
    {
        RequireArray(labels);
        if (labels is not null && labels.Length != _steps)
            throw Invalid($"has {Figure.Count(labels.Length, "value")}; expected {_steps}, one per step, or null for a missing label.");
        _positions.AddSteps(labels, _steps, add);
    }

    /// <summary>
    /// Creates tensors of the labels, on the CPU, <c>[rows, steps]</c> or <c>[rows, steps, …]</c>. It can be called only once for large
    /// data, which is moved, not copied.
    /// </summary>
    public override TaskLabels ToLabels()
    {
        using var scope = torch.NewDisposeScope();
        var labels = _positions.ToLabels();
        return new(
            labels.Values.reshape([Rows, _steps, .. labels.Values.shape.AsSpan(1)]).MoveToOuterDisposeScope(),
            labels.Present.reshape(Rows, _steps).MoveToOuterDisposeScope());
    }
}
