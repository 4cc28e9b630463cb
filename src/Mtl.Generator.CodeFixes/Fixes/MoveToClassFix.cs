using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Moves an attribute with a scope to the class, where it is the default of that scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveToClassFix)), Shared]
public sealed class MoveToClassFix() : ModelCodeFix(RuleIds.ScopeOnMember)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is not { Attribute: { } attribute, Type: ClassDeclarationSyntax type })
            yield break;
        var start = type.Modifiers.Count > 0 ? type.Modifiers[0] : type.Keyword;
        var text = $"[{attribute}]{type.LineBreak()}{Indentation(type, start)}";
        yield return new Remedy(
            $"Move [{attribute.ShortName()}] to the class",
            attribute.Remove(),
            Edit.Insert(type.SyntaxTree, start.SpanStart, text));
    }

    /// <summary>The indentation of the line on which the class starts, after its attributes.</summary>
    private static string Indentation(ClassDeclarationSyntax type, SyntaxToken start)
    {
        var line = type.SyntaxTree.GetText().Lines.GetLineFromPosition(start.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }
}
