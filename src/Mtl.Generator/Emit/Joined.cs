using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>A list within an interpolated string, which is written item by item as the string is.</summary>
/// <param name="items">The items.</param>
/// <param name="text">What is written of one.</param>
/// <param name="separator">What stands between two.</param>
internal readonly struct Joined<T>(EquatableArray<T> items, Func<T, string> text, string separator)
    where T : IEquatable<T>
{
    public void AppendTo(SourceWriter writer)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                writer.Append(separator);
            writer.Append(text(items[i]));
        }
    }
}

internal static class Joined
{
    /// <summary>The texts of all items with commas between them.</summary>
    public static Joined<T> Join<T>(this EquatableArray<T> items, Func<T, string> text, string separator = ", ")
        where T : IEquatable<T> => new(items, text, separator);
}
