namespace Mtl;

/// <summary>The reason why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The run was canceled by its cancellation token.</summary>
    Canceled,

    /// <summary>A custom training loop ended before all epochs were trained.</summary>
    Stopped,
}
