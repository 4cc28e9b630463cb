namespace Mtl;

/// <summary>
/// Minimizes <c>xᵀAx/2 − bᵀx</c> over x ≥ 0, exactly, for a small positive semidefinite A and b in its column space: the active-set method
/// of Lawson and Hanson (1974).
/// </summary>
internal static class NonNegativeLeastSquares
{
    private const double Tolerance = 1e-12;

    /// <summary>Computes the minimum.</summary>
    /// <param name="a">The matrix A.</param>
    /// <param name="b">The vector b.</param>
    /// <returns>The minimum x.</returns>
    public static double[] Solve(double[,] a, ReadOnlySpan<double> b)
    {
        int size = b.Length;
        double[] scales = [.. Enumerable.Range(0, size).Select(i => a[i, i] > 0 ? 1 / Math.Sqrt(a[i, i]) : 0)];
        var scaled = new double[size, size]; // With a diagonal of 1, one tolerance serves all.
        var target = new double[size];
        double largest = 0;
        for (int i = 0; i < size; i++)
        {
            target[i] = b[i] * scales[i];
            largest = Math.Max(largest, Math.Abs(target[i]));
            for (int j = 0; j < size; j++)
                scaled[i, j] = a[i, j] * scales[i] * scales[j];
        }

        var x = new double[size];
        var free = new List<int>();
        var fixedAt0 = new HashSet<int>();
        // Every round finds a better set of free variables, so that no set occurs twice; the limit is needed because of rounding.
        for (int round = 0; round < 10 * size; round++)
        {
            if (NextToFree(scaled, target, x, [.. free, .. fixedAt0], Tolerance * largest) is not { } next)
                break;
            free.Add(next);
            if (!MoveToMinimum(scaled, target, x, free))
                fixedAt0.Add(next);
        }

        for (int i = 0; i < size; i++)
            x[i] *= scales[i];
        return x;
    }

    /// <summary>The fixed variable with the steepest descent; null at the minimum.</summary>
    private static int? NextToFree(double[,] a, double[] b, double[] x, List<int> excluded, double tolerance)
    {
        int? best = null;
        double steepest = tolerance;
        for (int i = 0; i < x.Length; i++)
        {
            if (a[i, i] == 0 || excluded.Contains(i))
                continue;
            double slope = b[i];
            for (int j = 0; j < x.Length; j++)
                slope -= a[i, j] * x[j];
            if (slope > steepest)
                (best, steepest) = (i, slope);
        }

        return best;
    }

    /// <summary>Moves x to the minimum over the free variables; those that would become negative are fixed at 0.</summary>
    /// <returns>False if, because of rounding, a freed variable is linearly dependent on the others.</returns>
    private static bool MoveToMinimum(double[,] a, double[] b, double[] x, List<int> free)
    {
        while (free.Count > 0)
        {
            if (Cholesky.TrySolve(a, b, free) is not { } target)
            {
                free.RemoveAt(free.Count - 1);
                return false;
            }

            double step = 1;
            for (int k = 0; k < free.Count; k++)
            {
                double from = x[free[k]];
                if (target[k] <= 0)
                    step = Math.Min(step, from / (from - target[k]));
            }

            for (int k = 0; k < free.Count; k++)
                x[free[k]] += step * (target[k] - x[free[k]]);
            if (step == 1)
                return true;
            foreach (int i in free.Where((i, k) => target[k] <= 0 && x[i] <= 1e-15).ToList())
            {
                x[i] = 0;
                free.Remove(i);
            }
        }

        return true;
    }
}
