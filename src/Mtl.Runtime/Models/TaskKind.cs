namespace Mtl;

/// <summary>What a task predicts.</summary>
public enum TaskKind
{
    /// <summary>One of several classes.</summary>
    Class,

    /// <summary>Yes or no.</summary>
    Binary,

    /// <summary>A number.</summary>
    Regression,
}
