namespace Mtl;

/// <summary>The prediction of a <see cref="MultiLabelHead{TEnum}"/>.</summary>
/// <typeparam name="TEnum">The flags.</typeparam>
/// <param name="Value">All flags whose probability is above one half.</param>
/// <param name="Probabilities">
/// The probability of every flag, 0 to 1, in the order of <see cref="MultiLabelHead{TEnum}.Flags"/>; they are independent.
/// </param>
public readonly record struct MultiLabelPrediction<TEnum>(TEnum Value, IReadOnlyList<float> Probabilities)
    where TEnum : struct, Enum
{
    /// <summary>"Scratch, Rust (0.912, 0.120, 0.707)".</summary>
    public override string ToString() => $"{Value} ({Figure.Of(Probabilities)})";
}
