using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The averages of a group's parameters as wholes, and memory for the denominators: kept from step to step.</summary>
internal sealed class AdamRows : IDisposable
{
    private readonly Tensor[] _parts;
    private readonly Tensor[] _roots;

    private AdamRows(Tensor[] averages, Tensor[] squares, Tensor average, Tensor square)
    {
        _parts = [.. averages, .. squares];
        Averages = [average.DetachFromDisposeScope()];
        Squares = [square.DetachFromDisposeScope()];
        Denominators = SideBySide.Gather(Array.ConvertAll(averages, part => zeros_like(part).DetachFromDisposeScope()));
        _roots = [SideBySide.Whole(Denominators)!.DetachFromDisposeScope()];
    }

    /// <summary>The averages of the gradients, as one tensor.</summary>
    public Tensor[] Averages { get; }

    /// <summary>The averages of their squares, as one tensor.</summary>
    public Tensor[] Squares { get; }

    /// <summary>Room for a denominator per parameter.</summary>
    public Tensor[] Denominators { get; }

    /// <summary>The averages as wholes, or null where they do not lie side by side.</summary>
    public static AdamRows? Of(Tensor[] averages, Tensor[] squares) =>
        SideBySide.Whole(averages) is { } average && SideBySide.Whole(squares) is { } square
            ? new(averages, squares, average, square)
            : null;

    /// <summary>Whether these are the rows of these very tensors.</summary>
    public bool AreOf(Tensor[] averages, Tensor[] squares) =>
        averages.Length + squares.Length == _parts.Length &&
        averages.AsSpan().SequenceEqual(_parts.AsSpan(0, averages.Length), ReferenceEqualityComparer.Instance) &&
        squares.AsSpan().SequenceEqual(_parts.AsSpan(averages.Length), ReferenceEqualityComparer.Instance);

    /// <summary>Writes the roots of the squares into the room for the denominators; the answer is all of them as one tensor.</summary>
    public Tensor[] Roots()
    {
        Aten.Do("sqrt.out", Squares[0], _roots[0]);
        return _roots;
    }

    /// <summary>Gives back what is not part of the states.</summary>
    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[.. Averages, .. Squares, .. Denominators, .. _roots])
            tensor.Dispose();
    }
}
