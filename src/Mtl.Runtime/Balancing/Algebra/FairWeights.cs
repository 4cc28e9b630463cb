namespace Mtl;

/// <summary>
/// Solves <c>A·w = q·w^(−1/α)</c>, w > 0: the minimum of the convex function <c>wᵀAw/2 − Σ q·φ(w)</c> with <c>φ′(w) = w^(−1/α)</c>, by
/// Newton's method. With α = 1 it is the Nash bargaining solution.
/// </summary>
internal static class FairWeights
{
    private const int MostSteps = 100;

    /// <summary>The iteration ends when no weight changes by more than this share of itself.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>
    /// Below this Newton decrement, as a share of <c>wᵀAw</c>, there is no line search: full steps converge, and differences of the value
    /// are soon only rounding.
    /// </summary>
    private const double Near = 1e-6;

    /// <summary>Computes the weights.</summary>
    /// <param name="cosines">A, with a diagonal of 1.</param>
    /// <param name="demands">q, above 0.</param>
    /// <param name="alpha">α, above 0.</param>
    /// <returns>The weights; null if there is no solution, because a convex combination of the gradients is 0.</returns>
    public static double[]? Solve(double[,] cosines, double[] demands, double alpha)
    {
        int size = demands.Length;
        double[] shortest = MinNormSolver.Find(cosines);
        if (MinNormSolver.SquaredLength(cosines, shortest) < UnitGradients.Rounding)
            return null;
        double[] w = [.. demands.Select(demand => Math.Pow(demand, alpha / (1 + alpha)))]; // The solution for orthogonal gradients.
        for (int step = 0; step < MostSteps; step++)
        {
            var slope = Slope(cosines, demands, alpha, w);
            var curvature = new double[size, size];
            var scale = new double[size];
            for (int i = 0; i < size; i++)
                scale[i] = 1 / Math.Sqrt(cosines[i, i] + (demands[i] / alpha * Math.Pow(w[i], (-1 / alpha) - 1)));
            var target = new double[size];
            double decrement = 0;
            for (int i = 0; i < size; i++)
            {
                target[i] = -slope[i] * scale[i];
                for (int j = 0; j < size; j++)
                    curvature[i, j] = i == j ? 1 : cosines[i, j] * scale[i] * scale[j];
            }

            if (Cholesky.TrySolve(curvature, target, [.. Enumerable.Range(0, size)]) is not { } direction)
                break;
            for (int i = 0; i < size; i++)
            {
                decrement += direction[i] * target[i];
                direction[i] *= scale[i];
            }

            double length = Longest(w, direction);
            if (decrement > Near * MinNormSolver.SquaredLength(cosines, w))
                length = Shorten(length, decrement, by => Value(cosines, demands, alpha, Step(w, direction, by)));
            double move = length * direction.Zip(w, (change, weight) => Math.Abs(change) / weight).Max();
            w = Step(w, direction, length);
            if (move < Tolerance)
                break;
        }

        return w;
    }

    /// <summary>
    /// The length of a step that keeps all weights positive: 1, or 95 % of the length at which the first weight becomes 0.
    /// </summary>
    private static double Longest(double[] w, double[] direction)
    {
        double longest = 1;
        for (int i = 0; i < w.Length; i++)
        {
            if (direction[i] < 0)
                longest = Math.Min(longest, -0.95 * w[i] / direction[i]);
        }

        return longest;
    }

    /// <summary>Halves a step until it satisfies the Armijo condition (backtracking line search).</summary>
    private static double Shorten(double length, double decrement, Func<double, double> valueAt)
    {
        double value = valueAt(0);
        while (valueAt(length) > value - (1e-4 * length * decrement) && length > 1e-10)
            length /= 2;
        return length;
    }

    private static double[] Step(double[] w, double[] direction, double size) =>
        [.. w.Zip(direction, (weight, move) => weight + (size * move))];

    private static double[] Slope(double[,] cosines, double[] demands, double alpha, double[] w)
    {
        var slope = new double[w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            slope[i] = -demands[i] * Math.Pow(w[i], -1 / alpha);
            for (int j = 0; j < w.Length; j++)
                slope[i] += cosines[i, j] * w[j];
        }

        return slope;
    }

    private static double Value(double[,] cosines, double[] demands, double alpha, double[] w)
    {
        double value = MinNormSolver.SquaredLength(cosines, w) / 2;
        for (int i = 0; i < w.Length; i++)
            value -= demands[i] * (alpha == 1 ? Math.Log(w[i]) : Math.Pow(w[i], 1 - (1 / alpha)) / (1 - (1 / alpha)));
        return value;
    }
}
