using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.Parsing;

/// <summary>Questions about symbols that the parser and the analyzer ask in the same way.</summary>
internal static class SymbolExtensions
{
    /// <summary>A name with <c>global::</c>: usable wherever generated code names a type.</summary>
    private static readonly SymbolDisplayFormat _globalName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Part of the path that the compiler gives to every generated file: the generator's type.</summary>
    private static readonly string _folderOfGenerated = typeof(MultiTaskModelGenerator).FullName;

    /// <summary>Short names of the language's attributes by their full ones; they are asked for at every attribute of every class.</summary>
    private static readonly ConcurrentDictionary<string, string> _languageNames = new(StringComparer.Ordinal);

    /// <summary>A namespace as a declaration spells it.</summary>
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
    /// The declarations that a person wrote. The analyzer also sees what the generator added; both must see the same.
    /// </summary>
    public static IEnumerable<SyntaxNode> WrittenDeclarations(this ISymbol symbol, CancellationToken cancellationToken) =>
        symbol.DeclaringSyntaxReferences
            .Where(IsWritten)
            .Select(reference => reference.GetSyntax(cancellationToken));

    /// <summary>The first of them that is of a kind, or null.</summary>
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

    /// <summary>Whether a person wrote any of it.</summary>
    public static bool IsWritten(this ISymbol symbol, CancellationToken cancellationToken) => symbol.FirstWritten<SyntaxNode>(cancellationToken) is not null;

    private static bool IsWritten(SyntaxReference reference) =>
        reference.SyntaxTree.FilePath.IndexOf(_folderOfGenerated, StringComparison.Ordinal) < 0;

    /// <summary>
    /// The members in the order in which they are written, also for a type in several files: by file name, then by position, whatever
    /// order the compiler holds the files in and on whatever system. Members of a type in one piece, and of a compiled one, are in it already.
    /// </summary>
    public static IEnumerable<ISymbol> MembersInDeclarationOrder(this INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length < 2
        ? type.GetMembers()
        : type.GetMembers()
            .OrderBy(member => member.Locations.FirstOrDefault()?.SourceTree?.FilePath.Replace('\\', '/'), StringComparer.Ordinal)
            .ThenBy(member => member.Locations.FirstOrDefault()?.SourceSpan.Start);

    public static bool IsPartial(this SyntaxNode declaration) =>
        declaration is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Whether a property has code of its own: <c>=> x</c> or accessors with bodies.</summary>
    public static bool IsImplemented(this PropertyDeclarationSyntax property) =>
        property.ExpressionBody is not null
        || property.AccessorList?.Accessors.Any(static accessor => accessor is not { Body: null, ExpressionBody: null }) == true;

    /// <summary>Whether the declaration carries a documentation comment, also when the compiler was told to ignore those.</summary>
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

    /// <summary>A type and the types around it, from the inside out.</summary>
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
