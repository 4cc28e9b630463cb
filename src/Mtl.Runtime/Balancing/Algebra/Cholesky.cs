namespace Mtl;

/// <summary>Solves small linear systems with a symmetric positive definite matrix.</summary>
internal static class Cholesky
{
    /// <summary>With a diagonal of 1, a pivot below this means that a row is linearly dependent on those above.</summary>
    private const double MinPivot = 1e-13;

    /// <summary>Solves the system of a selection of rows and columns.</summary>
    /// <param name="a">The matrix, whose diagonal is about 1.</param>
    /// <param name="b">The right side.</param>
    /// <param name="places">The indices of the rows and columns.</param>
    /// <returns>The solution in the order of the indices; null if the rows are linearly dependent.</returns>
    public static double[]? TrySolve(double[,] a, double[] b, IReadOnlyList<int> places)
    {
        int size = places.Count;
        var factor = new double[size, size];
        var x = new double[size];
        for (int i = 0; i < size; i++)
        {
            double sum = b[places[i]];
            for (int j = 0; j <= i; j++)
            {
                double value = a[places[i], places[j]];
                for (int k = 0; k < j; k++)
                    value -= factor[i, k] * factor[j, k];
                if (i == j)
                {
                    if (value < MinPivot)
                        return null;
                    factor[i, i] = Math.Sqrt(value);
                }
                else
                {
                    factor[i, j] = value / factor[j, j];
                    sum -= factor[i, j] * x[j];
                }
            }

            x[i] = sum / factor[i, i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++)
                x[i] -= factor[k, i] * x[k];
            x[i] /= factor[i, i];
        }

        return x;
    }
}
