using System.Numerics.Tensors;

namespace Mtl;

/// <summary>The softmax of a few numbers, in double precision.</summary>
internal static class Softmax
{
    /// <summary>Replaces values by their softmax.</summary>
    public static void Apply(Span<double> values)
    {
        TensorPrimitives.Subtract(values, TensorPrimitives.Max<double>(values), values);
        TensorPrimitives.Exp(values, values);
        TensorPrimitives.Divide(values, TensorPrimitives.Sum<double>(values), values);
    }
}
