namespace Mtl;

/// <summary>
/// A row of data is invalid: for example a feature has the wrong length, a number is not finite, a class does not exist, or the row is
/// null.
/// </summary>
public sealed class InvalidRowException : Exception
{
    /// <summary>Creates an exception for an invalid row.</summary>
    /// <param name="row">The row's index in its source, from 0.</param>
    /// <param name="member">The invalid feature or label; empty if the whole row is invalid.</param>
    /// <param name="problem">What was found and what was expected.</param>
    public InvalidRowException(int row, string member, string problem)
        : base($"row {row}: {problem}")
    {
        Row = row;
        Member = member;
    }

    /// <summary>The row's index in its source, from 0.</summary>
    public int Row { get; }

    /// <summary>The name of the invalid feature or label; empty if the whole row is invalid.</summary>
    public string Member { get; }
}
