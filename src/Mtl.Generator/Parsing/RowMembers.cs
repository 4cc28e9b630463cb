using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>What a row type offers to a model: its own members and those it inherits.</summary>
internal static class RowMembers
{
    /// <summary>
    /// Base types' members first, each type's in declaration order, fields before properties: a compiled type has lost how they were
    /// mixed, and the order must not depend on where the type comes from. Of a name the one that <c>row.Name</c> means.
    /// </summary>
    public static IReadOnlyList<RowMember> Of(INamedTypeSymbol row)
    {
        var members = new List<RowMember>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var symbol in Lineage(row).SelectMany(FieldsAndProperties))
        {
            var member = RowMember.Read(symbol, ParameterOf(symbol));
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

    private static IEnumerable<ISymbol> FieldsAndProperties(INamedTypeSymbol type) =>
        type.MembersInDeclarationOrder()
            .Where(member => member is IFieldSymbol or IPropertySymbol && member.CanBeReferencedByName)
            .OrderBy(member => member is IPropertySymbol);

    /// <summary>
    /// The parameter of a record that its property is made of: attributes may stand there without <c>property:</c>. A copy constructor, and one
    /// that is called by another, has none with a role.
    /// </summary>
    private static IParameterSymbol? ParameterOf(ISymbol member)
    {
        if (member is not IPropertySymbol || member.ContainingType.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return null;
        foreach (var constructor in member.ContainingType.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name == member.Name)
                    return parameter;
            }
        }
        return null;
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
internal sealed record RowMember(ISymbol Symbol, IParameterSymbol? Parameter, ITypeSymbol Type, AttributeData? Feature, AttributeData? Label)
{
    public string Name => Symbol.Name;

    public bool HasRole => Feature is not null || Label is not null;

    /// <summary>The task that learns the member: the one the label names, or the one of the member's own name.</summary>
    public string Task => Label?.Named("Task", Name) ?? Name;

    /// <summary>The place of the member, or of an attribute on it.</summary>
    public Site Site(string? attribute = null) => new(Member: null, attribute) { RowMember = Name };

    /// <summary>The role or another attribute of the model language, wherever it stands.</summary>
    public AttributeData? Attribute(string name) => Symbol.LanguageAttribute(name) ?? Parameter?.LanguageAttribute(name);

    /// <summary>Reads a field, or a property and the parameter that it is made of.</summary>
    public static RowMember Read(ISymbol symbol, IParameterSymbol? parameter) => new(
        symbol,
        parameter,
        symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type,
        symbol.LanguageAttribute(AttributeNames.Feature) ?? parameter?.LanguageAttribute(AttributeNames.Feature),
        symbol.LanguageAttribute(AttributeNames.Label) ?? parameter?.LanguageAttribute(AttributeNames.Label));
}
