using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>Finds and edits attributes and their arguments, with the commas and brackets that belong to them.</summary>
internal static class Attributes
{
    /// <summary>An argument by its name or, for one without, its position.</summary>
    public static AttributeArgumentSyntax? Argument(this AttributeSyntax attribute, string nameOrPosition)
    {
        var arguments = attribute.ArgumentList?.Arguments.ToList() ?? [];
        return int.TryParse(nameOrPosition, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? arguments.Where(argument => argument.NameEquals is null).ElementAtOrDefault(position)
            : arguments.Find(argument => argument.NameEquals?.Name.Identifier.ValueText == nameOrPosition);
    }

    /// <summary>The attribute's name as its documentation has it: without a namespace, without <c>Attribute</c>.</summary>
    public static string ShortName(this AttributeSyntax attribute)
    {
        const string suffix = "Attribute";
        var name = attribute.SimpleName().Identifier.ValueText;
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }

    /// <summary>The last part of the name, which says what the attribute is.</summary>
    public static SimpleNameSyntax SimpleName(this AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax alias => alias.Name,
        var name => (SimpleNameSyntax)name,
    };

    /// <summary>Removes an attribute; the list around it as well where nothing else is in it.</summary>
    public static Edit Remove(this AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1 ? list.Remove() : RemoveFrom(list.Attributes, attribute);
    }

    /// <summary>Removes an argument; the brackets as well where nothing else is in them.</summary>
    public static Edit Remove(this AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return list.Arguments.Count == 1 ? Edit.Replace(list, "") : RemoveFrom(list.Arguments, argument);
    }

    /// <summary>Gives an argument a value, whether it has one or not. A new one has a name.</summary>
    public static Edit? Set(this AttributeSyntax attribute, string nameOrPosition, string value)
    {
        if (attribute.Argument(nameOrPosition) is { } argument)
            return Edit.Replace(argument.Expression, value);
        if (char.IsDigit(nameOrPosition[0]))
            return null;
        return attribute.ArgumentList switch
        {
            null => Edit.Insert(attribute.SyntaxTree, attribute.Span.End, $"({nameOrPosition} = {value})"),
            { Arguments.Count: 0 } empty => Edit.Insert(attribute.SyntaxTree, empty.CloseParenToken.SpanStart, $"{nameOrPosition} = {value}"),
            { Arguments: var arguments } => Edit.Insert(attribute.SyntaxTree, arguments.Last().Span.End, $", {nameOrPosition} = {value}"),
        };
    }

    /// <summary>Removes the list with the white space behind it: what comes next, code or comment, takes its place.</summary>
    private static Edit Remove(this AttributeListSyntax list)
    {
        var text = list.SyntaxTree.GetText();
        var end = list.Span.End;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        return Edit.Remove(list.SyntaxTree, list.SpanStart, end);
    }

    private static Edit RemoveFrom<T>(SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode
    {
        var index = list.IndexOf(item);
        return index < list.Count - 1
            ? Edit.Remove(item.SyntaxTree, item.SpanStart, list[index + 1].SpanStart)
            : Edit.Remove(item.SyntaxTree, list[index - 1].Span.End, item.Span.End);
    }
}
