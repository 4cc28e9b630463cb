namespace Mtl;

/// <summary>
/// The mean of the gradients, weighted by p, projected onto the dual cone of the gradients: the directions v with <c>g·v ≥ 0</c> for every
/// gradient, which increase no loss to first order (Lopez-Paz and Ranzato 2017).
/// </summary>
public sealed class DualProjBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights) =>
        ConflictFreeCone.Project(gradients.Matrix, gradients.MeanWeights()).CopyTo(weights);
}
