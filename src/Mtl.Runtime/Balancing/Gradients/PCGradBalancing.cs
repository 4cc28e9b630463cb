namespace Mtl;

/// <summary>
/// <c>Σ p·g′</c> with gradient projection (Yu et al. 2020): for every task i, <c>g_i′ = g_i</c>, and for the other tasks j in random order,
/// if <c>g_i′·g_j &lt; 0</c>, then <c>g_i′ −= (g_i′·g_j/‖g_j‖²)·g_j</c>.
/// </summary>
public sealed class PCGradBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights) =>
        new GradientProjection(gradients, Random).Run(
            weights, (projection, _, other) => -Math.Min(projection.ProductWith(other), 0) / gradients[other, other]);
}
