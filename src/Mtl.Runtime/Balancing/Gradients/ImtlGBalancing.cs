namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with <c>Σw = 1</c> and the same projection on every task's direction <c>g/‖g‖</c> (Liu et al. 2021). Where gradients depend on each other, the
/// pseudo-inverse decides; where no such combination adds up to 1, the directions count alike. Preferences are ignored.
/// </summary>
public sealed class ImtlGBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(TaskGradientProducts gradients, Span<double> weights, Span<double> headWeights)
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
