using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Turns a layer or head into a partial property with only a getter, which the generator can implement.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CompleteMemberFix)), Shared]
public sealed class CompleteMemberFix() : ModelCodeFix(RuleIds.UnsupportedMember)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Property is { ExplicitInterfaceSpecifier: null } property
            && mistake.Attribute is not { Parent: AttributeListSyntax { Target: not null } })
        {
            yield return new Remedy(
                "Declare it as a partial property with a getter",
                Edit.Replace(property.Type, TypeOf(property)),
                Modifiers(property),
                Body(property));
        }
    }

    private static string TypeOf(PropertyDeclarationSyntax property)
    {
        var type = property.Type is RefTypeSyntax reference ? reference.Type : property.Type;
        return (property.Has(SyntaxKind.PartialKeyword) ? "" : "partial ")
            + (type is NullableTypeSyntax nullable ? nullable.ElementType : type);
    }

    /// <summary>The modifiers before the type, without those that a layer cannot have.</summary>
    private static Edit Modifiers(PropertyDeclarationSyntax property)
    {
        var kept = property.Modifiers.Where(modifier => modifier.Kind() is not (SyntaxKind.StaticKeyword or SyntaxKind.VirtualKeyword
            or SyntaxKind.OverrideKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.RequiredKeyword or SyntaxKind.SealedKeyword));
        var start = property.Modifiers.Count > 0 ? property.Modifiers[0].SpanStart : property.Type.SpanStart;
        return new Edit(
            property.SyntaxTree,
            TextSpan.FromBounds(start, property.Type.SpanStart),
            string.Concat(kept.Select(modifier => modifier.Text + " ")));
    }

    private static Edit Body(PropertyDeclarationSyntax property) => new(
        property.SyntaxTree,
        TextSpan.FromBounds(property.Identifier.Span.End, property.Span.End),
        " { get; }");
}
