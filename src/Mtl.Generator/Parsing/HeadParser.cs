using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses one <c>[TaskHead]</c>, and checks its arguments.</summary>
internal sealed class HeadParser(ProblemList problems, INamedTypeSymbol model, Compilation compilation)
{
    private readonly HeadKinds _kinds = new(problems);
    private readonly LossParser _losses = new(problems);
    private readonly MetricParser _metrics = new(problems);
    private readonly OwnHeadCheck _ownHeads = new(problems, model, compilation);

    public HeadDescription Parse(Declaration declaration, SourcesDescription sources, EquatableArray<Modifier> modifiers)
    {
        var (attribute, site) = (declaration.Role, declaration.Site);
        var weight = attribute.Named("Weight", 1.0);
        if (!(weight >= 0) || double.IsInfinity(weight))
        {
            var found = weight.ToString("R", CultureInfo.InvariantCulture);
            problems.Add(
                RuleIds.Weight, site, new Hint { Argument = "Weight" },
                $"The weight {found} of '{declaration.Name}' must be finite and not negative");
        }
        var hidden = attribute.NamedIntegers("Hidden");
        foreach (var width in hidden.Where(width => width < 1))
            problems.Add(RuleIds.Size, site, $"A hidden width of '{declaration.Name}'", Text(width));
        if (declaration.Member.IsInitialized)
            problems.AddInitialized(declaration);
        var head = _kinds.Of(declaration);
        var loss = _losses.Parse(declaration, head);
        var outputs = ParseOutputs(declaration, head, loss);
        var perPosition = attribute.Named("PerPosition", false);
        if (perPosition && (head.Kind == HeadKind.Custom || head.Kind.HasArrayLabels(outputs)))
            problems.Add(RuleIds.PerPosition, site, declaration.Name, "has no single label that every time step could have");
        var description = new HeadDescription(
            declaration.Member, head.Kind, TypesOf(head, outputs), head.Classes, outputs, perPosition, hidden, weight, loss,
            attribute.Named<string?>("After", null), sources, modifiers,
            TypeAccessibility.Of(declaration.Type, model), site)
        {
            IsStandardized = head.Kind.CanStandardize && StandardizeParser.Of(declaration.Symbol) == true,
            Metrics = _metrics.Parse(declaration, head.Kind, outputs),
        };
        _ownHeads.Check(declaration, description);
        return description;
    }

    private int ParseOutputs(Declaration declaration, HeadType head, LossDescription loss)
    {
        var written = declaration.Role.Named<int?>("Outputs", null);
        if (head.Kind.Outputs == OutputCount.Declared)
        {
            if (written < 1)
                problems.Add(RuleIds.Size, declaration.Site, $"The number of outputs of '{declaration.Name}'", Text(written.Value));
            return Math.Max(written ?? 1, 1);
        }

        if (written is not null)
        {
            problems.Add(
                RuleIds.Outputs, declaration.Site, new Hint { Argument = "Outputs" },
                declaration.Name, declaration.Type.Name, Text(written.Value));
        }
        return head.Kind.Outputs switch
        {
            OutputCount.One => 1,
            OutputCount.Classes => Math.Max(head.Classes.Count, 1),
            OutputCount.RankThresholds => Math.Max(head.Classes.Count - 1, 1),
            OutputCount.Quantiles => loss.Quantiles.Count,
            _ => throw new InvalidOperationException($"{head.Kind} has no number of outputs."),
        };
    }

    /// <summary>The types of a head; several numbers have arrays as labels.</summary>
    private static HeadTypes TypesOf(HeadType head, int outputs) => head.Kind.HasArrayLabels(outputs)
        ? head.Types with { Label = $"{head.Types.Label}[]", LabelColumn = $"new global::Mtl.{head.Kind.Name}ArrayLabels" }
        : head.Types;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
