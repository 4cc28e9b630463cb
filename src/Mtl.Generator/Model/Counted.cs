namespace Mtl.Generator.Model;

/// <summary>A number with its noun, for messages and comments: 1 group, 2 groups.</summary>
internal static class Counted
{
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
