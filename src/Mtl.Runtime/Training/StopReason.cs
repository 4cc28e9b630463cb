namespace Mtl;

/// <summary>Why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,
}
