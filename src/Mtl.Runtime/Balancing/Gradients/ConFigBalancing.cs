namespace Mtl;

/// <summary>
/// <c>Σ (g·v)·v/‖v‖²</c> with <c>v = U⁺·1</c>, where U has the rows <c>g/‖g‖</c> (Liu, Chu and Thuerey 2025): v has the same positive
/// cosine to every gradient, and the length of the direction is the sum of the projections of the gradients on it. If there is no such
/// direction, the step is 0. Preferences are ignored.
/// </summary>
public sealed class ConFigBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var units = new UnitGradients(gradients);
        units.Write(units.Solve([.. Enumerable.Repeat(1.0, units.Count)]), weights);
        double squared = MinNormSolver.SquaredLength(gradients.Matrix, weights);
        double projections = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights.Length; j++)
                projections += gradients[i, j] * weights[j];
        }

        foreach (ref double weight in weights)
            weight *= squared > 0 ? projections / squared : 0;
    }
}
