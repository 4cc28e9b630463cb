namespace Mtl;

/// <summary>
/// The mean gradient, weighted by preferences, after the principal components of the gradients were all made as long as the shortest:
/// <c>w = √λ_min·V·λ^(−1/2)·Vᵀ·m</c> with <c>GGᵀ = V·λ·Vᵀ</c> and m the weights of the mean (Senushkin et al. 2023). There are as many
/// components as gradients that do not depend on each other. That is judged by their cosines, where the authors' code compares the λ with
/// each other: however much the lengths of the gradients differ, no direction is lost.
/// </summary>
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
