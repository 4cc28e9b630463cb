using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>Finds and edits attributes and their arguments, including commas and brackets.</summary>
internal static class Attributes
{
    /// <summary>Finds an argument by its name or, if it has none, by its position.</summary>
    public static AttributeArgumentSyntax? Argument(this AttributeSyntax attribute, string nameOrPosition)
    {
        var arguments = attribute.ArgumentList?.Arguments.ToList() ?? [];
        return int.TryParse(nameOrPosition, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? arguments.Where(argument => argument.NameEquals is null).ElementAtOrDefault(position)
            : arguments.Find(argument => argument.NameEquals?.Name.Identifier.ValueText == nameOrPosition);
    }

    /// <summary>The attribute's name without a namespace and without <c>Attribute</c>, as in documentation.</summary>
    public static string ShortName(this AttributeSyntax attribute)
    {
        const string suffix = "Attribute";
        var name = attribute.SimpleName().Identifier.ValueText;
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - suffix.Length)
            : name;
    }

    /// <summary>The last part of the name: the name of the type.</summary>
    public static SimpleNameSyntax SimpleName(this AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax alias => alias.Name,
        var name => (SimpleNameSyntax)name,
    };

    /// <summary>Removes an attribute, and its list if it is the only one.</summary>
    public static Edit Remove(this AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1 ? list.Remove() : RemoveFrom(list.Attributes, attribute);
    }

    /// <summary>Removes an argument, and the brackets if it is the only one.</summary>
    public static Edit Remove(this AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return list.Arguments.Count == 1 ? Edit.Replace(list, "") : RemoveFrom(list.Arguments, argument);
    }

    /// <summary>Sets the value of an argument; adds the argument, by name, if it does not exist.</summary>
    public static Edit? Set(this AttributeSyntax attribute, string nameOrPosition, string value)
    {
        if (attribute.Argument(nameOrPosition) is { } argument)
            return Edit.Replace(argument.Expression, value);
        if (char.IsDigit(nameOrPosition[0]))
            return null;
        return attribute.ArgumentList switch
        {
            null => Edit.Insert(attribute.SyntaxTree, attribute.Span.End, $"({nameOrPosition} = {value})"),
            { Arguments.Count: 0, CloseParenToken.SpanStart: var end } =>
                Edit.Insert(attribute.SyntaxTree, end, $"{nameOrPosition} = {value}"),
            { Arguments: var arguments } => Edit.Insert(attribute.SyntaxTree, arguments.Last().Span.End, $", {nameOrPosition} = {value}"),
        };
    }

    /// <summary>Removes the list and the white space after it, so that the code or comment that follows moves to its position.</summary>
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
