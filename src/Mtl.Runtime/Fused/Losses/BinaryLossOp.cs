using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>
/// The weighted binary cross-entropy of a single label, or its mean over several flags: <c>L = w·(softplus(z) − t·z)</c>, where weight
/// and target are functions of the label (<see cref="BinaryTarget"/>). The focal loss (Lin et al. 2017) multiplies it by
/// <c>(1 − p)^γ</c>, where p is the predicted probability of the label.
/// </summary>
/// <param name="output">The logits.</param>
/// <param name="no">Target and weight of every flag for the label 0.</param>
/// <param name="yes">Target and weight of every flag for the label 1.</param>
/// <param name="focalGamma">γ, or null.</param>
internal sealed class BinaryLossOp(StepValue output, BinaryTarget[] no, BinaryTarget[] yes, double? focalGamma) : ColumnLossOp(output)
{
    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        int rows = columns.Rows;
        var buffer = scratch.Columns(3, rows);
        var targets = buffer[..rows];
        var rowWeights = buffer[rows..(2 * rows)];
        var losses = buffer[(2 * rows)..];
        double sum = 0;
        for (int flag = 0; flag < no.Length; flag++)
        {
            labels.CopyKnownNumbers(flag, no.Length, targets);
            Choose(targets, no[flag].Weight / no.Length, yes[flag].Weight / no.Length, rowWeights);
            TensorPrimitives.Multiply(rowWeights, labels.Present, rowWeights);
            Choose(targets, no[flag].Target, yes[flag].Target, targets);
            Compute(columns.Output(flag), targets, losses, columns.Slope(flag));
            sum += Weigh(losses, columns.Slope(flag), rowWeights, factor);
        }

        return sum;
    }

    /// <summary>Computes <c>no + label·(yes − no)</c>: one number for the label 0 and another for the label 1.</summary>
    private static void Choose(ReadOnlySpan<float> labels, double no, double yes, Span<float> numbers)
    {
        TensorPrimitives.Multiply(labels, (float)(yes - no), numbers);
        TensorPrimitives.Add(numbers, (float)no, numbers);
    }

    /// <summary>Computes losses and derivatives from logits and targets, which are both overwritten.</summary>
    private void Compute(Span<float> logits, Span<float> targets, Span<float> losses, Span<float> slopes)
    {
        if (focalGamma is not { } gamma)
        {
            BinaryCrossEntropy.Compute(logits, targets, losses, slopes);
            return;
        }

        for (int i = 0; i < logits.Length; i++)
            (losses[i], slopes[i]) = Focal(logits[i], targets[i], (float)gamma);
    }

    /// <summary>
    /// With <c>f = (1 − p)^γ</c>, <c>1 − p = σ(s)</c> and <c>s = z·(1 − 2y)</c>: <c>d(f·L) = f·(dL + L·γ·(1 − σ(s))·(1 − 2y))</c>. The
    /// target is the label y, because the focal loss has no label smoothing.
    /// </summary>
    private static (float Loss, float Slope) Focal(float z, float y, float gamma)
    {
        var (sigma, complement, log) = Logistic.Of(z);
        float loss = MathF.Max(z, 0) - (z * y) + log;
        float sign = 1 - (2 * y);
        float factor = MathF.Exp(gamma * (MathF.Min(z * sign, 0) - log));
        float p = sign > 0 ? complement : sigma; // 1 − σ(s)
        return (factor * loss, factor * (sigma - y + (loss * gamma * p * sign)));
    }
}
