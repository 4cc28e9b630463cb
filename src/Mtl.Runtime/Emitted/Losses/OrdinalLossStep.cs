namespace Mtl.Emitted;

/// <summary>
/// The negative log-likelihood of a rank y as conditional steps (CORN: Shi, Cao and Raschka 2021): the binary cross-entropy of
/// "above k" over all steps k ≤ y.
/// </summary>
internal sealed class OrdinalLossStep(StepValue output, double[]? weights) : RowLossStep(output)
{
    /// <inheritdoc/>
    protected override float Row(ReadOnlySpan<float> output, RowLabels labels, int row, Span<float> gradient)
    {
        int rank = labels.Index(row);
        float weight = (float)(weights?[rank] ?? 1);
        float sum = 0;
        gradient.Clear();
        for (int step = 0; step < output.Length && step <= rank; step++)
        {
            float z = output[step];
            float isAbove = rank > step ? 1 : 0;
            float decay = MathF.Exp(-MathF.Abs(z));
            sum += MathF.Max(z, 0) - (z * isAbove) + MathF.Log(1 + decay);
            gradient[step] = weight * ((z >= 0 ? 1 / (1 + decay) : decay / (1 + decay)) - isAbove);
        }

        return weight * sum;
    }
}
