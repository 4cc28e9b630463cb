namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with <c>GGᵀ·w = p·w^(−1/Alpha)</c>, an α-fair distribution of the progress, by Newton's method (Ban and Ji 2024). w weights
/// the task-specific parameters too. If a convex combination of the gradients is 0, there is no solution: the direction is then 0, and the
/// task-specific parameters are weighted by p.
/// </summary>
public sealed class FairGradBalancing : GradientBalancing
{
    /// <summary>The exponent α, above 0: 1 is proportional fairness, a higher one favors the worst task.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public double Alpha { get; init => field = OptionRange.Above0(value, nameof(Alpha)); } = 1;

    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var units = new UnitGradients(gradients);
        double[] demands = units.Select(headWeights); // The preferences.
        for (int i = 0; i < demands.Length; i++)
            demands[i] *= Math.Pow(units.Lengths[i], (1 / Alpha) - 1);
        weights.Clear();
        if (units.Count == 0 || FairWeights.Solve(units.Cosines, demands, Alpha) is not { } solution)
            return;
        units.Write(solution, weights);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
                headWeights[i] = weights[i];
        }
    }
}
