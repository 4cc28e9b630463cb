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
internal sealed class AnswerLossStep(StepValue output, double labelSmoothing, (float No, float Yes)[] weights, double? focalGamma) : RowLossStep(output)
{
    /// <inheritdoc/>
    protected override float Row(ReadOnlySpan<float> output, RowLabels labels, int row, Span<float> gradient)
    {
        var answers = labels.Numbers(row);
        float sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            var (loss, slope) = Element(output[i], answers[i]);
            float weight = (weights[i].No + ((weights[i].Yes - weights[i].No) * answers[i])) / output.Length;
            sum += weight * loss;
            gradient[i] = weight * slope;
        }

        return sum;
    }

    private (float Loss, float Slope) Element(float z, float answer)
    {
        float target = (float)((answer * (1 - labelSmoothing)) + (labelSmoothing / 2));
        float decay = MathF.Exp(-MathF.Abs(z));
        float probability = z >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
        float loss = MathF.Max(z, 0) - (z * target) + Log1P(decay);
        float slope = probability - target;
        if (focalGamma is not { } gamma)
            return (loss, slope);

        // 1 − p = σ(s) with s = z·(1 − 2y); d log σ(s) / dz = (1 − σ(s))·(1 − 2y)
        float sign = 1 - (2 * answer);
        float s = z * sign;
        float other = s >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
        float factor = MathF.Exp((float)gamma * (MathF.Min(s, 0) - Log1P(decay)));
        return (factor * loss, factor * (slope + (loss * (float)gamma * (1 - other) * sign)));
    }

    /// <summary>log(1 + x) without the rounding of 1 + x, for x in [0, 1] (Kahan).</summary>
    private static float Log1P(float x)
    {
        float sum = 1 + x;
        return sum == 1 ? x : MathF.Log(sum) * (x / (sum - 1));
    }
}
