namespace Mtl;

/// <summary>
/// The eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi rotations: exact to rounding, also for repeated and tiny values.
/// </summary>
internal sealed class SymmetricEigen
{
    private const int MaxSweeps = 60;

    /// <summary>Decomposes a matrix <c>A = V·diag(values)·Vᵀ</c>.</summary>
    /// <param name="matrix">The matrix; it is not changed.</param>
    public SymmetricEigen(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        Vectors = new double[size, size];
        for (int i = 0; i < size; i++)
            Vectors[i, i] = 1;
        for (int sweep = 0; sweep < MaxSweeps && Rotate(a); sweep++)
        {
        }

        Values = new double[size];
        for (int i = 0; i < size; i++)
            Values[i] = a[i, i];
    }

    /// <summary>The eigenvalues, in no order.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors, one per column, in the order of <see cref="Values"/>.</summary>
    public double[,] Vectors { get; }

    /// <summary>The largest eigenvalue.</summary>
    public double Largest => Values.DefaultIfEmpty().Max();

    /// <summary>Multiplies a vector with a function of the matrix: <c>V·diag(f(values))·Vᵀ·x</c>.</summary>
    public double[] Apply(Func<double, double> function, ReadOnlySpan<double> vector)
    {
        int size = Values.Length;
        var result = new double[size];
        for (int k = 0; k < size; k++)
        {
            double projection = 0;
            for (int i = 0; i < size; i++)
                projection += Vectors[i, k] * vector[i];
            projection *= function(Values[k]);
            for (int i = 0; i < size; i++)
                result[i] += Vectors[i, k] * projection;
        }

        return result;
    }

    /// <summary>One Jacobi sweep: makes every off-diagonal element 0 once.</summary>
    /// <returns>Whether there was an element to rotate.</returns>
    private bool Rotate(double[,] a)
    {
        int size = a.GetLength(0);
        bool hasRotated = false;
        for (int p = 0; p < size; p++)
        {
            for (int q = p + 1; q < size; q++)
            {
                if (Math.Abs(a[p, q]) <= 1e-300 || Math.Abs(a[p, q]) <= 1e-17 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])))
                    continue;
                hasRotated = true;
                double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                double cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
                double sine = tangent * cosine;
                Turn(a, p, q, cosine, sine);
            }
        }

        return hasRotated;
    }

    private void Turn(double[,] a, int p, int q, double cosine, double sine)
    {
        int size = a.GetLength(0);
        for (int k = 0; k < size; k++)
            (a[k, p], a[k, q]) = ((cosine * a[k, p]) - (sine * a[k, q]), (sine * a[k, p]) + (cosine * a[k, q]));
        for (int k = 0; k < size; k++)
            (a[p, k], a[q, k]) = ((cosine * a[p, k]) - (sine * a[q, k]), (sine * a[p, k]) + (cosine * a[q, k]));
        (a[p, q], a[q, p]) = (0, 0);
        var v = Vectors;
        for (int k = 0; k < size; k++)
            (v[k, p], v[k, q]) = ((cosine * v[k, p]) - (sine * v[k, q]), (sine * v[k, p]) + (cosine * v[k, q]));
    }
}
