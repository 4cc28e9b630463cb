using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>What a row type offers to a model: its own members and those it inherits.</summary>
internal static class RowMembers
{
    /// <summary>
    /// Base types' members first, each type's in declaration order, fields before properties: a compiled type has lost how they were
    /// mixed, and the order must not depend on where the type comes from. Of a name the one that <c>row.Name</c> means, or, if only a
    /// hidden one has a role, that one.
    /// </summary>
    public static IReadOnlyList<RowMember> Of(INamedTypeSymbol row)
    {
        var members = new List<RowMember>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var symbol in Lineage(row).SelectMany(FieldsAndProperties))
        {
            var member = RowMember.Read(symbol, ParameterOf(symbol));
            if (symbol is IParameterSymbol or IPropertySymbol { IsIndexer: true })
            {
                members.Add(member);
            }
            else if (!places.TryGetValue(symbol.Name, out var place))
            {
                places.Add(symbol.Name, members.Count);
                members.Add(member);
            }
            else if (members[place].HasRole && !member.HasRole && !symbol.IsOverride)
            {
                members[place] = members[place] with { HiddenBy = symbol.ContainingType.Name };
            }
            else if (!symbol.IsOverride || member.HasRole)
            {
                members[place] = member;
            }
        }
        return members;
    }

    /// <summary>
    /// Fields and properties of every kind, and parameters with a role that no property is made of: whether generated code can read them is
    /// asked of those with a role, so that none is passed over without a word. What has no name yet is half-typed, and the compiler's to report.
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
        parameter.GetAttributes().Any(static attribute => attribute.LanguageName() is not null)
        && !(parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && constructor.ContainingType.GetMembers(parameter.Name).Any(static member => member is IPropertySymbol));

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

/// <summary>A property or field of a row type, or a parameter with an attribute, with its role in the model if it has one.</summary>
internal sealed record RowMember(ISymbol Symbol, IParameterSymbol? Parameter, ITypeSymbol Type, AttributeData? Feature, AttributeData? Label)
{
    /// <summary>The type whose member of the same name, without a role, hides it from those who read rows; null if none does.</summary>
    public string? HiddenBy { get; init; }

    public string Name => Symbol.Name;

    public bool HasRole => Feature is not null || Label is not null;

    /// <summary>The task that learns the member: the one the label names, or the one of the member's own name.</summary>
    public string Task => Label?.Named("Task", Name) ?? Name;

    /// <summary>The place of the member, or of an attribute on it.</summary>
    public Site Site(string? attribute = null) => new(Member: null, attribute) { RowMember = Name };

    /// <summary>All attributes, wherever they stand.</summary>
    public IEnumerable<AttributeData> Attributes => Parameter is null ? Symbol.GetAttributes() : Symbol.GetAttributes().Concat(Parameter.GetAttributes());

    /// <summary>The role or another attribute of the model language, wherever it stands.</summary>
    public AttributeData? Attribute(string name) => Symbol.LanguageAttribute(name) ?? Parameter?.LanguageAttribute(name);

    /// <summary>Reads a field, or a property and the parameter that it is made of.</summary>
    public static RowMember Read(ISymbol symbol, IParameterSymbol? parameter) => new(
        symbol,
        parameter,
        symbol switch { IPropertySymbol property => property.Type, IParameterSymbol stray => stray.Type, _ => ((IFieldSymbol)symbol).Type },
        symbol.LanguageAttribute(AttributeNames.Feature) ?? parameter?.LanguageAttribute(AttributeNames.Feature),
        symbol.LanguageAttribute(AttributeNames.Label) ?? parameter?.LanguageAttribute(AttributeNames.Label));
}
