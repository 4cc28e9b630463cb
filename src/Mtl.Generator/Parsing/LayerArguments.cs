using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>The layers that have an argument of a declaration.</summary>
internal static class LayerArguments
{
    /// <summary>A common name of the layers that have an argument, if it is shorter than their names.</summary>
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

    private const string Own = "a custom layer";

    /// <summary>The layers that have an argument, in words; null if the given kind or every layer has it.</summary>
    public static string? OtherReaders(LayerKind kind, string argument)
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
