using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses the row type: its features and labels, and whether the labels match the tasks.</summary>
internal sealed class RowParser(ProblemList problems, INamedTypeSymbol model, Compilation compilation)
{
    private readonly FeatureParser _features = new(problems);
    private readonly List<RowMember> _unlearned = [];

    public RowDescription Parse(INamedTypeSymbol row, MemberParser declared)
    {
        const string both = "is both a feature and a label, so the model would read what it must predict";
        var heads = declared.Heads;
        var features = new List<FeatureDescription>();
        var labels = new List<LabelDescription>();
        var all = RowMembers.Of(row);
        var members = all.Where(member => member.HasRole).ToList();
        foreach (var member in members)
        {
            if (member is { Feature: not null, Label: not null })
                problems.Add(RuleIds.RowMember, member.Site(), member.Name, both);
            else if (Obstacle(member, row) is { } obstacle)
                problems.Add(RuleIds.RowMember, member.Site(), member.Name, obstacle);
            else if (member.Feature is not null)
                AddIfValid(features, _features.Parse(member, member.Feature));
            else
                AddIfValid(labels, ParseLabel(member, declared));
        }

        CheckFeatures(row, members, features);
        new StandardizeParser(problems).CheckRow(all, features);
        CheckModifiers(all);
        if (members.Count > 0)
            CheckEveryHeadHasOneLabel(row, heads, members, labels);
        foreach (var label in _unlearned)
            ReportUnlearned(row, label);
        return new RowDescription(
            row.WithNullableAnnotation(NullableAnnotation.None).GlobalName(),
            features.ToEquatableArray(), labels.ToEquatableArray(), TypeAccessibility.Of(row, model));
    }

