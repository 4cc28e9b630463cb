using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>The rows of a matrix, or of some columns of one.</summary>
internal readonly ref struct StepRows(Span<float> matrix, int stride, int start, int width)
{
    /// <summary>The number of rows that are transposed at a time, so that they fit into the processor's first-level cache.</summary>
    private const int Tile = 16;

    private readonly Span<float> _matrix = matrix;

    public int Count => _matrix.Length / stride;

    public Span<float> this[int row] => _matrix.Slice((row * stride) + start, width);

    /// <summary>Sets all numbers to 0.</summary>
    public void Clear()
    {
        if (!All.IsEmpty)
        {
            All.Clear();
            return;
        }

        for (int row = 0; row < Count; row++)
            this[row].Clear();
    }

    /// <summary>Copies the numbers of another matrix of the same size.</summary>
    public void Set(StepRows source) => Combine(source, static (source, target) => source.CopyTo(target));

    /// <summary>Adds another matrix of the same size.</summary>
    public void Add(StepRows summand) => Combine(summand, static (source, target) => TensorPrimitives.Add(target, source, target));

    /// <summary>Multiplies by another matrix of the same size, element by element.</summary>
    public void Multiply(StepRows factors) =>
        Combine(factors, static (source, target) => TensorPrimitives.Multiply(target, source, target));

    /// <summary>Copies one column.</summary>
    public void CopyColumn(int column, Span<float> values)
    {
        int place = start + column;
        for (int row = 0; row < values.Length; row++, place += stride)
            values[row] = _matrix[place];
    }

    /// <summary>Writes one column.</summary>
    public void SetColumn(int column, ReadOnlySpan<float> values)
    {
        int place = start + column;
        for (int row = 0; row < values.Length; row++, place += stride)
            _matrix[place] = values[row];
    }

    /// <summary>Copies all columns, in column-major order.</summary>
    public void CopyColumns(Span<float> columns)
    {
        int count = Count;
        for (int first = 0; first < count; first += Tile)
        {
            int rows = Math.Min(Tile, count - first);
            for (int column = 0; column < width; column++)
            {
                var values = columns.Slice((column * count) + first, rows);
                int place = (first * stride) + start + column;
                for (int row = 0; row < values.Length; row++, place += stride)
                    values[row] = _matrix[place];
            }
        }
    }

    /// <summary>Writes all columns from column-major order.</summary>
    public void SetColumns(ReadOnlySpan<float> columns)
    {
        int count = Count;
        for (int first = 0; first < count; first += Tile)
        {
            int rows = Math.Min(Tile, count - first);
            for (int column = 0; column < width; column++)
            {
                var values = columns.Slice((column * count) + first, rows);
                int place = (first * stride) + start + column;
                for (int row = 0; row < values.Length; row++, place += stride)
                    _matrix[place] = values[row];
            }
        }
    }

    /// <summary>All numbers in row-major order; empty if the rows are not contiguous.</summary>
    public Span<float> All => stride == width ? _matrix : default;

    /// <summary>
    /// Updates the numbers by an element-wise operation with another matrix of the same size: all at once if both are contiguous, else row
    /// by row.
    /// </summary>
    public void Combine(StepRows source, ElementwiseOperation operation)
    {
        if (!All.IsEmpty && !source.All.IsEmpty)
        {
            operation(source.All, All);
            return;
        }

        for (int row = 0; row < Count; row++)
            operation(source[row], this[row]);
    }

    /// <summary>An operation that updates numbers by others.</summary>
    /// <param name="source">The others, as many.</param>
    /// <param name="target">The numbers.</param>
    public delegate void ElementwiseOperation(ReadOnlySpan<float> source, Span<float> target);
}
