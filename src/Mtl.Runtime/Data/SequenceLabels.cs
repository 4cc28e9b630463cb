using System.ComponentModel;
using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The labels of a task with a label at every step of a sequence of varying length: an array per row, as long as the row's sequence. A row
/// without an array has no labels; an entry that is null is a missing label.
/// </summary>
/// <typeparam name="TLabel">The type of a label.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SequenceLabels<TLabel> : LabelColumn
    where TLabel : struct
{
    private readonly LabelColumn<TLabel> _positions;
    private readonly StepCounts _lengths = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="positions">An empty column for the labels of all steps.</param>
    /// <exception cref="ArgumentNullException"><paramref name="positions"/> is null.</exception>
    public SequenceLabels(LabelColumn<TLabel> positions)
        : base((positions ?? throw new ArgumentNullException(nameof(positions))).TaskName)
    {
        _positions = positions;
        _positions.Owner = this;
    }

    /// <inheritdoc/>
    public override int Rows => _lengths.Rows;

    /// <summary>Adds the labels of the next row.</summary>
    /// <param name="length">The length of the row's sequence; at least 1.</param>
    /// <param name="labels">One label per step; null if all are missing.</param>
    /// <exception cref="InvalidRowException">There are too few or too many labels, or one is not a valid label of the task.</exception>
    public void Add(int length, TLabel[]? labels) => Add(length, labels is null ? null : Array.ConvertAll(labels, label => (TLabel?)label));

    /// <inheritdoc cref="Add(int, TLabel[])"/>
    public void Add(int length, TLabel?[]? labels) => Add(length, labels, _positions.Add);

    /// <inheritdoc cref="Add(int, TLabel[])"/>
    /// <typeparam name="TNumber">The type of the numbers, for a task whose labels are numbers.</typeparam>
    /// <exception cref="NotSupportedException">The labels of the task are not numbers.</exception>
    public void Add<TNumber>(int length, TNumber[]? labels)
        where TNumber : struct, INumber<TNumber> =>
        Add(length, labels is null ? null : Array.ConvertAll(labels, label => (TNumber?)label));

    /// <inheritdoc cref="Add{TNumber}(int, TNumber[])"/>
    public void Add<TNumber>(int length, TNumber?[]? labels)
        where TNumber : struct, INumber<TNumber> => Add(length, labels, _positions.AddNumber);

    private void Add<T>(int length, T?[]? labels, Action<T?> add)
        where T : struct
    {
        RequireArray(labels);
        if (labels is not null && labels.Length != length)
        {
            throw Invalid(
                $"has {Figure.Count(labels.Length, "value")}; "
                + $"expected {length}, one for each step of its sequence, or null for a missing label.");
        }

        _positions.AddSteps(labels, length, add);
        _lengths.Add(length);
    }

    /// <summary>
    /// Creates tensors of the labels, on the CPU, <c>[rows, steps]</c> or <c>[rows, steps, …]</c>; labels of padding are missing. It can be
    /// called only once for large data, which is moved, not copied.
    /// </summary>
    public override TaskLabels ToLabels()
    {
        using var scope = torch.NewDisposeScope();
        var labels = _positions.ToLabels();
        return new(_lengths.Pad(labels.Values).MoveToOuterDisposeScope(), _lengths.Pad(labels.Present).MoveToOuterDisposeScope());
    }
}
