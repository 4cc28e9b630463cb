using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>Sums of rows that are each multiplied with a number.</summary>
internal static class ScaledRow
{
    /// <summary><c>sum += factor·row</c>; the first row of a sum is written over what was there.</summary>
    public static void AddTo(Span<float> sum, ReadOnlySpan<float> row, float factor, bool isFirst)
    {
        if (isFirst)
            TensorPrimitives.Multiply(row, factor, sum);
        else
            TensorPrimitives.MultiplyAdd(row, factor, sum, sum);
    }
}
