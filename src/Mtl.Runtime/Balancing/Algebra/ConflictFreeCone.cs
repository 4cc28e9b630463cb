namespace Mtl;

/// <summary>Projections onto the directions that have no negative product with any gradient: the dual cone of the gradients.</summary>
internal static class ConflictFreeCone
{
    /// <summary>
    /// Projects <c>Σ u·g</c>, given and answered by factors of the gradients: the v ≥ u with the shortest <c>Σ v·g</c>, which is the projection
    /// (Quinton and Rey 2024). No regularization: products with the gradients are not negative up to rounding.
    /// </summary>
    /// <param name="products">The products of the gradients.</param>
    /// <param name="factors">u.</param>
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
