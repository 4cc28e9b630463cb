using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>Finds the location of a site in the compilation at hand.</summary>
internal static class SiteLocator
{
    public static Location Find(INamedTypeSymbol model, Site site, CancellationToken cancellationToken)
    {
        ISymbol symbol = model;
        if (site.RowMember is not null)
            symbol = RowMember(model, site.RowMember) ?? symbol;
        else if (site.Member is not null)
            symbol = model.GetMembers(site.Member).FirstOrDefault() ?? symbol;

        var attribute = site.Attribute is null
            ? null
            : symbol.LanguageAttributes(site.Attribute).ElementAtOrDefault(site.Ordinal);
        return attribute?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation()
            ?? WrittenLocation(symbol, cancellationToken)
            ?? WrittenLocation(model, cancellationToken)
            ?? Location.None;
    }

    /// <summary>A member of the row type or of a type it derives from.</summary>
    private static ISymbol? RowMember(INamedTypeSymbol model, string name)
    {
        var marker = model.LanguageAttributes(AttributeNames.MultiTaskModel).FirstOrDefault();
        for (var type = marker?.AttributeClass?.TypeArguments.FirstOrDefault() as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).FirstOrDefault() is { } member)
                return member;
        }
        return null;
    }

    /// <summary>The name in the code that a person wrote, not in a generated part.</summary>
    private static Location? WrittenLocation(ISymbol symbol, CancellationToken cancellationToken)
    {
        var written = symbol.WrittenDeclarations(cancellationToken).Select(declaration => declaration.SyntaxTree).ToList();
        return symbol.Locations.FirstOrDefault(location => location.SourceTree is { } tree && written.Contains(tree));
    }
}
