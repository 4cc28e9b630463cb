namespace Mtl;

/// <summary>Higher learning rates for harder tasks.</summary>
internal sealed class LearningRatesByDifficulty : TaskLearningRates
{
    private readonly double _strength;
    private readonly double _min;
    private readonly double _max;

    /// <param name="strength">The exponent of the difficulty.</param>
    /// <param name="min">The lowest factor.</param>
    /// <param name="max">The highest factor.</param>
    /// <param name="includeShared">Whether shared parameters are included.</param>
    public LearningRatesByDifficulty(double strength, double min, double max, bool includeShared)
    {
        _strength = OptionRange.Above0(strength, nameof(strength));
        _min = min is > 0 and <= 1
            ? min
            : throw new ArgumentOutOfRangeException(nameof(min), min, $"min must be above 0 and at most 1, but is {min}.");
        _max = max is >= 1 and < double.PositiveInfinity
            ? max
            : throw new ArgumentOutOfRangeException(nameof(max), max, $"max must be a finite number of at least 1, but is {max}.");
        IncludesShared = includeShared;
    }

    public override bool IncludesShared { get; }

    public override double Factor(TaskEpoch epoch) =>
        epoch.Difficulty is { } difficulty ? Math.Clamp(Math.Pow(difficulty, _strength), _min, _max) : 1;

    /// <summary>"by difficulty, strength 1, from 0.5 to 2".</summary>
    public override string ToString() => FormattableString.Invariant($"by difficulty, strength {_strength}, from {_min} to {_max}");
}
