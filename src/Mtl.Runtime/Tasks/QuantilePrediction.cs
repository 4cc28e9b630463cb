namespace Mtl;

/// <summary>The prediction of a <see cref="QuantileHead"/>: a number, and an interval around it.</summary>
public readonly struct QuantilePrediction : IEquatable<QuantilePrediction>
{
    private readonly IReadOnlyList<double>? _quantiles;

    /// <summary>Creates a prediction.</summary>
    /// <param name="value">The predicted number.</param>
    /// <param name="quantiles">The numbers of all quantiles, in ascending order; at least one.</param>
    /// <exception cref="ArgumentException">There are no quantiles, or they are not in ascending order.</exception>
    public QuantilePrediction(double value, IReadOnlyList<double> quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        if (!IsAscending(quantiles))
        {
            string found = quantiles.Count == 0 ? "none" : string.Join(", ", quantiles.Select(Figure.Exact));
            throw new ArgumentException($"Predicted quantiles must be in ascending order, at least one; found {found}.", nameof(quantiles));
        }

        Value = value;
        _quantiles = quantiles;
    }

    /// <summary>
    /// The predicted number, an estimate of the median: that quantile if it is predicted; else the linear interpolation of the two
    /// quantiles around 0.5; if all quantiles are below or all are above 0.5, the one nearest to it.
    /// </summary>
    public double Value { get; }

    /// <summary>The number of the lowest quantile: the lower end of the interval.</summary>
    public double Lower => _quantiles?[0] ?? 0;

    /// <summary>The number of the highest quantile: the upper end of the interval.</summary>
    public double Upper => _quantiles?[^1] ?? 0;

    /// <summary>The numbers that the shares <see cref="QuantileHead.Quantiles"/> of the labels are below, in ascending order.</summary>
    public IReadOnlyList<double> Quantiles => _quantiles ?? [];

    /// <summary>Whether the quantiles of two predictions are equal.</summary>
    /// <param name="left">One prediction.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(QuantilePrediction left, QuantilePrediction right) => left.Equals(right);

    /// <summary>Whether the quantiles of two predictions differ.</summary>
    /// <param name="left">One prediction.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(QuantilePrediction left, QuantilePrediction right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(QuantilePrediction other) => Value.Equals(other.Value) && Quantiles.SequenceEqual(other.Quantiles);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QuantilePrediction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lower, Value, Upper);

    /// <summary>"245300.5 (198000 to 310000)".</summary>
    public override string ToString() => $"{Figure.Number(Value)} ({Figure.Number(Lower)} to {Figure.Number(Upper)})";

    private static bool IsAscending(IReadOnlyList<double> quantiles)
    {
        for (int i = 1; i < quantiles.Count; i++)
        {
            if (quantiles[i - 1] > quantiles[i])
                return false;
        }

        return quantiles.Count > 0;
    }
}
