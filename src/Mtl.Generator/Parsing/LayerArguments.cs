using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Which layers an argument of a declaration concerns.</summary>
internal static class LayerArguments
{
    /// <summary>What the layers that read an argument are called together, where that is shorter than their names.</summary>
    private static readonly Dictionary<string, string> _readers = new(StringComparer.Ordinal)
    {
        ["Kernel"] = Windows,
        ["Stride"] = Windows,
        ["Padding"] = Windows,
        ["Heads"] = Attention,
        ["Positions"] = Attention,
        ["Factory"] = Own,
        ["Output"] = Own,
    };

    private const string Windows = "a convolution or a pooling with a kernel";

    private const string Attention = "attention over the steps of a sequence";

    private const string Own = "a layer of your own";

    /// <summary>The layers that read an argument, in words; null where this one does, or the argument concerns every layer.</summary>
    public static string? ReadersBeside(LayerKind kind, string argument)
    {
        if (kind.Arguments.Contains(argument))
            return null;
        if (_readers.TryGetValue(argument, out var readers))
            return readers;
        var names = LayerKind.All
            .Where(other => other.Arguments.Contains(argument))
            .Select(static other => Article.With(other.Name))
            .ToList();
        return names.Count == 0 ? null
            : names.Count == 1 ? names[0]
            : $"{string.Join(", ", names.Take(names.Count - 1))} or {names[names.Count - 1]}";
    }
}
