using System.Runtime.CompilerServices;

namespace Mtl.Kernels;

/// <summary>
/// The innermost loops of a product: a few rows and one or two vectors of columns of C, held in registers while the depth is traversed.
/// </summary>
/// <remarks>
/// For every step of the depth it reads one or two vectors of B and one number of A for each row: 16 multiply-adds for 10 reads with eight
/// rows. The accumulators are named variables, because arrays would be kept in memory. The conditions are constants of the
/// instantiation, so that the compiler removes them. Arguments are numbers rather than views: passing three views to every tile made
/// products of a short depth a third slower.
/// </remarks>
/// <typeparam name="TWidth">The operations of the vector.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
internal static unsafe class Tile<TWidth, TVector>
    where TWidth : IVectorWidth<TVector>
    where TVector : struct
{
    /// <summary>Computes <c>C = start + A·B</c> for the rows of a tile.</summary>
    /// <param name="rows">The number of rows; at most 8.</param>
    /// <param name="isWide">Whether the tile has two vectors of columns; else one.</param>
    /// <param name="a">The first number of A.</param>
    /// <param name="rowStride">The distance between the rows of A.</param>
    /// <param name="depthStride">The distance between the columns of A.</param>
    /// <param name="panel">The columns of B, <c>[depth, vectors · width]</c>, contiguous.</param>
    /// <param name="start">What the product is added to; null for 0.</param>
    /// <param name="startStride">The distance between its rows; 0 for the same row, a bias.</param>
    /// <param name="c">The result.</param>
    /// <param name="stride">The distance between its rows.</param>
    /// <param name="depth">The number of columns of A; can be 0.</param>
    public static void Run(
        int rows, bool isWide, float* a, nint rowStride, nint depthStride, float* panel, float* start, nint startStride, float* c,
        nint stride, nint depth)
    {
        if (isWide)
            Run<Two>(rows, a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
        else
            Run<One>(rows, a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
    }

    private static void Run<TVectors>(
        int rows, float* a, nint rowStride, nint depthStride, float* panel, float* start, nint startStride, float* c, nint stride,
        nint depth)
        where TVectors : IConstant
    {
        switch (rows)
        {
            case 1:
                Run<One, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
            case 2:
                Run<Two, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
            case 3:
                Run<Three, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
            case 4:
                Run<Four, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
            case 5:
                Run<Five, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
            case 6:
                Run<Six, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
            case 7:
                Run<Seven, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
            default:
                Run<Eight, TVectors>(a, rowStride, depthStride, panel, start, startStride, c, stride, depth);
                break;
        }
    }

    // Compiled with all optimizations at once: the first tier is several times slower, and loops stay in it for seconds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows, TVectors>(
        float* a, nint rowStride, nint depthStride, float* panel, float* start, nint startStride, float* c, nint stride, nint depth)
        where TRows : IConstant
        where TVectors : IConstant
    {
        TVector c00 = default, c10 = default, c20 = default, c30 = default, c40 = default, c50 = default, c60 = default, c70 = default;
        TVector c01 = default, c11 = default, c21 = default, c31 = default, c41 = default, c51 = default, c61 = default, c71 = default;
        if (start != null)
        {
            Load<TVectors>(start, ref c00, ref c01);
            if (TRows.Value > 1)
                Load<TVectors>(start + startStride, ref c10, ref c11);
            if (TRows.Value > 2)
                Load<TVectors>(start + (2 * startStride), ref c20, ref c21);
            if (TRows.Value > 3)
                Load<TVectors>(start + (3 * startStride), ref c30, ref c31);
            if (TRows.Value > 4)
                Load<TVectors>(start + (4 * startStride), ref c40, ref c41);
            if (TRows.Value > 5)
                Load<TVectors>(start + (5 * startStride), ref c50, ref c51);
            if (TRows.Value > 6)
                Load<TVectors>(start + (6 * startStride), ref c60, ref c61);
            if (TRows.Value > 7)
                Load<TVectors>(start + (7 * startStride), ref c70, ref c71);
        }

        // Three addresses and two strides reach all eight rows without an address in a register for each.
        float* a3 = a + (3 * rowStride);
        float* a6 = a + (6 * rowStride);
        nint twoRows = 2 * rowStride;
        for (nint k = depth; k > 0; k--)
        {
            var b0 = TWidth.Load(panel);
            var b1 = TVectors.Value > 1 ? TWidth.Load(panel + TWidth.Count) : default;
            MultiplyAdd<TVectors>(a[0], b0, b1, ref c00, ref c01);
            if (TRows.Value > 1)
                MultiplyAdd<TVectors>(a[rowStride], b0, b1, ref c10, ref c11);
            if (TRows.Value > 2)
                MultiplyAdd<TVectors>(a[twoRows], b0, b1, ref c20, ref c21);
            if (TRows.Value > 3)
                MultiplyAdd<TVectors>(a3[0], b0, b1, ref c30, ref c31);
            if (TRows.Value > 4)
                MultiplyAdd<TVectors>(a3[rowStride], b0, b1, ref c40, ref c41);
            if (TRows.Value > 5)
                MultiplyAdd<TVectors>(a3[twoRows], b0, b1, ref c50, ref c51);
            if (TRows.Value > 6)
                MultiplyAdd<TVectors>(a6[0], b0, b1, ref c60, ref c61);
            if (TRows.Value > 7)
                MultiplyAdd<TVectors>(a6[rowStride], b0, b1, ref c70, ref c71);
            panel += TVectors.Value * TWidth.Count;
            a += depthStride;
            a3 += depthStride;
            a6 += depthStride;
        }

        Store<TVectors>(c00, c01, c);
        if (TRows.Value > 1)
            Store<TVectors>(c10, c11, c + stride);
        if (TRows.Value > 2)
            Store<TVectors>(c20, c21, c + (2 * stride));
        if (TRows.Value > 3)
            Store<TVectors>(c30, c31, c + (3 * stride));
        if (TRows.Value > 4)
            Store<TVectors>(c40, c41, c + (4 * stride));
        if (TRows.Value > 5)
            Store<TVectors>(c50, c51, c + (5 * stride));
        if (TRows.Value > 6)
            Store<TVectors>(c60, c61, c + (6 * stride));
        if (TRows.Value > 7)
            Store<TVectors>(c70, c71, c + (7 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TVectors>(float* from, ref TVector first, ref TVector second)
        where TVectors : IConstant
    {
        first = TWidth.Load(from);
        if (TVectors.Value > 1)
            second = TWidth.Load(from + TWidth.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(float a, TVector b0, TVector b1, ref TVector c0, ref TVector c1)
        where TVectors : IConstant
    {
        var all = TWidth.Broadcast(a);
        c0 = TWidth.MultiplyAdd(all, b0, c0);
        if (TVectors.Value > 1)
            c1 = TWidth.MultiplyAdd(all, b1, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(TVector first, TVector second, float* to)
        where TVectors : IConstant
    {
        TWidth.Store(first, to);
        if (TVectors.Value > 1)
            TWidth.Store(second, to + TWidth.Count);
    }
}
