namespace Mtl;

/// <summary>Lower rates for harder tasks.</summary>
/// <param name="strength">The exponent of the difficulty.</param>
internal sealed class DropoutByDifficulty(double strength) : DropoutRule
{
    public override double Rate(TaskEpoch epoch, DropoutRate current) => epoch.Difficulty is { } difficulty
        ? current.Max - ((current.Max - current.Min) / (1 + Math.Pow(difficulty, -strength)))
        : current.Value;

    /// <summary>"by difficulty, strength 2".</summary>
    public override string ToString() => FormattableString.Invariant($"by difficulty, strength {strength}");
}
