namespace Mtl;

/// <summary>
/// The error that ends a training run: a loss is not finite, no row has a label, or another exception was thrown in the loop, which is then
/// the inner exception. The model can still be used, in the state before the error.
/// </summary>
public sealed class TrainingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="task">The task whose loss is not finite; null if the error does not belong to a single task.</param>
    /// <param name="epoch">The epoch, from 1; 0 if epochs are not counted.</param>
    /// <param name="step">The step within the epoch, from 1; 0 before the first.</param>
    /// <param name="message">The error, and what to try.</param>
    /// <param name="innerException">The exception of the loop, or null.</param>
    public TrainingException(string? task, int epoch, int step, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        TaskName = task;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The task whose loss is not finite; null if the error does not belong to a single task.</summary>
    public string? TaskName { get; }

    /// <summary>The epoch, from 1; 0 in a <see cref="TrainingStep{TBatch,TMetrics}"/>, which does not count epochs.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1; 0 before the first. Without epochs, the step since training began.</summary>
    public int Step { get; }
}
