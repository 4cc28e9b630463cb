using System.Numerics.Tensors;

namespace Mtl.Emitted;

/// <summary>
/// The binary cross-entropy of one answer, or its mean over several flags: <c>L = softplus(z) − t·z</c>, where the target t is the
/// answer y, smoothed by ε: <c>t = y·(1 − ε) + ε/2</c>. The focal loss (Lin et al. 2017) multiplies it by <c>(1 − p)^γ</c>, where p is
/// the probability of y.
/// </summary>
/// <param name="output">The logits.</param>
/// <param name="labelSmoothing">ε.</param>
/// <param name="weights">The factor of the loss of every flag, for no and for yes.</param>
/// <param name="focalGamma">γ, or null.</param>
internal sealed class AnswerLossStep(StepValue output, double labelSmoothing, (float No, float Yes)[] weights, double? focalGamma) : ColumnLossStep(output)
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
        for (int flag = 0; flag < weights.Length; flag++)
        {
            labels.CopyNumbers(flag, weights.Length, answers);
            TensorPrimitives.Multiply(answers, (weights[flag].Yes - weights[flag].No) / weights.Length, rowWeights);
            TensorPrimitives.Add(rowWeights, weights[flag].No / weights.Length, rowWeights);
            TensorPrimitives.Multiply(rowWeights, labels.Present, rowWeights);
            Compute(columns.Output(flag), answers, losses, columns.Slope(flag));
            sum += Weigh(losses, columns.Slope(flag), rowWeights, factor);
        }

        return sum;
    }

    /// <summary>Loss and derivative for logits and answers, which become targets.</summary>
    private void Compute(Span<float> logits, Span<float> answers, Span<float> losses, Span<float> slopes)
    {
        if (focalGamma is { } gamma)
        {
            for (int i = 0; i < logits.Length; i++)
                (losses[i], slopes[i]) = Focal(logits[i], answers[i], (float)gamma);
            return;
        }

        TensorPrimitives.Multiply(answers, (float)(1 - labelSmoothing), answers);
        TensorPrimitives.Add(answers, (float)labelSmoothing / 2, answers);
        BinaryCrossEntropy.Compute(logits, answers, losses, slopes);
    }

    /// <summary>
    /// With <c>f = (1 − p)^γ</c>, <c>1 − p = σ(s)</c> and <c>s = z·(1 − 2y)</c>: <c>d(f·L) = f·(dL + L·γ·(1 − σ(s))·(1 − 2y))</c>. There is no smoothing.
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
