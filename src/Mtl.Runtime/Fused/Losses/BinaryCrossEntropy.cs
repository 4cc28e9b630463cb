using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>The binary cross-entropy of logits z and targets t, <c>softplus(z) − t·z</c>, computed so that nothing overflows.</summary>
internal static class BinaryCrossEntropy
{
    /// <summary>Computes losses and derivatives of a column: <c>max(z, 0) − z·t + log(1 + e^−|z|)</c> and <c>σ(z) − t</c>.</summary>
    /// <param name="logits">The logits; they are overwritten.</param>
    /// <param name="targets">The targets, from 0 to 1; they are overwritten.</param>
    /// <param name="losses">Receives the losses.</param>
    /// <param name="slopes">Receives the derivatives.</param>
    public static void Compute(Span<float> logits, Span<float> targets, Span<float> losses, Span<float> slopes)
    {
        TensorPrimitives.Sigmoid(logits, slopes);
        TensorPrimitives.Subtract(slopes, targets, slopes);
        TensorPrimitives.Abs(logits, losses);
        TensorPrimitives.Negate(losses, losses);
        TensorPrimitives.Exp(losses, losses);
        TensorPrimitives.LogP1(losses, losses);
        TensorPrimitives.Multiply(logits, targets, targets);
        TensorPrimitives.Subtract(losses, targets, losses);
        TensorPrimitives.Max(logits, 0, logits);
        TensorPrimitives.Add(losses, logits, losses);
    }
}
