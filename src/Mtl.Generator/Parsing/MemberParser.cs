using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses the declared layers and heads of a model class, in order.</summary>
internal sealed class MemberParser(
    ProblemList problems, INamedTypeSymbol model, Compilation compilation, CancellationToken cancellationToken)
{
    private readonly DeclarationFinder _finder = new(problems, model, compilation, cancellationToken);
    private readonly LayerParser _layerParser = new(problems, model);
    private readonly HeadParser _headParser = new(problems, model, compilation);
    private readonly ModifierParser _modifiers = new(problems);
    private readonly List<LayerDescription> _layers = [];
    private readonly List<HeadDescription> _heads = [];

    public IReadOnlyList<LayerDescription> Layers => _layers;

    public IReadOnlyList<HeadDescription> Heads => _heads;

    public IReadOnlyList<StubDescription> Stubs => _finder.Stubs;

    public IReadOnlyList<string> HeadsWithoutRole => _finder.HeadsWithoutRole;

    public IReadOnlyList<string> Twice => _finder.Twice;

    /// <summary>All names that layers and heads have as sources.</summary>
    public IEnumerable<string> NamedSources =>
        _layers.Select(layer => layer.Sources).Concat(_heads.Select(head => head.Sources)).SelectMany(sources => sources.Names);

    public void Parse()
    {
        foreach (var declaration in _finder.Find())
        {
            if (declaration.Role.LanguageName() == AttributeNames.TaskHead)
                _heads.Add(ParseHead(declaration));
            else
                _layers.Add(ParseLayer(declaration));
        }

        CheckUnused();
        CheckRowRoles();
        if (_heads.Count > 0 && _heads.All(head => head.Weight == 0))
            problems.Add(RuleIds.Weight, Site.Class, "The weights of all tasks are 0, so nothing would be learned");
    }

    private LayerDescription ParseLayer(Declaration declaration)
    {
        var (kind, options) = _layerParser.Parse(declaration);
        return new LayerDescription(
            declaration.Member, kind, declaration.Role.LanguageName() == AttributeNames.SharedLayer, options,
            ParseSources(declaration), ParseModifiers(declaration), declaration.Site);
    }

    private SourcesDescription ParseSources(Declaration declaration)
    {
        var from = declaration.Role.Named<string?>("From", null);
        var concat = declaration.Role.NamedStrings("Concat");
        var add = declaration.Role.NamedStrings("Add");
        var multiply = declaration.Role.NamedStrings("Multiply");
        var given = (from is null ? 0 : 1) + (concat.Count > 0 ? 1 : 0) + (add.Count > 0 ? 1 : 0) + (multiply.Count > 0 ? 1 : 0);
        if (given > 1)
        {
            problems.Add(
                RuleIds.Sources, declaration.Site, declaration.Name,
                "declares its sources twice; use one of From, Concat, Add and Multiply");
        }
        return from is not null ? new SourcesDescription(new[] { from }.ToEquatableArray(), Merge.Concat)
            : concat.Count > 0 ? new SourcesDescription(concat, Merge.Concat)
            : add.Count > 0 ? new SourcesDescription(add, Merge.Add)
            : multiply.Count > 0 ? new SourcesDescription(multiply, Merge.Multiply)
            : SourcesDescription.None;
    }

    private EquatableArray<Modifier> ParseModifiers(Declaration declaration) =>
        declaration.Symbol is null ? EquatableArray<Modifier>.Empty : _modifiers.ParseMember(declaration.Symbol, declaration.Name);

    private HeadDescription ParseHead(Declaration declaration) =>
        _headParser.Parse(declaration, ParseSources(declaration), ParseModifiers(declaration));

    /// <summary>Reports features and labels on members of the model, which have no effect.</summary>
    private void CheckRowRoles()
    {
        if (ModelParser.MarkerOf(model) is { } marker && SymbolEqualityComparer.Default.Equals(ModelParser.RowTypeOf(marker), model))
            return; // The model is its own row type.
        foreach (var member in model.GetMembers())
        {
            var parameters = (member as IMethodSymbol)?.Parameters.SelectMany(static parameter => parameter.GetAttributes()) ?? [];
            foreach (var name in member.GetAttributes().Concat(parameters).Select(static attribute => attribute.LanguageName()))
            {
                if (name is not (AttributeNames.Feature or AttributeNames.Label))
                    continue;
                problems.Add(
                    RuleIds.NoEffect, new Site(member.Name, name), name,
                    $"'{member.Name}' belongs to the model; features and labels are members of the row type, "
                    + "as [MultiTaskModel<TRow>] names it");
            }
        }
    }

    /// <summary>Reports modifiers on members that are neither layers nor heads, which have no effect.</summary>
    private void CheckUnused()
    {
        foreach (var member in model.GetMembers())
        {
            if (member is not (IPropertySymbol or IFieldSymbol)
                || member.GetAttributes().Any(DeclarationFinder.IsRole)
                || IsStub(member.Name))
            {
                continue;
            }
            foreach (var modifier in _modifiers.ParseMember(member, member.Name))
            {
                problems.Add(
                    RuleIds.NoEffect, modifier.Site, modifier.Site.Attribute!, $"'{member.Name}' is neither a layer nor a [TaskHead]");
            }
        }
    }

    private bool IsStub(string name) => Stubs.Any(stub => stub.Name == name);
}
