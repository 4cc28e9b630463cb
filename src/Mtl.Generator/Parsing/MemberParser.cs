using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Reads the declared layers and heads of a model class, in order.</summary>
internal sealed class MemberParser(ProblemList problems, INamedTypeSymbol model, Compilation compilation, CancellationToken cancellationToken)
{
    private readonly LayerParser _layerParser = new(problems, model);
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
        foreach (var declaration in new DeclarationFinder(problems, model, compilation, cancellationToken).Find())
        {
            if (declaration.Role.LanguageName() == AttributeNames.TaskHead)
                _heads.Add(ParseHead(declaration));
            else
                _layers.Add(ParseLayer(declaration));
        }

        CheckUnused();
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
        var concat = declaration.Role.NamedStrings("Concat").ToList();
        var add = declaration.Role.NamedStrings("Add").ToList();
        var given = (from is null ? 0 : 1) + (concat.Count > 0 ? 1 : 0) + (add.Count > 0 ? 1 : 0);
        if (given > 1)
            problems.Add(RuleIds.Sources, declaration.Site, declaration.Name, "says twice what it reads; give one of From, Concat and Add");
        var names = from is not null ? [from] : concat.Count > 0 ? concat : add;
        return new SourcesDescription(names.ToEquatableArray(), add.Count > 0 ? Merge.Add : Merge.Concat);
    }

    private EquatableArray<Modifier> ParseModifiers(Declaration declaration) =>
        declaration.Symbol is null ? EquatableArray<Modifier>.Empty : _modifiers.ParseMember(declaration.Symbol);

    private HeadDescription ParseHead(Declaration declaration)
    {
        var weight = declaration.Role.Named("Weight", 1.0);
        if (!(weight >= 0) || double.IsInfinity(weight))
            problems.Add(RuleIds.Weight, declaration.Site, $"The weight {weight.ToString("R", CultureInfo.InvariantCulture)} of '{declaration.Name}' must be finite and not negative");
        var hidden = declaration.Role.NamedIntegers("Hidden");
        foreach (var width in hidden.Where(width => width < 1))
            problems.Add(RuleIds.Size, declaration.Site, $"A hidden width of '{declaration.Name}'", Text(width));
        var kind = KindOf(declaration, out var classes, out var labelType);
        return new HeadDescription(
            declaration.Member, kind, classes, labelType, hidden, weight,
            ParseSources(declaration), ParseModifiers(declaration), TypeReach.Of(declaration.Type, model), declaration.Site);
    }

    private HeadKind KindOf(Declaration declaration, out EquatableArray<string> classes, out string labelType)
    {
        classes = EquatableArray<string>.Empty;
        labelType = "float";
        if (declaration.Type is INamedTypeSymbol { ContainingNamespace: { Name: "Mtl", ContainingNamespace.IsGlobalNamespace: true } } type)
        {
            switch (type.Name)
            {
                case "ClassHead" when type.TypeArguments is [INamedTypeSymbol { TypeKind: TypeKind.Enum } labels]:
                    labelType = labels.GlobalName();
                    classes = EnumClasses.NamesOf(labels);
                    if (classes.Count < 2)
                        problems.Add(RuleIds.TooFewClasses, declaration.MemberSite, declaration.Name, labels.Name, Text(classes.Count));
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

        if (declaration.Type.TypeKind != TypeKind.Error)
            problems.Add(RuleIds.UnsupportedHead, declaration.MemberSite, declaration.Name, declaration.Type.ToDisplayString());
        return HeadKind.Unknown;
    }

    /// <summary>Modifiers on a member that is neither a layer nor a head would be silently ignored.</summary>
    private void CheckUnused()
    {
        foreach (var member in model.GetMembers().Where(member => member is IPropertySymbol or IFieldSymbol && !member.GetAttributes().Any(DeclarationFinder.IsRole)))
        {
            foreach (var modifier in _modifiers.ParseMember(member))
                problems.Add(RuleIds.NoEffect, modifier.Site, modifier.Site.Attribute!, $"'{member.Name}' is neither a layer nor a [TaskHead]");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
