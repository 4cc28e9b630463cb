namespace Mtl;

/// <summary>
/// <c>d = Σ w·g</c> with <c>(GGᵀ/‖GGᵀ‖)·w = p/w</c>, the bargaining solution of Nash, by Newton's method (Navon et al. 2022); ‖·‖ is the root of the sum of
/// squares. d is shortened to length 1 if it is longer. The heads learn by w. Where a mixture of the gradients is 0 there is no solution: then the
/// shared parameters stay as they are, and the heads learn by their preferences.
/// </summary>
public sealed class NashMtlBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var units = new UnitGradients(gradients);
        double[] demands = units.Select(headWeights); // They hold the preferences.
        weights.Clear();
        if (units.Count == 0 || FairWeights.Solve(units.Cosines, demands, alpha: 1) is not { } solution)
            return;
        units.Write(solution, weights);
        double scale = 0;
        foreach (double product in gradients.Matrix)
            scale += product * product;
        scale = Math.Sqrt(Math.Sqrt(scale));
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] *= scale;
            if (weights[i] > 0)
                headWeights[i] = weights[i];
        }

        double length = Math.Sqrt(MinNormSolver.SquaredLength(gradients.Matrix, weights));
        foreach (ref double weight in weights)
            weight /= Math.Max(length, 1);
    }
}
