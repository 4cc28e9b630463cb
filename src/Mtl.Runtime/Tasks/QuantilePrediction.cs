namespace Mtl;

/// <summary>The prediction of a <see cref="QuantileHead"/>: a number, and an interval around it.</summary>
public readonly struct QuantilePrediction : IEquatable<QuantilePrediction>
{
    private readonly double[]? _quantiles;
    private readonly int _middle;

    /// <param name="quantiles">The predicted quantiles, in ascending order.</param>
    /// <param name="middle">Which of them is the predicted number.</param>
    internal QuantilePrediction(double[] quantiles, int middle)
    {
        _quantiles = quantiles;
        _middle = middle;
    }

    /// <summary>The predicted number: the quantile that is closest to the median.</summary>
    public double Value => _quantiles?[_middle] ?? 0;

    /// <summary>The lowest quantile: the lower end of the interval.</summary>
    public double Lower => _quantiles?[0] ?? 0;

    /// <summary>The highest quantile: the upper end of the interval.</summary>
    public double Upper => _quantiles?[^1] ?? 0;

    /// <summary>The numbers that <see cref="QuantileHead.Quantiles"/> of the labels are below, in ascending order.</summary>
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
    public bool Equals(QuantilePrediction other) => _middle == other._middle && Quantiles.SequenceEqual(other.Quantiles);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QuantilePrediction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lower, Value, Upper);

    /// <summary>"245300.5 (198000 to 310000)".</summary>
    public override string ToString() => $"{Figure.Exact(Value)} ({Figure.Exact(Lower)} to {Figure.Exact(Upper)})";
}
