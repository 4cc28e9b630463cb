using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Finds the accessibility of generated members: the compiler refuses a member that is more accessible than a type in its signature.
/// </summary>
internal static class TypeAccessibility
{
    public static MemberAccessibility Of(ITypeSymbol mentioned, INamedTypeSymbol model)
    {
        if (IsPublic(mentioned))
            return MemberAccessibility.Public; // The usual case, checked first because this runs for every member.
        var own = LimitsOf(model).ToList();
        var tighter = LimitsOf(mentioned).Where(limit => !own.Exists(mine => IsAsTight(mine, limit))).ToList();
        return tighter.Count == 0 ? MemberAccessibility.Public
            : tighter.TrueForAll(IsInternal) ? MemberAccessibility.Internal
            : MemberAccessibility.Private;

        static bool IsInternal(INamedTypeSymbol limit) =>
            limit.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal;
    }

    /// <summary>The file-local type in a type: itself, a containing type, or a type argument; null if there is none.</summary>
    public static INamedTypeSymbol? FileLocalIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => FileLocalIn(array.ElementType),
        INamedTypeSymbol named => named.SelfAndContaining().FirstOrDefault(symbol => symbol.IsFileLocal)
            ?? named.TypeArguments.Select(FileLocalIn).FirstOrDefault(local => local is not null),
        _ => null,
    };

    /// <summary>Whether the type, its containing types and its type arguments are public.</summary>
    private static bool IsPublic(ITypeSymbol type)
    {
        while (type is IArrayTypeSymbol array)
            type = array.ElementType;
        if (type is not INamedTypeSymbol named)
            return true;
        foreach (var argument in named.TypeArguments)
        {
            if (!IsPublic(argument))
                return false;
        }
        for (var symbol = named; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.NotApplicable))
                return false;
        }
        return true;
    }

    /// <summary>The types that limit the accessibility of a type: itself, its containing types, its type arguments.</summary>
    private static IEnumerable<INamedTypeSymbol> LimitsOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return LimitsOf(array.ElementType);
        return type is INamedTypeSymbol named
            ? named.SelfAndContaining()
                .Where(symbol => symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.NotApplicable))
                .Concat(named.TypeArguments.SelectMany(LimitsOf))
            : [];
    }

    /// <summary>Whether code that can access <paramref name="mine"/> can also access <paramref name="limit"/>.</summary>
    private static bool IsAsTight(INamedTypeSymbol mine, INamedTypeSymbol limit)
    {
        if (limit.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal
            && mine.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private or Accessibility.ProtectedAndInternal)
        {
            return true;
        }

        return mine.DeclaredAccessibility == Accessibility.Private
            ? mine.SelfAndContaining().Skip(1).Contains(limit.ContainingType, SymbolEqualityComparer.Default)
            : mine.DeclaredAccessibility == limit.DeclaredAccessibility
                && SymbolEqualityComparer.Default.Equals(mine.ContainingType, limit.ContainingType);
    }
}
