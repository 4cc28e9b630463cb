using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>
/// Removes the keyword with which a class cannot be a model: <c>static</c>, <c>abstract</c>, <c>file</c> or <c>record</c>. There is no
/// fix for a base class.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeOrdinaryClassFix)), Shared]
public sealed class MakeOrdinaryClassFix() : ModelCodeFix(RuleIds.UnsupportedClass)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.TypeSymbol is not { } type)
            yield break;
        var parts = mistake.PartsOf(type).ToList();
        if (type.IsRecord)
        {
            // There is no fix for a record with a parameter list: a class with one is something else.
            if (parts.TrueForAll(part => part is RecordDeclarationSyntax { ParameterList: null }))
                yield return new Remedy("Make it a class", [.. parts.Cast<RecordDeclarationSyntax>().Select(MakeClass)]);
            yield break;
        }

        var modifiers = parts.SelectMany(part => part.Modifiers).Where(modifier =>
            modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword).ToList();
        if (modifiers is [var first, ..])
            yield return new Remedy($"Remove '{first.Text}'", [.. modifiers.Select(modifier => modifier.Remove())]) { Kind = first.Text };
    }

    /// <summary>Handles <c>record</c> and <c>record class</c>.</summary>
    private static Edit MakeClass(RecordDeclarationSyntax record) => record.ClassOrStructKeyword.RawKind == 0
        ? Edit.Replace(record.Keyword, "class")
        : record.Keyword.Remove();
}
