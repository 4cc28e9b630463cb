namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with <c>(GGᵀ/‖GGᵀ‖)·w = p/w</c>, the Nash bargaining solution, by Newton's method (Navon et al. 2022); ‖·‖ is the Frobenius
/// norm. The direction is scaled down to norm 1 if it is longer. w weights the task-specific parameters too. If a convex combination of the
/// gradients is 0, there is no solution: the direction is then 0, and the task-specific parameters are weighted by p.
/// </summary>
public sealed class NashMtlBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var units = new UnitGradients(gradients);
        double[] demands = units.Select(headWeights); // The preferences.
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
