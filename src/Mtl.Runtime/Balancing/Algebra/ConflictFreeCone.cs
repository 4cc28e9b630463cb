namespace Mtl;

/// <summary>Projection onto the dual cone of the gradients: the directions that have no negative product with any gradient.</summary>
internal static class ConflictFreeCone
{
    /// <summary>
    /// Projects <c>Σ u·g</c>. The projection is <c>Σ v·g</c> with the v ≥ u for which its norm is smallest (Quinton and Rey 2024). It is
    /// not regularized: products with the gradients are not negative up to rounding.
    /// </summary>
    /// <param name="products">The products of the gradients.</param>
    /// <param name="factors">The factors u of the gradients.</param>
    /// <returns>The factors v.</returns>
    public static double[] Project(double[,] products, ReadOnlySpan<double> factors)
    {
        var slopes = new double[factors.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            for (int j = 0; j < factors.Length; j++)
                slopes[i] -= products[i, j] * factors[j];
        }

        double[] added = NonNegativeLeastSquares.Solve(products, slopes);
        for (int i = 0; i < added.Length; i++)
            added[i] += factors[i];
        return added;
    }
}
