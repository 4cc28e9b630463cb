using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>Finds the locations of a model's sites in a compilation.</summary>
internal sealed class SiteLocator(
    INamedTypeSymbol model, AttributeData marker, Compilation compilation, CancellationToken cancellationToken)
{
    public Location LocationOf(Site site)
    {
        if (site.Member == WellKnownMemberNames.InstanceConstructorName)
        {
            var constructor = ModelParser.WrittenConstructors(model, cancellationToken).ElementAtOrDefault(site.Ordinal);
            return constructor?.Identifier.GetLocation() ?? Location.None;
        }
        var row = RowMemberOf(site);
        var symbol = row?.Symbol ?? SymbolOf(site) ?? model;
        var attribute = site.Attribute is null ? null
            : row is not null ? row.Attribute(site.Attribute)?.ApplicationSyntaxReference
            : symbol.LanguageAttributes(site.Attribute).ElementAtOrDefault(site.Ordinal)?.ApplicationSyntaxReference;
        return attribute is not null && IsInCompilation(attribute.SyntaxTree)
            ? attribute.GetSyntax(cancellationToken).GetLocation()
            : NameOf(symbol) ?? NameOf(model) ?? Location.None;
    }

    private RowMember? RowMemberOf(Site site) => site.RowMember is not null && ModelParser.RowTypeOf(marker) is { } row
        ? RowMembers.Of(row).FirstOrDefault(member => member.Name == site.RowMember)
        : null;

    private ISymbol? SymbolOf(Site site) => site.Member is null ? model : model.GetMembers(site.Member).FirstOrDefault();

    /// <summary>The location of the name in the user's code, not in a generated part.</summary>
    private Location? NameOf(ISymbol symbol)
    {
        if (symbol is IFieldSymbol { AssociatedSymbol: { } property })
            return NameOf(property); // The field behind a property has no name in the code.
        var written = symbol.WrittenDeclarations(cancellationToken).Select(declaration => declaration.SyntaxTree).ToList();
        return symbol.Locations.FirstOrDefault(location =>
            location.SourceTree is { } tree && written.Contains(tree) && IsInCompilation(tree));
    }

    /// <summary>Whether an analyzer may report in a file; a row type can be in another project.</summary>
    private bool IsInCompilation(SyntaxTree tree) => compilation.ContainsSyntaxTree(tree);
}
