using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Caches the descriptions of the classes with one marker. A class in an unchanged file is parsed again only if other declarations of the
/// project have changed, such as an enum, a row or a constant.
/// </summary>
internal sealed class KnownDescriptions(DeclarationVersions versions)
{
    private readonly ConditionalWeakTable<SyntaxNode, Known> _known = new();

    /// <summary>The description of a class; null at a marker where the class is not parsed.</summary>
    public ModelDescription? Of(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        if (type.DeclaringSyntaxReferences.Length > 1)
        {
            // Versions do not include the documentation and the initializers of another part.
            return Parse(context, type, cancellationToken);
        }
        var known = _known.GetOrCreateValue(context.TargetNode);
        var version = versions.Of(context.SemanticModel.Compilation);
        if (known.Latest is not { } latest || latest.Version != version)
            known.Latest = latest = new(version, Parse(context, type, cancellationToken));
        return latest.Description;
    }

    /// <summary>Parses a class at its first marker only, so that a class with several parts and markers is parsed once.</summary>
    private static ModelDescription? Parse(
        GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, CancellationToken cancellationToken) =>
        ModelParser.MarkerOf(type) is { ApplicationSyntaxReference: { } place } marker
        && context.Attributes.Contains(marker)
        && context.TargetNode.Span.Contains(place.Span)
            ? ModelParser.Parse(type, marker, context.SemanticModel.Compilation, cancellationToken)
            : null;

    /// <summary>The latest description of a class, cached as long as the syntax of the class.</summary>
    private sealed class Known
    {
        public Parsed? Latest { get; set; }
    }

    private sealed record Parsed(object Version, ModelDescription? Description);
}
