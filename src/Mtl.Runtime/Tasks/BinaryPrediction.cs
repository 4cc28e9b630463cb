namespace Mtl;

/// <summary>The prediction of a <see cref="BinaryHead"/>.</summary>
/// <param name="Value">Whether <paramref name="Probability"/> is above one half.</param>
/// <param name="Probability">The probability of true, 0 to 1.</param>
public readonly record struct BinaryPrediction(bool Value, float Probability)
{
    /// <summary>"True (0.932)": the predicted value and its probability.</summary>
    public override string ToString() => $"{Value} ({Figure.Of(Value ? Probability : 1 - Probability)})";
}
