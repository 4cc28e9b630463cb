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
    public void Set(StepRows source) => Combine(source, static (_, other, result) => other.CopyTo(result));

    /// <summary>Adds another matrix of the same size.</summary>
    public void Add(StepRows summand) => Combine(summand, TensorPrimitives.Add);

    /// <summary>Multiplies by another matrix of the same size, element by element.</summary>
    public void Multiply(StepRows factors) => Combine(factors, TensorPrimitives.Multiply);

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

    /// <summary>Replaces the numbers by the result of an operation on them and those of another matrix of the same size.</summary>
    private void Combine(StepRows other, ElementwiseOperation operation)
    {
        if (!All.IsEmpty && !other.All.IsEmpty)
        {
            operation(All, other.All, All);
            return;
        }

        for (int row = 0; row < Count; row++)
            operation(this[row], other[row], this[row]);
    }

    private delegate void ElementwiseOperation(ReadOnlySpan<float> numbers, ReadOnlySpan<float> others, Span<float> results);
}
