namespace Mtl;

/// <summary>
/// Training cannot go on: the loss of a task is no longer a finite number, no row has a label, or something else was thrown in the loop,
/// which is then the inner exception. The model stays usable, with what it learned before.
/// </summary>
public sealed class TrainingException : Exception
{
    /// <summary>Reports why training cannot go on.</summary>
    /// <param name="task">The task whose loss went wrong, or null if it is no single task.</param>
    /// <param name="epoch">The epoch, from 1; 0 where none are counted.</param>
    /// <param name="step">The step within the epoch, from 1; 0 before the first.</param>
    /// <param name="message">What was found and what to try.</param>
    /// <param name="innerException">What was thrown, or null.</param>
    public TrainingException(string? task, int epoch, int step, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        TaskName = task;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The task whose loss went wrong, or null if it is no single task.</summary>
    public string? TaskName { get; }

    /// <summary>The epoch, from 1; 0 in a <see cref="TrainingStep{TBatch,TMetrics}"/>, which counts none.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1, 0 before the first; without epochs the step since the beginning.</summary>
    public int Step { get; }
}
