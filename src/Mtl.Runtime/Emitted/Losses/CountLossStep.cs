namespace Mtl.Emitted;

/// <summary>The negative log-likelihood of a count y under a Poisson distribution with rate eˢ, without its constant: <c>L = eˢ − y·s</c>.</summary>
internal sealed class CountLossStep(StepValue output) : RowLossStep(output)
{
    /// <inheritdoc/>
    protected override float Row(ReadOnlySpan<float> output, RowLabels labels, int row, Span<float> gradient)
    {
        float rate = MathF.Exp(output[0]);
        float count = labels.Numbers(row)[0];
        gradient[0] = rate - count;
        return rate - (count * output[0]);
    }
}
