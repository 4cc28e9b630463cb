namespace Mtl;

/// <summary>
/// The cosines of the gradients: the products of the gradients scaled to norm 1. Methods that do not depend on norms use them, and so keep
/// their precision if the norms differ by many orders of magnitude. A gradient of 0 has no direction and is left out.
/// </summary>
internal sealed class UnitGradients
{
    /// <summary>
    /// Eigenvalues of the cosines below this share of the largest count as 0: gradients are usually <c>float32</c>, so these are rounding.
    /// </summary>
    public const double Rounding = 1e-6;

    private readonly int[] _places;

    /// <summary>Scales the gradients.</summary>
    /// <param name="gradients">The gradients.</param>
    public UnitGradients(Gramian gradients)
    {
        _places = [.. Enumerable.Range(0, gradients.Count).Where(task => gradients.Norm(task) > 0)];
        Lengths = [.. _places.Select(gradients.Norm)];
        Cosines = new double[Count, Count];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
                Cosines[i, j] = i == j ? 1 : Math.Clamp(gradients[_places[i], _places[j]] / (Lengths[i] * Lengths[j]), -1, 1);
        }
    }

    /// <summary>The number of gradients that are not 0.</summary>
    public int Count => _places.Length;

    /// <summary>The norms of these gradients.</summary>
    public double[] Lengths { get; }

    /// <summary>The cosines of these gradients.</summary>
    public double[,] Cosines { get; }

    /// <summary>Of the values of all tasks, those of the tasks whose gradient is not 0.</summary>
    public double[] Select(ReadOnlySpan<double> values)
    {
        var selected = new double[Count];
        for (int i = 0; i < Count; i++)
            selected[i] = values[_places[i]];
        return selected;
    }

    /// <summary>Converts factors of the unit gradients to factors of the gradients; gradients of 0 get the factor 0.</summary>
    public void Write(ReadOnlySpan<double> factors, Span<double> weights)
    {
        weights.Clear();
        for (int i = 0; i < Count; i++)
            weights[_places[i]] = factors[i] / Lengths[i];
    }

    /// <summary>
    /// The Moore–Penrose pseudo-inverse of the cosines times y: the minimum-norm least-squares solution x of <c>cosines·x = y</c>.
    /// </summary>
    public double[] Solve(ReadOnlySpan<double> y)
    {
        var eigen = new SymmetricEigen(Cosines);
        double least = Rounding * eigen.Largest;
        return eigen.Apply(value => value > least ? 1 / value : 0, y);
    }

    /// <summary>The cosines without their rounding errors, and their rank: the number of linearly independent gradients.</summary>
    public double[,] IndependentCosines(out int rank)
    {
        var eigen = new SymmetricEigen(Cosines);
        double least = Rounding * eigen.Largest;
        rank = eigen.Values.Count(value => value > least);
        if (rank == Count)
            return (double[,])Cosines.Clone();
        var cosines = new double[Count, Count];
        var one = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            Array.Clear(one);
            one[i] = 1;
            double[] column = eigen.Apply(value => value > least ? value : 0, one);
            for (int j = 0; j < Count; j++)
                cosines[j, i] = column[j];
        }

        return cosines;
    }
}
