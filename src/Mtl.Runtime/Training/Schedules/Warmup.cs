namespace Mtl;

/// <summary>The linear warm-up of a schedule.</summary>
internal readonly struct Warmup
{
    private readonly int _steps;
    private readonly int _epochs;

    /// <param name="steps">Its steps.</param>
    /// <param name="epochs">Its epochs, instead of its steps.</param>
    public Warmup(int steps, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps, "warmupSteps");
        ArgumentOutOfRangeException.ThrowIfNegative(epochs, "warmupEpochs");
        if (steps > 0 && epochs > 0)
            throw new ArgumentException($"The warm-up has {steps} steps and {epochs} epochs: give one of them.");
        (_steps, _epochs) = (steps, epochs);
    }

    /// <summary>The number of steps of the warm-up in a run.</summary>
    public long StepsIn(ScheduleTime time) => _steps + ((long)_epochs * time.StepsPerEpoch);

    /// <summary>The factor in the warm-up; null after it.</summary>
    public double? Factor(ScheduleTime time)
    {
        long steps = StepsIn(time);
        return time.Step < steps ? (time.Step + 1) / (double)steps : null;
    }

    /// <summary>"", " after a warm-up of 100 steps".</summary>
    public override string ToString() =>
        _steps > 0 ? $" after a warm-up of {Figure.Count(_steps, "step")}"
        : _epochs > 0 ? $" after a warm-up of {Figure.Count(_epochs, "epoch")}"
        : "";
}
