using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Reads the annotated partial properties of a model class: its shared layers and its heads, in order.</summary>
internal sealed class MemberParser(ProblemList problems, INamedTypeSymbol model, CancellationToken cancellationToken)
{
    private readonly LayerParser _layerParser = new(problems, model);
    private readonly HeadParser _headParser = new(problems, model);
    private readonly ModifierParser _modifiers = new(problems);
    private readonly List<LayerDescription> _layers = [];
    private readonly List<HeadDescription> _heads = [];

    public IReadOnlyList<LayerDescription> Layers => _layers;

    public IReadOnlyList<HeadDescription> Heads => _heads;

    /// <summary>All names that layers and heads give as their sources.</summary>
    public IEnumerable<string> NamedSources =>
        _layers.Select(layer => layer.Sources).Concat(_heads.Select(head => head.Sources)).SelectMany(sources => sources.Names);

    public void Parse()
    {
        foreach (var property in Properties())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var roles = property.GetAttributes().Where(attribute => IsRole(attribute.LanguageName())).ToList();
            switch (roles)
            {
                case []:
                    CheckUnused(property);
                    break;
                case [var head] when head.LanguageName() == AttributeNames.TaskHead:
                    _heads.Add(ParseHead(property, head));
                    break;
                case [var layer]:
                    _layers.Add(ParseLayer(property, layer));
                    break;
                default:
                    problems.Add(RuleIds.TwoRoles, new Site(property.Name), property.Name);
                    break;
            }
        }

        if (_heads.Count > 0 && _heads.All(head => head.Weight == 0))
            problems.Add(RuleIds.Weight, Site.Class, "The weights of all tasks are 0, so nothing would be learned");
    }

    /// <summary>
    /// Declaration order, also for a class in several files: by file name, then by position, whatever order the compiler
    /// holds the files in. A name that is declared twice is the compiler's to report, and the first counts.
    /// </summary>
    private IEnumerable<IPropertySymbol> Properties() =>
        model.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property => property.CanBeReferencedByName)
            .OrderBy(property => property.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(property => property.Locations[0].SourceSpan.Start)
            .GroupBy(property => property.Name, StringComparer.Ordinal)
            .Select(properties => properties.First());

    private static bool IsRole(string? attribute) =>
        attribute is AttributeNames.SharedLayer or AttributeNames.TaskLayer or AttributeNames.TaskHead;

    private LayerDescription ParseLayer(IPropertySymbol property, AttributeData attribute)
    {
        var site = new Site(property.Name, attribute.LanguageName());
        var (kind, options) = _layerParser.Parse(property, attribute, site);
        return new LayerDescription(
            ParseMember(property), kind, attribute.LanguageName() == AttributeNames.SharedLayer, options,
            ParseSources(property, attribute, site), _modifiers.ParseMember(property), site);
    }

    private SourcesDescription ParseSources(IPropertySymbol property, AttributeData attribute, Site site)
    {
        var from = attribute.Named<string?>("From", null);
        var concat = attribute.NamedStrings("Concat").ToList();
        var add = attribute.NamedStrings("Add").ToList();
        var given = (from is null ? 0 : 1) + (concat.Count > 0 ? 1 : 0) + (add.Count > 0 ? 1 : 0);
        if (given > 1)
            problems.Add(RuleIds.Sources, site, property.Name, "says twice what it reads; give one of From, Concat and Add");
        var names = from is not null ? [from] : concat.Count > 0 ? concat : add;
        return new SourcesDescription(names.ToEquatableArray(), add.Count > 0 ? Merge.Add : Merge.Concat);
    }

    private HeadDescription ParseHead(IPropertySymbol property, AttributeData attribute)
    {
        var site = new Site(property.Name, AttributeNames.TaskHead);
        return _headParser.Parse(
            property, attribute, ParseMember(property), ParseSources(property, attribute, site), _modifiers.ParseMember(property), site);
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
            IsImplementable: obstacle is null,
            IsDocumented: declaration?.IsDocumented() ?? false);
    }

    /// <summary>Modifiers on a property that is neither a layer nor a head would be silently ignored.</summary>
    private void CheckUnused(IPropertySymbol property)
    {
        foreach (var modifier in _modifiers.ParseMember(property))
            problems.Add(RuleIds.NoEffect, modifier.Site, modifier.Site.Attribute!, $"'{property.Name}' is neither a layer nor a [TaskHead]");
    }
}
