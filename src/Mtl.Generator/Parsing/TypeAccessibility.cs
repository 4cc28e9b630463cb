using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Finds how far generated members may be seen: the compiler refuses a member that can be seen farther than a type that it
/// mentions.
/// </summary>
internal static class TypeAccessibility
{
    public static MemberAccessibility Of(ITypeSymbol mentioned, INamedTypeSymbol model)
    {
        if (IsPublic(mentioned))
            return MemberAccessibility.Public; // The usual case, and this is asked of every member.
        var own = LimitsOf(model).ToList();
        var tighter = LimitsOf(mentioned).Where(limit => !own.Exists(mine => IsAsTight(mine, limit))).ToList();
        return tighter.Count == 0 ? MemberAccessibility.Public
            : tighter.TrueForAll(limit => limit.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal) ? MemberAccessibility.Internal
            : MemberAccessibility.Private;
    }

    /// <summary>The type that only its own file can name: the type itself, one around it, or an argument; null where there is none.</summary>
    public static INamedTypeSymbol? FileLocalIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => FileLocalIn(array.ElementType),
        INamedTypeSymbol named => named.SelfAndContaining().FirstOrDefault(symbol => symbol.IsFileLocal)
            ?? named.TypeArguments.Select(FileLocalIn).FirstOrDefault(local => local is not null),
        _ => null,
    };

    /// <summary>Whether nothing limits where a type can be seen.</summary>
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

    /// <summary>The types because of which a type cannot be seen everywhere: itself, those around it, its arguments.</summary>
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

    /// <summary>Whether everybody who sees past <paramref name="mine"/> also sees past <paramref name="limit"/>.</summary>
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
