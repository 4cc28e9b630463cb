namespace Mtl;

/// <summary>The kind of prediction of a task.</summary>
public enum TaskKind
{
    /// <summary>One of several classes.</summary>
    Class,

    /// <summary>Yes or no.</summary>
    Binary,

    /// <summary>One or several numbers.</summary>
    Regression,

    /// <summary>Any subset of several flags.</summary>
    MultiLabel,

    /// <summary>A count of events.</summary>
    Count,

    /// <summary>One of several ordered classes.</summary>
    Ordinal,

    /// <summary>Quantiles of a number.</summary>
    Quantile,

    /// <summary>The prediction of a custom head.</summary>
    Custom,
}
