using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Finds the members of a row type, including inherited ones.</summary>
internal static class RowMembers
{
    /// <summary>
    /// The members of base types first, those of a type in declaration order, fields before properties: a compiled type does not have the
    /// original order, and the result must not depend on where the type comes from. Of several with the same name the one that
    /// <c>row.Name</c> means, or, if only a hidden one has a role, that one.
    /// </summary>
    public static IReadOnlyList<RowMember> Of(INamedTypeSymbol row)
    {
        var members = new List<RowMember>();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var symbol in Lineage(row).SelectMany(FieldsAndProperties))
        {
            var member = RowMember.Read(symbol, ParameterOf(symbol));
            if (symbol is IParameterSymbol or IPropertySymbol { IsIndexer: true })
            {
                members.Add(member);
            }
            else if (!indices.TryGetValue(symbol.Name, out var index))
            {
                indices.Add(symbol.Name, members.Count);
                members.Add(member);
            }
            else if (members[index].HasRole && !member.HasRole && !symbol.IsOverride)
            {
                members[index] = members[index] with { HiddenBy = symbol.ContainingType.Name };
            }
            else if (!symbol.IsOverride || member.HasRole)
            {
                members[index] = member;
            }
        }
        return members;
    }

    /// <summary>
    /// Fields and properties of every kind, and parameters with a role but without a property, so that every role is either used or
    /// reported. Members without a name are half-typed, which the compiler reports.
    /// </summary>
    private static IEnumerable<ISymbol> FieldsAndProperties(INamedTypeSymbol type)
    {
        var members = type.MembersInDeclarationOrder().ToList();
        return members.Where(static member => member is IFieldSymbol or IPropertySymbol)
            .OrderBy(static member => member is IPropertySymbol)
            .Concat(members.OfType<IMethodSymbol>().SelectMany(static method => method.Parameters).Where(IsStray))
            .Where(static member => member.Name.Length > 0);
    }

    private static bool IsStray(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(static attribute => attribute.LanguageName() is not null) && !HasProperty(parameter);

    private static bool HasProperty(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && constructor.ContainingType.GetMembers(parameter.Name).Any(static member => member is IPropertySymbol);

    /// <summary>The constructor parameter of a record's property, which may have the attributes without <c>property:</c>.</summary>
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

/// <summary>A property or field of a row type, or a parameter with an attribute, with its role in the model if it has one.</summary>
internal sealed record RowMember(
    ISymbol Symbol, IParameterSymbol? Parameter, ITypeSymbol Type, AttributeData? Feature, AttributeData? Label)
{
    /// <summary>The type whose member of the same name, without a role, hides it; null if none does.</summary>
    public string? HiddenBy { get; init; }

    public string Name => Symbol.Name;

    public bool HasRole => Feature is not null || Label is not null;

    /// <summary>The task that learns the label: the one that it names, or the one with its name.</summary>
    public string Task => Label?.Named("Task", Name) ?? Name;

    /// <summary>The site of the member, or of an attribute on it.</summary>
    public Site Site(string? attribute = null) => new(Member: null, attribute) { RowMember = Name };

    /// <summary>All attributes, of the member and of its parameter.</summary>
    public IEnumerable<AttributeData> Attributes =>
        Parameter is null ? Symbol.GetAttributes() : Symbol.GetAttributes().Concat(Parameter.GetAttributes());

    /// <summary>An attribute of the model language, of the member or of its parameter.</summary>
    public AttributeData? Attribute(string name) => Symbol.LanguageAttribute(name) ?? Parameter?.LanguageAttribute(name);

    /// <summary>Reads a field, or a property and its constructor parameter.</summary>
    public static RowMember Read(ISymbol symbol, IParameterSymbol? parameter) => new(
        symbol,
        parameter,
        symbol switch { IPropertySymbol property => property.Type, IParameterSymbol stray => stray.Type, _ => ((IFieldSymbol)symbol).Type },
        symbol.LanguageAttribute(AttributeNames.Feature) ?? parameter?.LanguageAttribute(AttributeNames.Feature),
        symbol.LanguageAttribute(AttributeNames.Label) ?? parameter?.LanguageAttribute(AttributeNames.Label));
}