    /// <summary>The reason why generated code cannot read a member with a role, or null.</summary>
    private string? Obstacle(RowMember member, INamedTypeSymbol row) => member.Symbol switch
    {
        _ when member.HiddenBy is { } type =>
            $"is hidden by the member of that name in '{type}', which is what rows show; write the attribute there",
        IParameterSymbol => "is a parameter without a property; write the attribute on a property or a field",
        IFieldSymbol { AssociatedSymbol: { } property } => $"is the field behind '{property.Name}'; write the attribute on the property",
        IPropertySymbol { IsIndexer: true } => "is an indexer, and rows have no index; write the attribute on a property or a field",
        IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } =>
            $"implements its interface explicitly, so that '{Shown(row)}' does not show it; "
            + "write the attribute on a property that it shows",
        _ when !IsReadable(member.Symbol, row) => $"cannot be read from '{model.Name}'; make it accessible and readable, and not static",
        _ => null,
    };

    /// <summary>Reports modifiers and state keys on a row, which are for layers and heads.</summary>
    private void CheckModifiers(IReadOnlyList<RowMember> members)
    {
        foreach (var member in members)
        {
            foreach (var attribute in member.Attributes.Select(static attribute => attribute.LanguageName()).OfType<string>())
            {
                if (!AttributeNames.IsModifier(attribute))
                    continue;
                problems.Add(
                    RuleIds.NoEffect, member.Site(attribute), attribute,
                    $"'{member.Name}' is a member of a row; the attribute is for the layers and tasks of '{model.Name}'");
            }
        }
    }

    private bool IsReadable(ISymbol member, INamedTypeSymbol row) => !member.IsStatic && member switch
    {
        IFieldSymbol => compilation.IsSymbolAccessibleWithin(member, model, row),
        IPropertySymbol { GetMethod: { } getter } => compilation.IsSymbolAccessibleWithin(getter, model, row),
        _ => false,
    };

    private LabelDescription? ParseLabel(RowMember member, MemberParser declared)
    {
        var head = declared.Heads.FirstOrDefault(candidate => candidate.Member.Name == member.Task);
        if (head is null && declared.HeadsWithoutRole.Contains(member.Task))
            return null; // This is reported already.
        if (head is null)
        {
            _unlearned.Add(member);
            return null;
        }

        if (LabelTypes.Suits(head, member.Type))
        {
            return new LabelDescription(member.Name, member.Task, LabelTypes.CastOf(head, member.Type))
            {
                IsWide = Numbers.IsWide(member.Type),
                IsRequired = member.Type is IArrayTypeSymbol { NullableAnnotation: NullableAnnotation.NotAnnotated },
            };
        }
        if (member.Type.TypeKind != TypeKind.Error)
        {
            problems.Add(
                RuleIds.LabelType, member.Site(), member.Name, member.Type.ToDisplayString(), member.Task, LabelTypes.Expected(head));
        }
        return null;
    }

    private static string LabelsOf(IEnumerable<RowMember> members)
    {
        var names = members.Where(member => member.Label is not null)
            .Select(member => member.Task == member.Name ? member.Name : $"{member.Name} (for the task '{member.Task}')")
            .ToList();
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    private void CheckFeatures(INamedTypeSymbol row, List<RowMember> members, List<FeatureDescription> features)
    {
        if (!members.Exists(member => member.Feature is not null))
        {
            var missing = members.Count > 0
                ? $"[Feature], so there is nothing for '{model.Name}' to read"
                : $"[Feature] or [Label], so there is nothing for '{model.Name}' to read or to learn";
            problems.Add(
                RuleIds.Inputs, new Site(Member: null, AttributeNames.MultiTaskModel), $"'{Shown(row)}' has no member with {missing}");
        }
        var width = features.Sum(feature => feature.Width);
        if (width > int.MaxValue)
            problems.Add(RuleIds.Size, Site.Class, $"The number of inputs of '{Shown(row)}'", width.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The row type as in C#: <c>int</c>, <c>Pair&lt;int&gt;</c>.</summary>
    private static string Shown(INamedTypeSymbol row) => row.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Checks that every head has one label, including labels with problems that are reported already.</summary>
    private void CheckEveryHeadHasOneLabel(
        INamedTypeSymbol row, IReadOnlyList<HeadDescription> heads, List<RowMember> members, List<LabelDescription> labels)
    {
        foreach (var head in heads)
        {
            var name = head.Member.Name;
            var count = labels.Count(label => label.Task == name);
            var own = members.FindAll(member => member.Label is not null && member.Task == name);
            if (count == 0 && own.Count == 0)
                ReportUnlabeled(row, head, LabelsOf(members));
            if (count > 1)
                ReportLabeledTwice(row, head, own);
        }
    }

    private void ReportLabeledTwice(INamedTypeSymbol row, HeadDescription head, List<RowMember> labels)
    {
        var names = string.Join(" and ", labels.Select(label => $"'{label.Name}'"));
        var what = $"has {labels.Count} labels in '{Shown(row)}', {names}; a task learns exactly one";
        problems.Add(new Problem(RuleIds.RowMember, head.Site, new[] { head.Member.Name, what }.ToEquatableArray())
        {
            Beside = labels.Select(label => label.Site(AttributeNames.Label)).ToEquatableArray(),
        });
    }

    /// <summary>Reports a head without a label. With a label of a similar name, both are one problem, which is reported once.</summary>
    private void ReportUnlabeled(INamedTypeSymbol row, HeadDescription head, string labels)
    {
        var name = head.Member.Name;
        var meant = NearestName.Of(name, _unlearned.Select(label => label.Task));
        var label = _unlearned.Find(label => label.Task == meant);
        var question = label is null || label.Task == label.Name
            ? NearestName.Question(meant)
            : $"; did you mean '{name}' as the Task of '{label.Name}'?";
        problems.Add(new Problem(RuleIds.HeadWithoutLabel, head.Site, new[] { name, Shown(row), labels + question }.ToEquatableArray())
        {
            Hint = label is null || label.Task != label.Name ? Hint.None : new Hint { Instead = meant },
            Beside = label is null ? EquatableArray<Site>.Empty : new[] { label.Site(AttributeNames.Label) }.ToEquatableArray(),
        });
        _unlearned.RemoveAll(label => label.Task == meant);
    }

    /// <summary>Reports a label without a head, on the model, because several models can have the same row.</summary>
    private void ReportUnlearned(INamedTypeSymbol row, RowMember label) => problems.Add(
        new Problem(RuleIds.LabelWithoutHead, Site.Class, new[] { label.Name, label.Task, model.Name, Shown(row) }.ToEquatableArray())
        {
            Hint = new Hint { Name = label.Name, Instead = label.Task },
            Beside = new[] { label.Site(AttributeNames.Label) }.ToEquatableArray(),
        });

    private static void AddIfValid<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
            list.Add(item);
    }
}
