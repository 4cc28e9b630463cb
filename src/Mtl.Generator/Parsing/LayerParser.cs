using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Reads one <c>[SharedLayer]</c> or <c>[TaskLayer]</c>, and checks the numbers that can be wrong by themselves.</summary>
internal sealed class LayerParser(ProblemList problems, INamedTypeSymbol model)
{
    public (LayerKind Kind, LayerOptions Options) Parse(IPropertySymbol property, AttributeData attribute, Site site)
    {
        var kind = LayerKinds.Of(property.Type);
        if (kind == LayerKind.Unknown && property.Type.TypeKind != TypeKind.Error)
            problems.Add(RuleIds.UnsupportedLayer, new Site(property.Name), property.Name, property.Type.ToDisplayString(), LayerKinds.Supported);

        var options = Read(attribute);
        CheckSize(property, kind, attribute, options, site);
        foreach (var (name, value, least) in new[] { ("kernel", options.Kernel, 0), ("stride", options.Stride, 0), ("padding", options.Padding, 0), ("stack", options.Stack, 1), ("number of heads", options.Heads, 1) })
        {
            if (value < least)
                problems.Add(RuleIds.Size, site, $"The {name} of '{property.Name}'", Text(value));
        }
        if (kind == LayerKind.Custom)
            CheckCustom(property, options, site);
        return (kind, options);
    }

    private static LayerOptions Read(AttributeData attribute) => new(
        attribute.TryPositional<int>(0, out var size) ? size : 0,
        attribute.Named("Kernel", 0),
        attribute.Named("Stride", 0),
        attribute.Named("Padding", 0),
        attribute.Named("Stack", 1),
        attribute.Named("Bidirectional", false),
        attribute.Named("Steps", 0) == 1,
        attribute.Named("Heads", 1),
        attribute.Named<string?>("Factory", null),
        attribute.NamedIntegers("Output"));

    private void CheckSize(IPropertySymbol property, LayerKind kind, AttributeData attribute, LayerOptions options, Site site)
    {
        var isWritten = attribute.ConstructorArguments.Length > 0;
        var isNeeded = kind is LayerKind.Linear or LayerKind.Conv1d or LayerKind.Conv2d or LayerKind.Lstm or LayerKind.Gru
            or LayerKind.AdaptiveAvgPool1d or LayerKind.AdaptiveAvgPool2d or LayerKind.Embedding;
        if (isNeeded && options.Size < 1)
            problems.Add(RuleIds.Size, site, $"The size of '{property.Name}'", isWritten ? Text(options.Size) : "none");
        if (!isNeeded && isWritten && kind != LayerKind.Unknown)
            problems.Add(RuleIds.NoEffect, site, $"The size {options.Size}", $"'{property.Name}' is a {property.Type.Name}, whose size follows from what it reads");
    }

    private void CheckCustom(IPropertySymbol property, LayerOptions options, Site site)
    {
        var factory = options.Factory is null
            ? null
            : model.GetMembers(options.Factory).OfType<IMethodSymbol>().FirstOrDefault(method => method.IsStatic && method.Parameters.IsEmpty);
        if (factory is null)
            problems.Add(RuleIds.CustomLayer, site, property.Name, property.Type.Name, "names no static method without parameters that makes it: Factory = nameof(…)");
        else if (!SymbolEqualityComparer.Default.Equals(factory.ReturnType, property.Type))
            problems.Add(RuleIds.CustomLayer, site, property.Name, property.Type.Name, $"is made by '{options.Factory}', which returns '{factory.ReturnType.ToDisplayString()}'");
        if (options.Output.Count == 0 || options.Output.Any(size => size < 1))
            problems.Add(RuleIds.CustomLayer, site, property.Name, property.Type.Name, "does not say its output shape: Output = [n] or [channels, height, width], each at least 1");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
