namespace Mtl;

/// <summary>
/// The mean gradient, weighted by preferences, after the principal components of the gradients were all made as long as the shortest:
/// <c>w = √λ_min·V·λ^(−1/2)·Vᵀ·m</c> with <c>GGᵀ = V·λ·Vᵀ</c> and m the weights of the mean (Senushkin et al. 2023). Components that are rounding, below
/// 1.2e-7·T of the largest λ, are left out, as in the authors' code.
/// </summary>
public sealed class AlignedMtlBalancing : GradientBalancing
{
    private const double Rounding = 1.1920929e-7; // The precision of float32.

    /// <inheritdoc/>
    protected override void Weigh(TaskGradientProducts gradients, Span<double> weights, Span<double> headWeights)
    {
        var eigen = new SymmetricEigen(gradients.Matrix);
        double least = Rounding * gradients.Count * eigen.Largest;
        double smallest = eigen.Values.Where(value => value > least).DefaultIfEmpty(0).Min();
        eigen.Apply(value => value > least ? Math.Sqrt(smallest / value) : 0, gradients.MeanWeights()).CopyTo(weights);
    }
}
