using System.Collections;

namespace Mtl.Generator.Graph;

/// <summary>A tensor that an operation owns and that is saved with the model.</summary>
/// <param name="Name">Its name in the operation's module: <c>weight</c>.</param>
/// <param name="Sizes">Its sizes; none for a single number.</param>
internal readonly record struct OwnedTensor(string Name, params long[] Sizes)
{
    /// <summary>The unknown tensors of a custom module, as one.</summary>
    public static OwnedTensor Unknown { get; } = new("*") { IsUnknown = true };

    /// <summary>Whether it is saved but not trained.</summary>
    public bool IsBuffer { get; init; }

    public bool IsUnknown { get; private init; }

    /// <summary>Its shape as in a file of state keys: <c>[16, 4]</c>; empty if unknown.</summary>
    public string Shape => IsUnknown ? "" : $"[{string.Join(", ", Sizes)}]";

    /// <summary>The number of trainable parameters, without overflow; exact up to 2⁵³.</summary>
    public double Parameters => IsBuffer || IsUnknown ? 0 : Sizes.Aggregate(1.0, static (product, size) => product * size);

    /// <summary>A tensor that is saved but not trained.</summary>
    public static OwnedTensor Buffer(string name, params long[] sizes) => new(name, sizes) { IsBuffer = true };
}

/// <summary>The tensors that an operation owns, in the order of its module: the only place where they are declared.</summary>
internal sealed class OwnedTensors : IEnumerable<OwnedTensor>
{
    private readonly IReadOnlyList<OwnedTensor> _first;
    private readonly int _levels;
    private readonly Func<int, IReadOnlyList<OwnedTensor>>? _level;

    private OwnedTensors(IReadOnlyList<OwnedTensor> first, int levels, Func<int, IReadOnlyList<OwnedTensor>>? level)
    {
        _first = first;
        _levels = levels;
        _level = level;
    }

    public static OwnedTensors None { get; } = new([], levels: 0, level: null);

    /// <summary>The number of trainable parameters, without overflow; exact up to 2⁵³.</summary>
    public double Parameters => Sum(_first) + (_levels > 0 ? _levels * Sum(_level!(0)) : 0);

    /// <summary>Whether there are, or may be, buffers.</summary>
    public bool MayHaveBuffers => MayHave(_first) || (_levels > 0 && MayHave(_level!(0)));

    public static OwnedTensors Of(params OwnedTensor[] tensors) => new(tensors, levels: 0, level: null);

    /// <summary>
    /// These tensors, followed by those of several levels of the same size. They are created lazily: a stack may have too many levels to
    /// list them.
    /// </summary>
    public OwnedTensors Then(int levels, Func<int, IReadOnlyList<OwnedTensor>> level) => new(_first, levels, level);

    public IEnumerator<OwnedTensor> GetEnumerator()
    {
        foreach (var tensor in _first)
            yield return tensor;
        for (var i = 0; i < _levels; i++)
        {
            foreach (var tensor in _level!(i))
                yield return tensor;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static double Sum(IReadOnlyList<OwnedTensor> tensors) => tensors.Sum(static tensor => tensor.Parameters);

    private static bool MayHave(IReadOnlyList<OwnedTensor> tensors) => tensors.Any(static tensor => tensor.IsBuffer || tensor.IsUnknown);
}
