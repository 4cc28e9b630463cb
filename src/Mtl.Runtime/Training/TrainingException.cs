namespace Mtl;

/// <summary>Training cannot go on: the loss of a task is no longer a finite number, or no row has a label.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>Reports why training cannot go on.</summary>
    /// <param name="task">The task whose loss went wrong, or null if it is no single task.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step within the epoch, from 1.</param>
    /// <param name="message">What was found and what to try.</param>
    public TrainingException(string? task, int epoch, int step, string message)
        : base(message)
    {
        TaskName = task;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The task whose loss went wrong, or null if it is no single task.</summary>
    public string? TaskName { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1.</summary>
    public int Step { get; }
}
