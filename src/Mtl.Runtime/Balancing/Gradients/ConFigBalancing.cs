namespace Mtl;

/// <summary>
/// The direction v with the same cosine to every gradient, <c>v = U⁺·1</c> with U the gradients at length 1, as long as the gradients' projections on it are
/// together: <c>Σ (g·v)·v/‖v‖²</c> (Liu, Chu and Thuerey 2025). Where there is no such direction, the step is 0. Preferences are ignored.
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
