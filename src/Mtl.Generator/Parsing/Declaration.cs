using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>One declared layer or head, whichever way it is declared.</summary>
/// <param name="Member">The property that gives access to it.</param>
/// <param name="Type">Its type; an error type where it cannot be known.</param>
/// <param name="Role">The attribute that makes it a layer or a head.</param>
/// <param name="Site">Where that attribute is.</param>
/// <param name="Symbol">The property or field, which can carry modifiers; none for a declaration on the class.</param>
internal sealed record Declaration(MemberDescription Member, ITypeSymbol Type, AttributeData Role, Site Site, ISymbol? Symbol)
{
    public string Name => Member.Name;

    /// <summary>The place of the member, or of the attribute where there is no member.</summary>
    public Site MemberSite => Symbol is null ? Site : new Site(Symbol.Name);
}
