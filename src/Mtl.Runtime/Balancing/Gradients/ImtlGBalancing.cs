namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with <c>Σw = 1</c> and the same projection on every task's direction <c>u = g/‖g‖</c> (Liu et al. 2021):
/// <c>w ∝ (C⁺·1)/‖g‖</c> with the cosines <c>C = UUᵀ</c>. Where gradients depend on each other, more than one w does it, or none; then C⁺
/// is the pseudo-inverse of Moore and Penrose of C, which takes the least factors of the directions u, in the sum of their squares, that
/// come nearest to equal projections. Eigenvalues of C below 1e-6 of the largest count as 0. Where C⁺·1 is 0, or its w adds up to 0, the
/// directions count alike: <c>w ∝ 1/‖g‖</c>. Preferences are ignored.
/// </summary>
public sealed class ImtlGBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var units = new UnitGradients(gradients);
        double[] ones = [.. Enumerable.Repeat(1.0, units.Count)];
        units.Write(units.Solve(ones), weights);
        if (!TryScale(weights))
        {
            units.Write(ones, weights);
            TryScale(weights);
        }
    }

    private static bool TryScale(Span<double> weights)
    {
        double sum = 0;
        double size = 0;
        foreach (double weight in weights)
        {
            sum += weight;
            size += Math.Abs(weight);
        }

        if (!(Math.Abs(sum) > UnitGradients.Rounding * size))
            return false;
        foreach (ref double weight in weights)
            weight /= sum;
        return true;
    }
}
