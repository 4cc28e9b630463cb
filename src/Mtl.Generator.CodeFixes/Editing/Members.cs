using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>Writes members and modifiers in the formatting of the code around them.</summary>
internal static class Members
{
    /// <summary>Inserts <c>partial</c> directly before the keyword <c>class</c>, <c>struct</c> or <c>record</c>.</summary>
    public static Edit MakePartial(this TypeDeclarationSyntax type) => Edit.Insert(type.SyntaxTree, type.Keyword.SpanStart, "partial ");

    public static bool Has(this MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    /// <summary>Removes a modifier and the space after it.</summary>
    public static Edit Remove(this SyntaxToken modifier) =>
        Edit.Remove(modifier.SyntaxTree!, modifier.SpanStart, modifier.GetNextToken().SpanStart);

    /// <summary>The white space at the beginning of the line on which a node starts.</summary>
    public static string Indentation(this SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>The line break of the file.</summary>
    public static string LineBreak(this SyntaxNode node) =>
        node.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";

    /// <summary>Inserts lines of code after a member, with an empty line between.</summary>
    public static Edit InsertAfter(this MemberDeclarationSyntax member, params string[] lines)
    {
        var (indentation, lineBreak) = (member.Indentation(), member.LineBreak());
        var text = lineBreak + string.Concat(lines.Select(line => lineBreak + indentation + line));
        return Edit.Insert(member.SyntaxTree, EndOf(member), text);
    }

    /// <summary>The start of a member, including its comments but not the empty lines above.</summary>
    public static int BodyStart(this MemberDeclarationSyntax member) =>
        member.GetLeadingTrivia().FirstOrDefault(trivia => !string.IsNullOrWhiteSpace(trivia.ToFullString())) is { RawKind: not 0 } comment
            ? comment.FullSpan.Start
            : member.SpanStart;

    /// <summary>A name that the type does not have yet: the given one, or the given one followed by a number.</summary>
    public static string FreeName(this INamedTypeSymbol type, string name)
    {
        var free = name;
        for (var number = 2; !type.GetMembers(free).IsEmpty || type.Name == free; number++)
            free = name + number;
        return free;
    }

    /// <summary>The shortest name of an attribute of the model language at a position, without <c>Attribute</c>.</summary>
    public static string AttributeAt(this SemanticModel model, int position, string name)
    {
        var spelling = model.Compilation.GetTypeByMetadataName($"Mtl.{name}Attribute")?.ToMinimalDisplayString(model, position) ?? name;
        return spelling.EndsWith(name + "Attribute", StringComparison.Ordinal)
            ? spelling.Substring(0, spelling.Length - "Attribute".Length)
            : spelling;
    }

    /// <summary>The end of a member, including a comment at the end of its last line.</summary>
    private static int EndOf(MemberDeclarationSyntax member) =>
        member.GetTrailingTrivia().LastOrDefault(trivia => !string.IsNullOrWhiteSpace(trivia.ToString())) is { RawKind: not 0 } comment
            ? comment.Span.End
            : member.Span.End;
}
