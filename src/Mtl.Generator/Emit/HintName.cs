using System.Text;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Names of generated files: the class's metadata name and the concern.</summary>
internal static class HintName
{
    /// <summary>Longer names meet the path limits of file systems and tools.</summary>
    private const int MaxLength = 150;

    public static string Of(TypeName type, string concern)
    {
        var name = new StringBuilder(type.MetadataName).Replace('+', '.').Replace('`', '_').ToString();
        if (name.Length > MaxLength)
            name = $"{name.Substring(name.Length - (MaxLength - 9))}_{StableHash(type.MetadataName):x8}";
        return $"{name}.{concern}.g.cs";
    }

    /// <summary>FNV-1a: unlike <c>GetHashCode</c> the same in every process.</summary>
    private static uint StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }
}
