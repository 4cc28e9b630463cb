namespace Mtl;

/// <summary>The prediction of a <see cref="ClassHead{TEnum}"/>.</summary>
/// <typeparam name="TEnum">The classes.</typeparam>
/// <param name="Value">The most probable class.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
/// <param name="Probabilities">
/// The probability of every class, in the order of <see cref="ClassHead{TEnum}.Classes"/>; they sum to 1.
/// </param>
public readonly record struct ClassPrediction<TEnum>(TEnum Value, float Probability, IReadOnlyList<float> Probabilities)
    where TEnum : struct, Enum
{
    /// <summary>"Seven (0.981)".</summary>
    public override string ToString() => $"{Value} ({Figure.Of(Probability)})";
}
