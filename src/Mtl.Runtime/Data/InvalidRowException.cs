namespace Mtl;

/// <summary>A row of data cannot be used: a feature of the wrong length, a number that is not finite, a label that is no class, a row that is null.</summary>
public sealed class InvalidRowException : Exception
{
    /// <summary>Reports a row that cannot be used.</summary>
    /// <param name="row">The row's index in its source, from 0.</param>
    /// <param name="member">The feature or label that is wrong; empty if it is the whole row.</param>
    /// <param name="problem">What was found and what was expected.</param>
    public InvalidRowException(int row, string member, string problem)
        : base($"row {row}: {problem}")
    {
        Row = row;
        Member = member;
    }

    /// <summary>The row's index in its source, from 0.</summary>
    public int Row { get; }

    /// <summary>The name of the feature or label that is wrong; empty if it is the whole row.</summary>
    public string Member { get; }
}
