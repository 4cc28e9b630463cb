using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Mtl.Kernels;

/// <summary>Copies some columns of a matrix to contiguous memory, so that a tile reads it from one end to the other.</summary>
internal static unsafe class Panel
{
    /// <summary>Copies the columns and fills up each row with 0.</summary>
    /// <param name="columns">The columns, at most <paramref name="width"/>.</param>
    /// <param name="panel">Receives the rows, one after the other.</param>
    /// <param name="width">The number of columns of the panel; a multiple of 4.</param>
    public static void Pack(MatrixView columns, float* panel, int width)
    {
        if (columns.Columns < width)
            new Span<float>(panel, columns.Rows * width).Clear();
        if (columns.ColumnStride == 1)
            CopyRows(columns, panel, width);
        else if (columns.RowStride == 1 && CanTranspose)
            Transpose(columns, panel, width);
        else
            CopyNumbers(columns, 0, 0, panel, width);
    }

    private static bool CanTranspose => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(MatrixView columns, float* panel, int width)
    {
        for (int row = 0; row < columns.Rows; row++)
            new ReadOnlySpan<float>(columns.At(row, 0), columns.Columns).CopyTo(new(panel + (row * width), columns.Columns));
    }

    /// <summary>Copies a matrix whose columns are contiguous: four rows and columns at a time, and number by number at the edges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(MatrixView columns, float* panel, int width)
    {
        int wholeRows = columns.Rows & ~3;
        int wholeColumns = columns.Columns & ~3;
        for (int column = 0; column < wholeColumns; column += 4)
        {
            float* from = columns.At(0, column);
            float* to = panel + column;
            for (int row = 0; row < wholeRows; row += 4)
            {
                TransposeBlock(from, columns.ColumnStride, to, width);
                from += 4;
                to += 4 * width;
            }
        }

        CopyNumbers(columns.Part(0, columns.Rows, 0, wholeColumns), wholeRows, 0, panel, width);
        CopyNumbers(columns, 0, wholeColumns, panel, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(float* from, nint stride, float* to, int width)
    {
        var column0 = Vector128.Load(from);
        var column1 = Vector128.Load(from + stride);
        var column2 = Vector128.Load(from + (2 * stride));
        var column3 = Vector128.Load(from + (3 * stride));
        var even01 = InterleaveLow(column0, column2);
        var even23 = InterleaveHigh(column0, column2);
        var odd01 = InterleaveLow(column1, column3);
        var odd23 = InterleaveHigh(column1, column3);
        InterleaveLow(even01, odd01).Store(to);
        InterleaveHigh(even01, odd01).Store(to + width);
        InterleaveLow(even23, odd23).Store(to + (2 * width));
        InterleaveHigh(even23, odd23).Store(to + (3 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> first, Vector128<float> second) =>
        Sse.IsSupported ? Sse.UnpackLow(first, second) : AdvSimd.Arm64.ZipLow(first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> first, Vector128<float> second) =>
        Sse.IsSupported ? Sse.UnpackHigh(first, second) : AdvSimd.Arm64.ZipHigh(first, second);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyNumbers(MatrixView columns, int firstRow, int firstColumn, float* panel, int width)
    {
        for (int row = firstRow; row < columns.Rows; row++)
        {
            for (int column = firstColumn; column < columns.Columns; column++)
                panel[(row * width) + column] = *columns.At(row, column);
        }
    }
}
