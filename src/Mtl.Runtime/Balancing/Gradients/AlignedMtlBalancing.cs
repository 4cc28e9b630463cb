namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with <c>w = √λ_min·V·λ^(−1/2)·Vᵀ·m</c>, where <c>GGᵀ = V·λ·Vᵀ</c> and <c>m = p/Σp</c> (Senushkin et al. 2023): the mean of
/// the gradients, weighted by p, after all their principal components are scaled to the length of the shortest.
/// </summary>
/// <remarks>
/// The number of components is the number of linearly independent gradients. It is determined from their cosines, whereas the code of the
/// authors compares the λ with each other: no direction is lost, however much the norms of the gradients differ.
/// </remarks>
public sealed class AlignedMtlBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var units = new UnitGradients(gradients);
        var products = units.IndependentCosines(out int rank);
        for (int i = 0; i < units.Count; i++)
        {
            for (int j = 0; j < units.Count; j++)
                products[i, j] *= units.Lengths[i] * units.Lengths[j];
        }

        var eigen = new SymmetricEigen(products);
        double smallest = eigen.Values.OrderDescending().Take(rank).LastOrDefault();
        double[] aligned = eigen.Apply(value => value >= smallest ? Math.Sqrt(smallest / value) : 0, units.Select(gradients.MeanWeights()));
        units.Write([.. aligned.Zip(units.Lengths, (weight, length) => weight * length)], weights);
    }
}
