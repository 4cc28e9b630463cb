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
            var (sigma, _, bend) = Logistic.Of(z);
            sum += MathF.Max(z, 0) - (z * isAbove) + bend;
            gradient[step] = weight * (sigma - isAbove);
        }

        return weight * sum;
    }
}
