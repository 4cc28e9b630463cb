using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Takes from a class the keyword with which it cannot be a model. A base class is left for its author to replace.</summary>
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
            // A record with parameters is made of them.
            if (parts.TrueForAll(part => part is RecordDeclarationSyntax { ParameterList: null }))
                yield return new Remedy("Make it a class", [.. parts.Cast<RecordDeclarationSyntax>().Select(MakeClass)]);
            yield break;
        }

        var modifiers = parts.SelectMany(part => part.Modifiers).Where(modifier =>
            modifier.IsKind(SyntaxKind.StaticKeyword) || modifier.IsKind(SyntaxKind.AbstractKeyword) || modifier.IsKind(SyntaxKind.FileKeyword)).ToList();
        if (modifiers.Count > 0)
            yield return new Remedy($"Remove '{modifiers[0].Text}'", [.. modifiers.Select(modifier => modifier.Remove())]) { Kind = modifiers[0].Text };
    }

    /// <summary><c>record</c> and <c>record class</c> alike.</summary>
    private static Edit MakeClass(RecordDeclarationSyntax record) => record.ClassOrStructKeyword.RawKind == 0
        ? Edit.Replace(record.Keyword, "class")
        : record.Keyword.Remove();
}
