namespace Samples.TwoDigits;

/// <summary>Compares predictions for the same pictures.</summary>
internal static class Predictions
{
    /// <summary>Whether both are bit-identical, including probabilities.</summary>
    public static bool AreIdentical(IReadOnlyList<TwoDigits.Prediction> some, IReadOnlyList<TwoDigits.Prediction> others) =>
        some.Count == others.Count && some.Zip(others).All(pair => AreIdentical(pair.First, pair.Second));

    private static bool AreIdentical(TwoDigits.Prediction one, TwoDigits.Prediction other) =>
        one.Left.Value == other.Left.Value && AreIdentical(one.Left.Probabilities, other.Left.Probabilities) &&
        one.Right.Value == other.Right.Value && AreIdentical(one.Right.Probabilities, other.Right.Probabilities) &&
        AreIdentical(one.Sum.Value, other.Sum.Value);

    private static bool AreIdentical(IReadOnlyList<float> some, IReadOnlyList<float> others) =>
        some.Count == others.Count && some.Zip(others).All(pair => AreIdentical(pair.First, pair.Second));

    private static bool AreIdentical(double one, double other) =>
        BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);
}
