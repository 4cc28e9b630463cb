namespace Mtl;

/// <summary>The reason why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The run was canceled by its cancellation token.</summary>
    Canceled,

    /// <summary>A custom training loop or a <see cref="TrainingCallback"/> ended the run before all epochs were trained.</summary>
    Stopped,

    /// <summary>The validation result no longer improved, see <see cref="TrainingOptions.EarlyStopping"/>.</summary>
    EarlyStopped,

    /// <summary>The run took longer than <see cref="TrainingOptions.MaxDuration"/>.</summary>
    TimeLimit,
}
