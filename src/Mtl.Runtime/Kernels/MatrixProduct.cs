using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mtl.Kernels;

/// <summary>
/// Products of <c>float32</c> matrices, <c>C = start + A·B</c>, for the three forms of a linear layer: <c>x·Wᵀ + b</c>, <c>dy·W</c> and
/// <c>dyᵀ·x</c>.
/// </summary>
/// <remarks>
/// <para>
/// B is divided into blocks of depth and, in these, into panels of columns. Each panel is copied to contiguous memory that stays in the
/// first-level cache while all rows of A are multiplied with it, tile by tile (Goto and van de Geijn 2008).
/// </para>
/// <para>
/// Every number of C is the sum of its start and its products in the order of the depth, each step rounded once if the processor has a
/// fused multiply-add. So it does not depend on the width of vectors, on the size of the tile, or on the other rows: a row has the same
/// result in every batch. Nor does it depend on the number of threads.
/// </para>
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>The depth of a block: a panel of 32 columns has 32 KB.</summary>
    private const int BlockDepth = 256;

    /// <summary>The columns of the widest panel: two vectors of AVX-512.</summary>
    private const int MaxWidth = 32;

    private const int MaxRows = 8;
    private const int Alignment = 64;

    /// <summary>Computes <c>C = A·B</c>, or <c>C += A·B</c>.</summary>
    /// <param name="a">A, <c>[rows, depth]</c>.</param>
    /// <param name="b">B, <c>[depth, columns]</c>.</param>
    /// <param name="c">C, <c>[rows, columns]</c>, with contiguous rows; overlaps neither A nor B.</param>
    /// <param name="adds">Whether the product is added to the content of C.</param>
    public static void Run(MatrixView a, MatrixView b, MatrixView c, bool adds) =>
        Dispatch(a, b, c, adds ? c.First : null, adds ? c.RowStride : 0);

    /// <summary>Computes <c>C = A·B + bias</c>.</summary>
    /// <param name="a">A, <c>[rows, depth]</c>.</param>
    /// <param name="b">B, <c>[depth, columns]</c>.</param>
    /// <param name="c">C, <c>[rows, columns]</c>, with contiguous rows; overlaps neither A nor B.</param>
    /// <param name="bias">The numbers that are added to each row, <c>[columns]</c>; null for none.</param>
    public static void Run(MatrixView a, MatrixView b, MatrixView c, float* bias) => Dispatch(a, b, c, bias, 0);

    private static void Dispatch(MatrixView a, MatrixView b, MatrixView c, float* start, nint startStride)
    {
        if (Vector512.IsHardwareAccelerated)
            Divide<Width512, Vector512<float>>(a, b, c, start, startStride);
        else if (Fma.IsSupported)
            Divide<Width256, Vector256<float>>(a, b, c, start, startStride);
        else
            Divide<Width128, Vector128<float>>(a, b, c, start, startStride);
    }

    /// <summary>
    /// Divides the product among threads: by rows, so that a thread finds the rows that it wrote in its cache; by panels, which are then
    /// copied once, if there are few rows.
    /// </summary>
    private static void Divide<TWidth, TVector>(MatrixView a, MatrixView b, MatrixView c, float* start, nint startStride)
        where TWidth : IVectorWidth<TVector>
        where TVector : struct
    {
        int panels = Count(c.Columns, 2 * TWidth.Count);
        int tiles = Count(c.Rows, TWidth.TileRows);
        bool isByPanels = tiles < 4 * ThreadTeam.Threads && panels >= ThreadTeam.Threads;
        int parts = ThreadTeam.Parts((long)a.Rows * a.Columns * c.Columns, isByPanels ? panels : tiles);
        if (parts == 1)
        {
            Run<TWidth, TVector>(a, b, c, start, startStride);
            return;
        }

        var work = new Part<TWidth, TVector>(a, b, c, start, startStride, isByPanels, parts);
        ThreadTeam.Run(ref work, parts);
    }

    private static int Count(int numbers, int size) => (numbers + size - 1) / size;

    /// <summary>Computes the product with vectors of one width.</summary>
    /// <param name="a">A, <c>[rows, depth]</c>.</param>
    /// <param name="b">B, <c>[depth, columns]</c>.</param>
    /// <param name="c">C, <c>[rows, columns]</c>.</param>
    /// <param name="start">What the product is added to, with contiguous rows; null for 0.</param>
    /// <param name="startStride">The distance between its rows; 0 for the same row.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TWidth, TVector>(MatrixView a, MatrixView b, MatrixView c, float* start, nint startStride)
        where TWidth : IVectorWidth<TVector>
        where TVector : struct
    {
        float* memory = stackalloc float[(BlockDepth * MaxWidth) + (MaxRows * MaxWidth) + (Alignment / sizeof(float))];
        float* panel = (float*)(((nuint)memory + Alignment - 1) & ~(nuint)(Alignment - 1));
        float* edge = panel + (BlockDepth * MaxWidth);
        int depth = 0;
        do
        {
            int blockDepth = Math.Min(BlockDepth, b.Rows - depth);
            for (int column = 0; column < c.Columns; column += 2 * TWidth.Count)
            {
                int count = Math.Min(2 * TWidth.Count, c.Columns - column);
                bool isWide = count > TWidth.Count;
                int width = (isWide ? 2 : 1) * TWidth.Count;
                Panel.Pack(b.Part(depth, blockDepth, column, count), panel, width);
                var rowsOfA = a.Part(0, a.Rows, depth, blockDepth);
                var part = c.Part(0, c.Rows, column, count);
                float* startOfPart = start == null ? null : start + column;
                if (count == width)
                    MultiplyPanel<TWidth, TVector>(rowsOfA, panel, isWide, startOfPart, startStride, part);
                else
                    MultiplyEdge<TWidth, TVector>(rowsOfA, panel, isWide, startOfPart, startStride, part, edge);
            }

            // All other blocks are added to the result of the first.
            start = c.First;
            startStride = c.RowStride;
            depth += BlockDepth;
        }
        while (depth < b.Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPanel<TWidth, TVector>(
        MatrixView a, float* panel, bool isWide, float* start, nint startStride, MatrixView c)
        where TWidth : IVectorWidth<TVector>
        where TVector : struct
    {
        var tiles = new RowTiles(a.Rows, TWidth.TileRows);
        for (int tile = 0; tile < tiles.Count; tile++)
        {
            int row = tiles.Start(tile);
            Tile<TWidth, TVector>.Run(
                tiles.Start(tile + 1) - row, isWide, a.At(row, 0), a.RowStride, a.ColumnStride, panel,
                start == null ? null : start + (row * startStride), startStride, c.At(row, 0), c.RowStride, a.Columns);
        }
    }

    /// <summary>Multiplies with the last panel, which has fewer columns than its vectors, in memory that has them all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyEdge<TWidth, TVector>(
        MatrixView a, float* panel, bool isWide, float* start, nint startStride, MatrixView c, float* edge)
        where TWidth : IVectorWidth<TVector>
        where TVector : struct
    {
        var tiles = new RowTiles(a.Rows, TWidth.TileRows);
        for (int tile = 0; tile < tiles.Count; tile++)
        {
            int row = tiles.Start(tile);
            int rows = tiles.Start(tile + 1) - row;
            for (int i = 0; start != null && i < rows; i++)
                Copy(start + ((row + i) * startStride), edge + (i * MaxWidth), c.Columns);
            Tile<TWidth, TVector>.Run(
                rows, isWide, a.At(row, 0), a.RowStride, a.ColumnStride, panel, start == null ? null : edge, MaxWidth, edge, MaxWidth,
                a.Columns);
            for (int i = 0; i < rows; i++)
                Copy(edge + (i * MaxWidth), c.At(row + i, 0), c.Columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new(to, count));

    /// <summary>Some panels or tiles of rows of a product.</summary>
    private readonly struct Part<TWidth, TVector>(
        MatrixView a, MatrixView b, MatrixView c, float* start, nint startStride, bool isByPanels, int parts) : IParallelWork
        where TWidth : IVectorWidth<TVector>
        where TVector : struct
    {
        public void Run(int part)
        {
            if (isByPanels)
            {
                var (column, width) = Range(c.Columns, 2 * TWidth.Count, part);
                float* startOfPart = start == null ? null : start + column;
                MatrixProduct.Run<TWidth, TVector>(
                    a, b.Part(0, b.Rows, column, width), c.Part(0, c.Rows, column, width), startOfPart, startStride);
            }
            else
            {
                var (row, count) = Range(c.Rows, TWidth.TileRows, part);
                float* startOfPart = start == null ? null : start + (row * startStride);
                MatrixProduct.Run<TWidth, TVector>(
                    a.Part(row, count, 0, a.Columns), b, c.Part(row, count, 0, c.Columns), startOfPart, startStride);
            }
        }

        /// <summary>The panels or tiles of a part, spread evenly over all parts.</summary>
        private (int First, int Count) Range(int numbers, int size, int part)
        {
            int whole = Count(numbers, size);
            int first = ThreadTeam.Start(part, parts, whole) * size;
            return (first, Math.Min(ThreadTeam.Start(part + 1, parts, whole) * size, numbers) - first);
        }
    }

    /// <summary>Rows, spread evenly over as few tiles as possible: nine rows are five and four, not eight and one.</summary>
    private readonly struct RowTiles(int rows, int most)
    {
        public int Count { get; } = (rows + most - 1) / most;

        public int Start(int tile) => (int)((long)rows * tile / Count);
    }
}
