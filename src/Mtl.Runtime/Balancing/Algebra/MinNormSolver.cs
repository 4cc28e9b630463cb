namespace Mtl;

/// <summary>The convex combination <c>Σ w·g</c> with the smallest norm, w on the simplex, exactly.</summary>
internal static class MinNormSolver
{
    /// <summary>Computes the weights.</summary>
    /// <remarks>
    /// With <c>x = t·w</c>, the minimum of <c>‖Σ x·g‖² + c·(Σx − 1)²</c> over x ≥ 0 is, for the best t, an increasing function of the norm
    /// of the combination: both problems have the same w, and the first is a least-squares problem.
    /// </remarks>
    /// <param name="products">The products of the vectors.</param>
    /// <returns>The weights, whose sum is 1.</returns>
    public static double[] Find(double[,] products)
    {
        int size = products.GetLength(0);
        var weights = new double[size];
        int shortest = Enumerable.Range(0, size).MinBy(i => products[i, i]);
        double least = products[shortest, shortest];
        if (!(least > 0))
        {
            weights[shortest] = 1; // No combination is shorter than a vector of norm 0.
            return weights;
        }

        var matrix = new double[size, size];
        var target = new double[size];
        for (int i = 0; i < size; i++)
        {
            target[i] = least;
            for (int j = 0; j < size; j++)
                matrix[i, j] = products[i, j] + least;
        }

        double[] x = NonNegativeLeastSquares.Solve(matrix, target);
        double sum = x.Sum();
        for (int i = 0; i < size; i++)
            weights[i] = x[i] / sum;
        return weights;
    }

    /// <summary>The squared norm of a linear combination.</summary>
    public static double SquaredLength(double[,] products, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights.Length; j++)
                sum += weights[i] * weights[j] * products[i, j];
        }

        return Math.Max(sum, 0);
    }
}
