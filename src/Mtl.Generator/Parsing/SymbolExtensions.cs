using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.Parsing;

/// <summary>Extensions of symbols and syntax for parser and analyzer.</summary>
internal static class SymbolExtensions
{
    /// <summary>A name with <c>global::</c>, for generated code.</summary>
    private static readonly SymbolDisplayFormat _globalName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A part of the path of every generated file: the name of the generator's type.</summary>
    private static readonly string _folderOfGenerated = typeof(MultiTaskModelGenerator).FullName;

    /// <summary>A cache of the short names of the language's attributes, which are read for every attribute.</summary>
    private static readonly ConcurrentDictionary<string, string> _languageNames = new(StringComparer.Ordinal);

    /// <summary>A namespace as in a declaration.</summary>
    public static string DeclaredName(this INamespaceSymbol space) =>
        space.ToDisplayString(_globalName.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    public static string GlobalName(this ITypeSymbol type) => type.ToDisplayString(_globalName);

    /// <summary>The short name of an attribute of the model language (<c>Dropout</c>), or null for any other attribute.</summary>
    public static string? LanguageName(this AttributeData attribute)
    {
        const string suffix = "Attribute";
        return attribute.AttributeClass is { ContainingType: null, Name: { } name } type
            && type.ContainingNamespace is { Name: AttributeNames.Namespace, ContainingNamespace.IsGlobalNamespace: true }
            && name.EndsWith(suffix, StringComparison.Ordinal)
                ? _languageNames.GetOrAdd(name, static name => name.Substring(0, name.Length - suffix.Length))
                : null;
    }

    public static IEnumerable<AttributeData> LanguageAttributes(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.LanguageName() == name)
                yield return attribute;
        }
    }

    /// <summary>The first attribute of that name, or null.</summary>
    public static AttributeData? LanguageAttribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.LanguageName() == name)
                return attribute;
        }
        return null;
    }

    /// <summary>
    /// The user's declarations. The analyzer also sees generated ones, but must find the same as the generator.
    /// </summary>
    public static IEnumerable<SyntaxNode> WrittenDeclarations(this ISymbol symbol, CancellationToken cancellationToken) =>
        symbol.DeclaringSyntaxReferences
            .Where(IsWritten)
            .Select(reference => reference.GetSyntax(cancellationToken));

    /// <summary>The user's first declaration of a kind, or null.</summary>
    public static T? FirstWritten<T>(this ISymbol symbol, CancellationToken cancellationToken)
        where T : SyntaxNode
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (IsWritten(reference) && reference.GetSyntax(cancellationToken) is T declaration)
                return declaration;
        }
        return null;
    }

    /// <summary>Whether the user has declared the symbol.</summary>
    public static bool IsWritten(this ISymbol symbol, CancellationToken cancellationToken) =>
        symbol.FirstWritten<SyntaxNode>(cancellationToken) is not null;

    private static bool IsWritten(SyntaxReference reference) =>
        reference.SyntaxTree.FilePath.IndexOf(_folderOfGenerated, StringComparison.Ordinal) < 0;

    /// <summary>
    /// The members in declaration order. Those of a type in several files are ordered by file name, then by position, independently of the
    /// compiler's order of files and of the operating system.
    /// </summary>
    public static IEnumerable<ISymbol> MembersInDeclarationOrder(this INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length < 2
        ? type.GetMembers()
        : type.GetMembers()
            .OrderBy(member => member.Locations.FirstOrDefault()?.SourceTree?.FilePath.Replace('\\', '/'), StringComparer.Ordinal)
            .ThenBy(member => member.Locations.FirstOrDefault()?.SourceSpan.Start);

    public static bool IsPartial(this SyntaxNode declaration) =>
        declaration is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Whether a property has an implementation: <c>=> x</c> or accessors with bodies.</summary>
    public static bool IsImplemented(this PropertyDeclarationSyntax property) =>
        property.ExpressionBody is not null
        || property.AccessorList?.Accessors.Any(static accessor => accessor is not { Body: null, ExpressionBody: null }) == true;

    /// <summary>Whether the declaration has a documentation comment, also if the compiler ignores those.</summary>
    public static bool IsDocumented(this SyntaxNode declaration)
    {
        foreach (var trivia in declaration.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
                || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
                || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A type and its containing types, from the inside out.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndContaining(this INamedTypeSymbol type)
    {
        for (var symbol = type; symbol is not null; symbol = symbol.ContainingType)
            yield return symbol;
    }

    /// <summary>The underlying type of a <c>T?</c> value type, or the type itself.</summary>
    public static ITypeSymbol WithoutNullable(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
}
