using TorchSharp;

namespace Mtl;

/// <summary>The lengths of sequences whose steps are stored one row after the other. Pads the sequences to a tensor.</summary>
internal sealed class StepCounts
{
    private readonly List<long> _lengths = [];

    /// <summary>The number of rows.</summary>
    public int Rows => _lengths.Count;

    /// <summary>The length of the last row.</summary>
    public int Last => (int)_lengths[^1];

    /// <summary>The length of the longest row; 1 without rows, so that a tensor without rows has a step too.</summary>
    private long Longest => _lengths.Count == 0 ? 1 : _lengths.Max();

    /// <summary>Checks the length of the next row.</summary>
    /// <param name="feature">The feature's name, for the message.</param>
    /// <param name="length">The number of steps; null if there is no sequence.</param>
    /// <param name="maxLength">The maximum number of steps.</param>
    /// <exception cref="InvalidRowException">The sequence is null, empty or too long.</exception>
    public void Require(string feature, int? length, int maxLength)
    {
        if (length is null)
            throw Invalid($"is null; a sequence of 1 to {maxLength} steps was expected.");
        if (length < 1)
            throw Invalid("is empty; a sequence has at least one step.");
        if (length > maxLength)
        {
            throw Invalid(
                $"has {Figure.Count(length.Value, "step")}; at most {maxLength} were expected: "
                + "shorten the row, or declare a larger MaxLength.");
        }

        InvalidRowException Invalid(string problem) => new(Rows, feature, $"feature '{feature}' {problem}");
    }

    /// <summary>Checks that the row that was added last is as long as another feature.</summary>
    /// <param name="feature">The feature's name, for the message.</param>
    /// <param name="other">The other feature's name, for the message.</param>
    /// <param name="length">The other feature's length.</param>
    /// <exception cref="InvalidRowException">It has another length.</exception>
    public void RequireLast(string feature, string other, int length)
    {
        if (Last != length)
        {
            throw new InvalidRowException(
                Rows - 1,
                feature,
                $"feature '{feature}' has {Figure.Count(Last, "step")}, but '{other}' has {length}; they must be equally long.");
        }
    }

    /// <summary>Ends a row.</summary>
    /// <param name="length">Its number of steps; at least 1.</param>
    public void Add(int length) => _lengths.Add(length);

    /// <summary>The lengths as a new tensor, <c>int64 [rows]</c> on the CPU.</summary>
    public torch.Tensor ToTensor() => torch.tensor(_lengths.ToArray());

    /// <summary>Pads every row with zeros to the length of the longest.</summary>
    /// <param name="steps">The numbers of all steps of all rows, concatenated.</param>
    /// <param name="stepShape">The shape of a step.</param>
    /// <returns>A new tensor, <c>[rows, steps, …]</c>.</returns>
    public torch.Tensor Pad<T>(TensorBuffer<T> steps, ReadOnlySpan<long> stepShape)
        where T : unmanaged
        => steps.ToPaddedTensor(_lengths, Longest, stepShape);

    /// <inheritdoc cref="Pad{T}"/>
    /// <param name="steps">The steps of all rows, concatenated, <c>[all steps, …]</c>.</param>
    public torch.Tensor Pad(torch.Tensor steps)
    {
        using var scope = torch.NewDisposeScope();
        var padded = torch.zeros([Rows, Longest, .. steps.shape.AsSpan(1)], steps.dtype);
        long next = 0;
        for (int row = 0; row < Rows; row++)
        {
            using var rowScope = torch.NewDisposeScope();
            padded.select(0, row).narrow(0, 0, _lengths[row]).copy_(steps.narrow(0, next, _lengths[row]));
            next += _lengths[row];
        }

        return padded.MoveToOuterDisposeScope();
    }
}
