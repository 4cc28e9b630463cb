namespace Mtl;

/// <summary>The time in a training run at which a <see cref="Schedule"/> is evaluated.</summary>
/// <param name="Step">The number of optimizer steps that were taken, from 0.</param>
/// <param name="StepsPerEpoch">The number of optimizer steps of an epoch.</param>
/// <param name="Epochs">The number of epochs of the run.</param>
public readonly record struct ScheduleTime(long Step, int StepsPerEpoch, int Epochs)
{
    /// <summary>The number of complete epochs, from 0.</summary>
    public int Epoch => (int)(Step / StepsPerEpoch);

    /// <summary>The number of optimizer steps of the run.</summary>
    public long TotalSteps => (long)StepsPerEpoch * Epochs;
}
