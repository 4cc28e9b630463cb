using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Reads the annotated partial properties of a model class: its shared layers and its heads, in order.</summary>
internal sealed class MemberParser(ProblemList problems, INamedTypeSymbol model, CancellationToken cancellationToken)
{
    private readonly ModifierParser _modifiers = new(problems);
    private readonly List<LayerDescription> _layers = [];
    private readonly List<HeadDescription> _heads = [];

    public IReadOnlyList<LayerDescription> Layers => _layers;

    public IReadOnlyList<HeadDescription> Heads => _heads;

    public void Parse()
    {
        foreach (var property in Properties())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var layer = property.LanguageAttributes(AttributeNames.SharedLayer).FirstOrDefault();
            var head = property.LanguageAttributes(AttributeNames.TaskHead).FirstOrDefault();
            if (layer is not null && head is not null)
                problems.Add(RuleIds.TwoRoles, new Site(property.Name), property.Name);
            else if (layer is not null)
                _layers.Add(ParseLayer(property, layer));
            else if (head is not null)
                _heads.Add(ParseHead(property, head));
            else
                CheckUnused(property);
        }

        if (_heads.Count > 0 && _heads.All(head => head.Weight == 0))
            problems.Add(RuleIds.Weight, Site.Class, "The weights of all tasks are 0, so nothing would be learned");
    }

    /// <summary>A name that is declared twice is the compiler's to report, and the first counts.</summary>
    private IEnumerable<IPropertySymbol> Properties() =>
        model.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property => property.CanBeReferencedByName)
            .InDeclarationOrder()
            .GroupBy(property => property.Name, StringComparer.Ordinal)
            .Select(properties => properties.First());

    private LayerDescription ParseLayer(IPropertySymbol property, AttributeData attribute)
    {
        var site = new Site(property.Name, AttributeNames.SharedLayer);
        var units = attribute.TryPositional<int>(0, out var declared) ? declared : 1;
        if (units < 1)
            problems.Add(RuleIds.Size, site, $"The number of units of '{property.Name}'", Text(units));
        var kind = property.Type is { Name: "Linear" } type && type.ContainingNamespace.ToDisplayString() == "TorchSharp.Modules"
            ? LayerKind.Linear
            : LayerKind.Unknown;
        if (kind == LayerKind.Unknown && property.Type.TypeKind != TypeKind.Error)
            problems.Add(RuleIds.UnsupportedLayer, new Site(property.Name), property.Name, property.Type.ToDisplayString());
        return new LayerDescription(ParseMember(property), kind, units, _modifiers.ParseMember(property), site);
    }

    private HeadDescription ParseHead(IPropertySymbol property, AttributeData attribute)
    {
        var site = new Site(property.Name, AttributeNames.TaskHead);
        var weight = attribute.Named("Weight", 1.0);
        if (!(weight >= 0) || double.IsInfinity(weight))
            problems.Add(RuleIds.Weight, site, $"The weight {weight.ToString("R", CultureInfo.InvariantCulture)} of '{property.Name}' must be finite and not negative");
        var hidden = attribute.NamedArguments
            .Where(argument => argument.Key == "Hidden")
            .SelectMany(argument => AttributeValues.Integers(argument.Value))
            .ToEquatableArray();
        foreach (var width in hidden.Where(width => width < 1))
            problems.Add(RuleIds.Size, site, $"A hidden width of '{property.Name}'", Text(width));
        var kind = KindOf(property, out var classes, out var labelType);
        return new HeadDescription(
            ParseMember(property), kind, classes, labelType, hidden, weight,
            _modifiers.ParseMember(property), TypeReach.Of(property.Type, model), site);
    }

    private HeadKind KindOf(IPropertySymbol property, out EquatableArray<string> classes, out string labelType)
    {
        classes = EquatableArray<string>.Empty;
        labelType = "float";
        if (property.Type is INamedTypeSymbol { ContainingNamespace: { Name: "Mtl", ContainingNamespace.IsGlobalNamespace: true } } type)
        {
            switch (type.Name)
            {
                case "ClassHead" when type.TypeArguments is [INamedTypeSymbol { TypeKind: TypeKind.Enum } labels]:
                    labelType = labels.GlobalName();
                    classes = EnumClasses.NamesOf(labels);
                    if (classes.Count < 2)
                        problems.Add(RuleIds.TooFewClasses, new Site(property.Name), property.Name, labels.Name, Text(classes.Count));
                    return HeadKind.Class;
                case "ClassHead":
                    return HeadKind.Unknown; // The constraint on the type argument is the compiler's to report.
                case "BinaryHead":
                    labelType = "bool";
                    return HeadKind.Binary;
                case "RegressionHead":
                    return HeadKind.Regression;
            }
        }

        if (property.Type.TypeKind != TypeKind.Error)
            problems.Add(RuleIds.UnsupportedHead, new Site(property.Name), property.Name, property.Type.ToDisplayString());
        return HeadKind.Unknown;
    }

    private MemberDescription ParseMember(IPropertySymbol property)
    {
        var declaration = property.WrittenDeclarations(cancellationToken).OfType<PropertyDeclarationSyntax>().FirstOrDefault();
        var obstacle = property switch
        {
            _ when declaration is null || !declaration.IsPartial() => "not partial",
            _ when declaration.IsImplemented() => "implemented already",
            { IsStatic: true } => "static",
            { SetMethod: not null } => "settable",
            { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true } => "virtual, abstract or an override",
            { IsRequired: true } => "required",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "a reference",
            { NullableAnnotation: NullableAnnotation.Annotated } => "nullable",
            _ => null,
        };
        if (obstacle is not null)
            problems.Add(RuleIds.UnsupportedMember, new Site(property.Name), property.Name, obstacle);
        return new MemberDescription(
            property.Name,
            property.Type.GlobalName(),
            string.Join(" ", declaration?.Modifiers.Select(modifier => modifier.Text) ?? []),
            IsImplementable: obstacle is null && model.GetMembers(property.Name).Length == 1,
            IsDocumented: declaration?.IsDocumented() ?? false);
    }

    /// <summary>Modifiers on a property that is neither a layer nor a head would be silently ignored.</summary>
    private void CheckUnused(IPropertySymbol property)
    {
        foreach (var modifier in _modifiers.ParseMember(property))
            problems.Add(RuleIds.NoEffect, modifier.Site, modifier.Site.Attribute!, $"'{property.Name}' is neither a [SharedLayer] nor a [TaskHead]");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
