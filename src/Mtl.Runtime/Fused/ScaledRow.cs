using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>Weighted sums of rows.</summary>
internal static class ScaledRow
{
    /// <summary><c>sum += factor·row</c>; the first row of a sum overwrites the old content.</summary>
    public static void AddTo(Span<float> sum, ReadOnlySpan<float> row, float factor, bool isFirst)
    {
        if (isFirst)
            TensorPrimitives.Multiply(row, factor, sum);
        else
            TensorPrimitives.MultiplyAdd(row, factor, sum, sum);
    }
}
