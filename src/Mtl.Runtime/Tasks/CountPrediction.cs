namespace Mtl;

/// <summary>The prediction of a <see cref="CountHead"/>.</summary>
/// <param name="Value">The most probable count: the rate, rounded down.</param>
/// <param name="Rate">The expected count, above 0.</param>
public readonly record struct CountPrediction(long Value, double Rate)
{
    /// <summary>"3 (rate 3.412)".</summary>
    public override string ToString() => $"{Value} (rate {Figure.Of(Rate)})";
}
