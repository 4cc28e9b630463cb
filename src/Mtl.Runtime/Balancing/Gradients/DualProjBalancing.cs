namespace Mtl;

/// <summary>
/// The mean gradient, weighted by preferences, projected onto the cone of the directions that have no negative product with any gradient
/// (Lopez-Paz and Ranzato 2017).
/// </summary>
public sealed class DualProjBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights) =>
        ConflictFreeCone.Project(gradients.Matrix, gradients.MeanWeights()).CopyTo(weights);
}
