namespace Mtl;

/// <summary>
/// The sum of the gradients after projection: for every task i and the others j in random order, if <c>g_i′·g_j &lt; 0</c>, then
/// <c>g_i′ −= (g_i′·g_j/‖g_j‖²)·g_j</c> (Yu et al. 2020). Each projected gradient counts with the preference of its task.
/// </summary>
public sealed class PCGradBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights) =>
        new GradientProjection(gradients, Random).Run(
            weights, (surgery, _, other) => -Math.Min(surgery.ProductWith(other), 0) / gradients[other, other]);
}
