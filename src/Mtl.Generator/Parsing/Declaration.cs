using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>A declared layer or head, in any form.</summary>
/// <param name="Member">Its property.</param>
/// <param name="Type">Its type; an error type if that does not exist.</param>
/// <param name="Role">Its attribute as a layer or a head.</param>
/// <param name="Site">The site of that attribute.</param>
/// <param name="Symbol">The property or field, which can carry modifiers; none for a declaration on the class.</param>
internal sealed record Declaration(MemberDescription Member, ITypeSymbol Type, AttributeData Role, Site Site, ISymbol? Symbol)
{
    public string Name => Member.Name;

    /// <summary>The site of the member, or of the attribute if there is no member.</summary>
    public Site MemberSite => Symbol is null ? Site : new Site(Symbol.Name);
}
