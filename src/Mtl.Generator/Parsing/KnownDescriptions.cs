using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// The descriptions of the classes with one marker. A class whose file is as it was is parsed again only where something that the project declares
/// is not: an enum, a row, a constant.
/// </summary>
internal sealed class KnownDescriptions(DeclarationVersions versions)
{
    private readonly ConditionalWeakTable<SyntaxNode, Known> _known = new();

    /// <summary>The description of a class; null where it is described at another marker.</summary>
    public ModelDescription? Of(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        if (type.DeclaringSyntaxReferences.Length > 1)
            return Parse(context, type, cancellationToken); // Another part can change in what versions do not see: documentation, initializers.
        var known = _known.GetOrCreateValue(context.TargetNode);
        var version = versions.Of(context.SemanticModel.Compilation);
        if (known.Latest is not { } latest || latest.Version != version)
            known.Latest = latest = new(version, Parse(context, type, cancellationToken));
        return latest.Description;
    }

    /// <summary>A class is parsed once, where its marker is, however many parts and markers it has.</summary>
    private static ModelDescription? Parse(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, CancellationToken cancellationToken) =>
        ModelParser.MarkerOf(type) is { ApplicationSyntaxReference: { } place } marker
        && context.Attributes.Contains(marker)
        && context.TargetNode.Span.Contains(place.Span)
            ? ModelParser.Parse(type, marker, context.SemanticModel.Compilation, cancellationToken)
            : null;

    /// <summary>What is known of a class; it lives as long as the syntax of the class.</summary>
    private sealed class Known
    {
        public Parsed? Latest { get; set; }
    }

    private sealed record Parsed(object Version, ModelDescription? Description);
}
