using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Finds classes with layers or tasks but without a marker. They are found by the names of attributes, so that other classes are skipped
/// quickly.
/// </summary>
internal static class MarkerCheck
{
    private const string Suffix = "Attribute";

    public static void Check(SyntaxNodeAnalysisContext context)
    {
        if (context.ContainingSymbol is not INamedTypeSymbol type)
            return;
        var part = (TypeDeclarationSyntax)context.Node;
        if (Find(part, type) is { } message)
            context.ReportDiagnostic(message);
        else
            CheckStray(part, type, context);
    }

    /// <summary>Reports attributes for models on a class that is no model.</summary>
    private static void CheckStray(TypeDeclarationSyntax part, INamedTypeSymbol type, SyntaxNodeAnalysisContext context)
    {
        if (!Has(part.AttributeLists, AttributeNames.IsOfModel) || type.LanguageAttribute(AttributeNames.MultiTaskModel) is not null)
            return;
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.LanguageName() is not { } name || !AttributeNames.IsOfModel(name))
                continue;
            if (attribute.ApplicationSyntaxReference is not { } written
                || !part.AttributeLists.Any(list => list.SyntaxTree == written.SyntaxTree && list.Span.Contains(written.Span)))
            {
                continue;
            }
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.ById(RuleIds.NoEffect), Location.Create(written.SyntaxTree, written.Span),
                name, $"'{type.Name}' is no model; it has no [MultiTaskModel]"));
        }
    }

    /// <summary>The problem of one part of a class, or null. Nested classes are checked separately.</summary>
    public static Diagnostic? Find(TypeDeclarationSyntax part, INamedTypeSymbol type)
    {
        var mayHaveRole = HasRole(part.AttributeLists)
            || part.Members.Any(static member => member is not BaseTypeDeclarationSyntax && HasRole(member.AttributeLists));
        if (!mayHaveRole || type.LanguageAttribute(AttributeNames.MultiTaskModel) is not null)
            return null;
        var isKnown = !type.GetAttributes().Any(static attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error });
        return isKnown && (HasRole(type) || type.GetMembers().Any(static member => member is not INamedTypeSymbol && HasRole(member)))
            ? Diagnostic.Create(Rules.ById(RuleIds.MarkerMissing), part.Identifier.GetLocation(), type.Name)
            : null;
    }

    private static bool HasRole(ISymbol symbol) => symbol.GetAttributes().Any(DeclarationFinder.IsRole);

    /// <summary>Whether a part of a class has the marker, or an attribute of the same name.</summary>
    public static bool HasMarker(TypeDeclarationSyntax part) =>
        Has(part.AttributeLists, static name => name == AttributeNames.MultiTaskModel);

    private static bool HasRole(SyntaxList<AttributeListSyntax> lists) =>
        Has(lists, static name => name is AttributeNames.SharedLayer or AttributeNames.TaskLayer or AttributeNames.TaskHead);

    private static bool Has(SyntaxList<AttributeListSyntax> lists, Func<string, bool> isIt)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = NameOf(attribute.Name);
                if (isIt(name) || (name.EndsWith(Suffix, StringComparison.Ordinal) && isIt(name.Substring(0, name.Length - Suffix.Length))))
                    return true;
            }
        }
        return false;
    }

    private static string NameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => NameOf(qualified.Right),
        AliasQualifiedNameSyntax alias => NameOf(alias.Name),
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
