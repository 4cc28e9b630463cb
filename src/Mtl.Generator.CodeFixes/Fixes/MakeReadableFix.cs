using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Makes a member of a row public, including its getter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeReadableFix)), Shared]
public sealed class MakeReadableFix() : ModelCodeFix(RuleIds.RowMember)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        var member = (MemberDeclarationSyntax?)mistake.Property ?? mistake.Node.FirstAncestorOrSelf<FieldDeclarationSyntax>();
        if (mistake.Attribute is not null || member is null or PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null }
            || member.Has(SyntaxKind.StaticKeyword) || member.Has(SyntaxKind.ConstKeyword))
        {
            yield break;
        }

        var edits = Widen(member).Concat(WidenGetter(member as PropertyDeclarationSyntax)).ToArray();
        if (edits.Length > 0)
            yield return new Remedy("Make it public", edits);
    }

    private static IEnumerable<Edit> Widen(MemberDeclarationSyntax member)
    {
        var accessibility = member.Modifiers.Where(modifier => IsAccessibility(modifier)).ToList();
        if (accessibility.Exists(modifier => modifier.IsKind(SyntaxKind.PublicKeyword) || modifier.IsKind(SyntaxKind.InternalKeyword)))
            return [];
        if (accessibility.Count > 0)
            return accessibility.Skip(1).Select(modifier => modifier.Remove()).Prepend(Edit.Replace(accessibility[0], "public"));
        var start = member.Modifiers.Count > 0 ? member.Modifiers[0].SpanStart
            : member is PropertyDeclarationSyntax property ? property.Type.SpanStart
            : ((FieldDeclarationSyntax)member).Declaration.SpanStart;
        return [Edit.Insert(member.SyntaxTree, start, "public ")];
    }

    private static IEnumerable<Edit> WidenGetter(PropertyDeclarationSyntax? property) =>
        property?.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration))?.Modifiers
            .Where(modifier => IsAccessibility(modifier)).Select(modifier => modifier.Remove()) ?? [];

    private static bool IsAccessibility(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword
            or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword;
}
