namespace Mtl;

/// <summary>A schedule in one training run.</summary>
internal abstract class ScheduleRun
{
    /// <summary>Sets the learning rates of the next step.</summary>
    /// <param name="time">The time of the step.</param>
    public abstract void BeginStep(ScheduleTime time);

    /// <summary>Called after every optimizer step.</summary>
    public virtual void EndStep()
    {
    }

    /// <summary>Called after every epoch.</summary>
    /// <param name="result">The result of the epoch.</param>
    public virtual void EndEpoch(EpochResult result)
    {
    }
}
