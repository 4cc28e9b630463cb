namespace Mtl;

/// <summary>
/// The products of gradients of length 1: their cosines. Methods that do not depend on lengths work on them, and so keep their precision where
/// the lengths differ by many orders of magnitude. A gradient of 0 has no direction and is left out.
/// </summary>
internal sealed class UnitGradients
{
    /// <summary>
    /// Gradients are mostly <c>float32</c>: eigenvalues of the cosines below this share of the largest are rounding, and count as 0.
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

    /// <summary>How many gradients are not 0.</summary>
    public int Count => _places.Length;

    /// <summary>Their lengths.</summary>
    public double[] Lengths { get; }

    /// <summary>Their cosines.</summary>
    public double[,] Cosines { get; }

    /// <summary>Some numbers of all tasks, of those that have a gradient.</summary>
    public double[] Select(ReadOnlySpan<double> values)
    {
        var selected = new double[Count];
        for (int i = 0; i < Count; i++)
            selected[i] = values[_places[i]];
        return selected;
    }

    /// <summary>Writes the factors of the gradients, given those of the unit gradients; the factors of gradients of 0 become 0.</summary>
    public void Write(ReadOnlySpan<double> factors, Span<double> weights)
    {
        weights.Clear();
        for (int i = 0; i < Count; i++)
            weights[_places[i]] = factors[i] / Lengths[i];
    }

    /// <summary>
    /// The pseudo-inverse of the cosines (Moore and Penrose) times y: the shortest of all x for which <c>cosines·x</c> is as near to y as
    /// can be.
    /// </summary>
    public double[] Solve(ReadOnlySpan<double> y)
    {
        var eigen = new SymmetricEigen(Cosines);
        double least = Rounding * eigen.Largest;
        return eigen.Apply(value => value > least ? 1 / value : 0, y);
    }

    /// <summary>The cosines without what is rounding in them, and how many of the gradients do not depend on each other.</summary>
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
