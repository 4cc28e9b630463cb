namespace Mtl;

/// <summary>A training run, as a <see cref="TrainingCallback"/> sees it. One object serves the whole run.</summary>
public sealed class TrainingRun
{
    internal TrainingRun(StepLosses losses) => Losses = losses;

    /// <summary>The current epoch, from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The number of optimizer steps since the run began.</summary>
    public long Steps { get; internal set; }

    /// <summary>The losses of the last batch.</summary>
    public StepLosses Losses { get; }

    /// <summary>The learning rate of the last step, of the first group of parameters of the optimizer.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>
    /// Ends the run before the next step, with <see cref="StopReason.Stopped"/>. An epoch that is not complete has no result.
    /// </summary>
    public void Stop() => IsStopped = true;
}
