namespace Mtl;

/// <summary>The prediction of an <see cref="OrdinalHead{TEnum}"/>.</summary>
/// <typeparam name="TEnum">The classes.</typeparam>
/// <param name="Value">The median class: the probability of a higher class is at most one half, that of a lower class is less.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
/// <param name="Probabilities">
/// The probability of every class, in the order of <see cref="OrdinalHead{TEnum}.Classes"/>; they sum to 1.
/// </param>
public readonly record struct OrdinalPrediction<TEnum>(TEnum Value, float Probability, IReadOnlyList<float> Probabilities)
    where TEnum : struct, Enum
{
    /// <summary>"Seven (0.981)".</summary>
    public override string ToString() => $"{Value} ({Figure.Of(Probability)})";
}
