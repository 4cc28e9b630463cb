namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with <c>Σw = 1</c> and the same projection on every direction <c>u = g/‖g‖</c> (Liu et al. 2021):
/// <c>w ∝ (C⁺·1)/‖g‖</c> with the cosines <c>C = UUᵀ</c>. Preferences are ignored.
/// </summary>
/// <remarks>
/// If the gradients are linearly dependent, there are several solutions or none. C⁺ is therefore the Moore–Penrose pseudo-inverse, whose
/// factors of the directions u are the minimum-norm least-squares solution. Eigenvalues of C below 1e-6 of the largest count as 0. If C⁺·1
/// is 0, or the sum of its w is 0, all directions have the same factor: <c>w ∝ 1/‖g‖</c>.
/// </remarks>
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
