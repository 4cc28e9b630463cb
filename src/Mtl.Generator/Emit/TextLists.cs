using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Lists in source text.</summary>
internal static class TextLists
{
    /// <summary>Joins texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="separator">The separator.</param>
    public static Text Join(this List<string> texts, string separator)
    {
        var list = new Text(literalLength: 0, formattedCount: texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (i > 0)
                list.AppendLiteral(separator);
            list.AppendLiteral(texts[i]);
        }
        return list;
    }

    /// <summary>Joins the texts of items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="textOf">Returns the text of an item.</param>
    /// <param name="separator">The separator.</param>
    public static Text Join<T>(this EquatableArray<T> items, Func<T, Text> textOf, string separator = ", ")
        where T : IEquatable<T>
    {
        var list = new Text(literalLength: 0, formattedCount: items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                list.AppendLiteral(separator);
            list.AppendFormatted(textOf(items[i]));
        }
        return list;
    }
}
