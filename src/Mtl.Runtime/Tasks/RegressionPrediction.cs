namespace Mtl;

/// <summary>The prediction of a <see cref="RegressionHead"/>.</summary>
public readonly struct RegressionPrediction : IEquatable<RegressionPrediction>
{
    private readonly IReadOnlyList<double>? _several;

    /// <summary>Creates the prediction of a head with one output.</summary>
    /// <param name="value">The predicted number.</param>
    public RegressionPrediction(double value) => Value = value;

    /// <summary>Creates the prediction of a head with several outputs.</summary>
    /// <param name="values">The predicted numbers; at least one.</param>
    /// <exception cref="ArgumentException">There are no numbers.</exception>
    public RegressionPrediction(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("A prediction needs at least one number; found none.", nameof(values));
        Value = values[0];
        _several = values;
    }

    /// <summary>The predicted number; of a head with several outputs, the first.</summary>
    public double Value { get; }

    /// <summary>The predicted numbers, in the order of the outputs.</summary>
    public IReadOnlyList<double> Values => _several ?? [Value];

    /// <summary>Whether the numbers of two predictions are equal.</summary>
    /// <param name="left">One prediction.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(RegressionPrediction left, RegressionPrediction right) => left.Equals(right);

    /// <summary>Whether the numbers of two predictions differ.</summary>
    /// <param name="left">One prediction.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(RegressionPrediction left, RegressionPrediction right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(RegressionPrediction other) => Value.Equals(other.Value) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RegressionPrediction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>"245300.5", or several numbers: "1.5, -2".</summary>
    public override string ToString() => string.Join(", ", Values.Select(Figure.Number));
}
