namespace Mtl;

/// <summary>
/// The base of what <c>Fit</c> calls during training. All methods are called on the thread of the run, between steps: the model can
/// predict, evaluate and save. An exception ends the run with a <see cref="TrainingException"/>.
/// </summary>
public abstract class TrainingCallback
{
    /// <summary>Called after every optimizer step.</summary>
    /// <param name="run">The run; <see cref="TrainingRun.Losses"/> are those of the step.</param>
    public virtual void StepEnded(TrainingRun run)
    {
    }

    /// <summary>Called after every epoch, with validation.</summary>
    /// <param name="run">The run.</param>
    /// <param name="result">The result of the epoch.</param>
    public virtual void EpochEnded(TrainingRun run, EpochResult result)
    {
    }
}
