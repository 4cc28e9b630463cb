using System.Numerics.Tensors;

namespace Mtl.Kernels;

/// <summary>The sum over the rows of a matrix, in their order.</summary>
internal static unsafe class RowSum
{
    /// <summary>Computes <c>sum = Σ rows</c>, or <c>sum += Σ rows</c>.</summary>
    /// <param name="matrix">The matrix, with contiguous rows.</param>
    /// <param name="sum">Receives the sum, <c>[columns]</c>.</param>
    /// <param name="adds">Whether the rows are added to the content of the sum.</param>
    public static void Run(MatrixView matrix, float* sum, bool adds)
    {
        var result = new Span<float>(sum, matrix.Columns);
        if (!adds)
            result.Clear();
        for (int row = 0; row < matrix.Rows; row++)
            TensorPrimitives.Add(result, new ReadOnlySpan<float>(matrix.At(row, 0), matrix.Columns), result);
    }
}
