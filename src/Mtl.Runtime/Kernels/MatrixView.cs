namespace Mtl.Kernels;

/// <summary>A matrix of <c>float32</c> numbers in memory that someone else owns and keeps alive.</summary>
/// <param name="first">The address of the number in the first row and column.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
/// <param name="rowStride">The distance from one row to the next, in numbers.</param>
/// <param name="columnStride">The distance from one column to the next, in numbers; 1 if rows are contiguous.</param>
internal readonly unsafe struct MatrixView(float* first, int rows, int columns, nint rowStride, nint columnStride = 1)
{
    /// <summary>The address of the number in the first row and column.</summary>
    public float* First => first;

    /// <summary>The number of rows.</summary>
    public int Rows => rows;

    /// <summary>The number of columns.</summary>
    public int Columns => columns;

    /// <summary>The distance from one row to the next, in numbers.</summary>
    public nint RowStride => rowStride;

    /// <summary>The distance from one column to the next, in numbers.</summary>
    public nint ColumnStride => columnStride;

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(first, columns, rows, columnStride, rowStride);

    /// <summary>Some rows and columns.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="column">The first column.</param>
    /// <param name="width">The number of columns.</param>
    public MatrixView Part(int row, int count, int column, int width) => new(At(row, column), count, width, rowStride, columnStride);

    /// <summary>The address of a number.</summary>
    public float* At(nint row, nint column) => first + (row * rowStride) + (column * columnStride);
}
