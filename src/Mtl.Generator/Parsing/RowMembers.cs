using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>What a row type offers to a model: its own members and those it inherits.</summary>
internal static class RowMembers
{
    /// <summary>Properties and fields, base types' first, each type's in declaration order; of a name the one that <c>row.Name</c> means.</summary>
    public static IReadOnlyList<RowMember> Of(INamedTypeSymbol row)
    {
        var members = new List<RowMember>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var symbol in Lineage(row).SelectMany(type => type.GetMembers().InDeclarationOrder()))
        {
            var type = (symbol as IPropertySymbol)?.Type ?? (symbol as IFieldSymbol)?.Type;
            if (type is null || !symbol.CanBeReferencedByName)
                continue;
            var member = RowMember.Read(symbol, type);
            if (!places.TryGetValue(symbol.Name, out var place))
            {
                places.Add(symbol.Name, members.Count);
                members.Add(member);
            }
            else if (!symbol.IsOverride || member.HasRole)
            {
                members[place] = member;
            }
        }
        return members;
    }

    private static IEnumerable<INamedTypeSymbol> Lineage(INamedTypeSymbol row)
    {
        var parents = row.TypeKind == TypeKind.Interface ? row.Interfaces.SelectMany(Lineage)
            : row.BaseType is { SpecialType: SpecialType.None } parent ? Lineage(parent)
            : Enumerable.Empty<INamedTypeSymbol>();
        return parents.Append(row).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }
}

/// <summary>A property or field of a row type, with its role in the model if it has one.</summary>
internal sealed record RowMember(ISymbol Symbol, ITypeSymbol Type, AttributeData? Feature, AttributeData? Label)
{
    public string Name => Symbol.Name;

    public bool HasRole => Feature is not null || Label is not null;

    /// <summary>The task that learns the member: the one the label names, or the one of the member's own name.</summary>
    public string Task => Label?.Named("Task", Name) ?? Name;

    public static RowMember Read(ISymbol symbol, ITypeSymbol type) => new(
        symbol, type,
        symbol.LanguageAttributes(AttributeNames.Feature).FirstOrDefault(),
        symbol.LanguageAttributes(AttributeNames.Label).FirstOrDefault());
}
