namespace Mtl;

/// <summary>What a task predicts.</summary>
public enum TaskKind
{
    /// <summary>One of several classes.</summary>
    Class,

    /// <summary>Yes or no.</summary>
    Binary,

    /// <summary>A number, or several.</summary>
    Regression,

    /// <summary>Any of several flags.</summary>
    MultiLabel,

    /// <summary>How often something happens.</summary>
    Count,

    /// <summary>One of several classes that have an order.</summary>
    Ordinal,

    /// <summary>Quantiles of a number.</summary>
    Quantile,

    /// <summary>What a head of the user's own predicts.</summary>
    Custom,
}
