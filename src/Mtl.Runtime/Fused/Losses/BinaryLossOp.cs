using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>
/// The weighted binary cross-entropy of one answer, or its mean over several flags: <c>L = w·(softplus(z) − t·z)</c>, where weight and
/// target follow from the label (<see cref="BinaryTarget"/>). The focal loss (Lin et al. 2017) multiplies it by <c>(1 − p)^γ</c>, where p
/// is the probability of the label.
/// </summary>
/// <param name="output">The logits.</param>
/// <param name="no">For every flag what is asked for where the label is no.</param>
/// <param name="yes">For every flag what is asked for where the label is yes.</param>
/// <param name="focalGamma">γ, or null.</param>
internal sealed class BinaryLossOp(StepValue output, BinaryTarget[] no, BinaryTarget[] yes, double? focalGamma) : ColumnLossOp(output)
{
    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        int rows = columns.Rows;
        var room = scratch.Columns(3, rows);
        var answers = room[..rows];
        var rowWeights = room[rows..(2 * rows)];
        var losses = room[(2 * rows)..];
        double sum = 0;
        for (int flag = 0; flag < no.Length; flag++)
        {
            labels.CopyKnownNumbers(flag, no.Length, answers);
            Choose(answers, no[flag].Weight / no.Length, yes[flag].Weight / no.Length, rowWeights);
            TensorPrimitives.Multiply(rowWeights, labels.Present, rowWeights);
            Choose(answers, no[flag].Target, yes[flag].Target, answers);
            Compute(columns.Output(flag), answers, losses, columns.Slope(flag));
            sum += Weigh(losses, columns.Slope(flag), rowWeights, factor);
        }

        return sum;
    }

    /// <summary>A number for no and another for yes: linear in the answer, which is 1 or 0.</summary>
    private static void Choose(ReadOnlySpan<float> answers, double no, double yes, Span<float> numbers)
    {
        TensorPrimitives.Multiply(answers, (float)(yes - no), numbers);
        TensorPrimitives.Add(numbers, (float)no, numbers);
    }

    /// <summary>Loss and derivative for logits and targets; both are overwritten.</summary>
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
    /// With <c>f = (1 − p)^γ</c>, <c>1 − p = σ(s)</c> and <c>s = z·(1 − 2y)</c>: <c>d(f·L) = f·(dL + L·γ·(1 − σ(s))·(1 − 2y))</c>. There is
    /// no smoothing: the target is the answer.
    /// </summary>
    private static (float Loss, float Slope) Focal(float z, float answer, float gamma)
    {
        var (sigma, complement, bend) = Logistic.Of(z);
        float loss = MathF.Max(z, 0) - (z * answer) + bend;
        float sign = 1 - (2 * answer);
        float factor = MathF.Exp(gamma * (MathF.Min(z * sign, 0) - bend));
        float isRight = sign > 0 ? complement : sigma; // 1 − σ(s)
        return (factor * loss, factor * (sigma - answer + (loss * gamma * isRight * sign)));
    }
}
