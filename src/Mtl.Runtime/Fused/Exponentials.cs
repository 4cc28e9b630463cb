using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>The numerators of a softmax: exponentials of logits relative to the largest of the row, so that nothing overflows.</summary>
internal static class Exponentials
{
    /// <summary><c>e_i = exp(z_i − max z)</c>.</summary>
    /// <param name="logits">The row, z.</param>
    /// <param name="exponentials">Receives e.</param>
    /// <returns><c>max z</c> and <c>Σ e_i</c>.</returns>
    public static (float Largest, float Sum) Of(ReadOnlySpan<float> logits, Span<float> exponentials)
    {
        float largest = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, largest, exponentials);
        TensorPrimitives.Exp<float>(exponentials, exponentials);
        return (largest, TensorPrimitives.Sum<float>(exponentials));
    }
}
