namespace Mtl;

/// <summary>Why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The caller canceled it.</summary>
    Canceled,

    /// <summary>A loop of one's own ended it before all epochs were trained.</summary>
    Stopped,
}
