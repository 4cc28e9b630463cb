namespace Mtl;

/// <summary>A training run, as a <see cref="TrainingCallback"/> sees it. One object serves the whole run.</summary>
public sealed class TrainingRun
{
    private readonly Func<double> _learningRate;

    internal TrainingRun(StepLosses losses, Func<double> learningRate) => (Losses, _learningRate) = (losses, learningRate);

    /// <summary>The current epoch, from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The number of optimizer steps since the run began.</summary>
    public long Steps { get; internal set; }

    /// <summary>The losses of the last batch.</summary>
    public StepLosses Losses { get; }

    /// <summary>The current learning rate of the parts of the model that have no multiplier of it.</summary>
    public double LearningRate => _learningRate();

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>
    /// Ends the run before the next step, with <see cref="StopReason.Stopped"/>. An epoch that is not complete has no result.
    /// </summary>
    public void Stop() => IsStopped = true;
}
