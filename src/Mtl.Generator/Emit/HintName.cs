using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Names of generated files: the class's metadata name and the concern.</summary>
internal static class HintName
{
    /// <summary>Longer names exceed the path limits of some file systems and tools.</summary>
    private const int MaxLength = 150;

    /// <param name="type">The class.</param>
    /// <param name="concern">The part of the model that the file contains.</param>
    /// <param name="shared">The names that several classes have, from <see cref="Shared"/>.</param>
    public static string Of(TypeName type, string concern, EquatableArray<string> shared)
    {
        var name = Readable(type.MetadataName);
        if (name.Length > MaxLength)
            name = name.Substring(name.Length - MaxLength);
        else if (!shared.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"{name}.{concern}.g.cs";
        return $"{name}_{StableHash(type.MetadataName):x8}.{concern}.g.cs";
    }

    /// <summary>
    /// The names that several classes would have: the compiler compares hint names without case, and <c>A.B</c> may be a class in a
    /// namespace or in a class. These get a hash.
    /// </summary>
    public static EquatableArray<string> Shared(IEnumerable<string> metadataNames) =>
        metadataNames
            .GroupBy(Readable, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .Select(group => group.Key)
            .ToEquatableArray();

    private static string Readable(string metadataName) =>
        metadataName.Replace('+', '.').Replace('`', '_');

    /// <summary>FNV-1a, which unlike <c>GetHashCode</c> is the same in every process.</summary>
    private static uint StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }
}
