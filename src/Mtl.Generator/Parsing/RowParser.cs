using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Reads the row type: which members are features, which are labels, and whether they suit the tasks.</summary>
internal sealed class RowParser(ProblemList problems, INamedTypeSymbol model, Compilation compilation)
{
    public RowDescription Parse(INamedTypeSymbol row, IReadOnlyList<HeadDescription> heads)
    {
        var features = new List<FeatureDescription>();
        var labels = new List<LabelDescription>();
        foreach (var (member, type) in MembersOf(row))
        {
            var feature = member.LanguageAttributes(AttributeNames.Feature).FirstOrDefault();
            var label = member.LanguageAttributes(AttributeNames.Label).FirstOrDefault();
            if (feature is null && label is null)
                continue;
            if (feature is not null && label is not null)
                problems.Add(RuleIds.RowMember, At(member), member.Name, "is both a feature and a label, so the model would read what it must predict");
            else if (!IsReadable(member))
                problems.Add(RuleIds.RowMember, At(member), member.Name, $"cannot be read from '{model.Name}'; make it accessible and readable, and not static");
            else if (feature is not null)
                AddIfValid(features, ParseFeature(member, type, feature));
            else
                AddIfValid(labels, ParseLabel(member, type, label!, heads));
        }

        CheckFeatures(row, features);
        CheckEveryHeadHasOneLabel(row, heads, labels);
        return new RowDescription(row.GlobalName(), features.ToEquatableArray(), labels.ToEquatableArray(), row.Reach());
    }

    /// <summary>Properties and fields, base types' first, each type's in declaration order.</summary>
    private static IEnumerable<(ISymbol Member, ITypeSymbol Type)> MembersOf(INamedTypeSymbol row)
    {
        var lineage = new Stack<INamedTypeSymbol>();
        for (var type = row; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            lineage.Push(type);
        return lineage
            .SelectMany(type => type.GetMembers())
            .Select(member => (member, (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type))
            .Where(pair => pair.Item2 is not null)!;
    }

    private bool IsReadable(ISymbol member) =>
        !member.IsStatic
        && compilation.IsSymbolAccessibleWithin(member, model)
        && member is IFieldSymbol or IPropertySymbol { GetMethod: not null, IsIndexer: false };

    private FeatureDescription? ParseFeature(ISymbol member, ITypeSymbol type, AttributeData attribute)
    {
        if (type.TypeKind == TypeKind.Error)
            return null;
        var shape = attribute.ConstructorArguments is [var argument]
            ? AttributeValues.Integers(argument).ToEquatableArray()
            : EquatableArray<int>.Empty;
        if (shape.Any(size => size < 1) || shape.Aggregate(1.0, (product, size) => product * size) > int.MaxValue)
        {
            problems.Add(RuleIds.Size, At(member, AttributeNames.Feature), $"A size of feature '{member.Name}'", string.Join(" × ", shape));
            return null;
        }

        if (type is IArrayTypeSymbol { Rank: 1 } array && Numbers.KindOf(array.ElementType) is not (null or NumberKind.Boolean))
        {
            if (shape.Count > 0)
                return new FeatureDescription(member.Name, shape);
            problems.Add(RuleIds.UnsupportedFeature, At(member, AttributeNames.Feature), member.Name, "is an array and needs its sizes: [Feature(n)] or [Feature(rows, columns)]");
            return null;
        }

        if (Numbers.KindOf(type) is not null)
        {
            if (shape.Count == 0)
                return new FeatureDescription(member.Name, shape);
            problems.Add(RuleIds.UnsupportedFeature, At(member, AttributeNames.Feature), member.Name, $"is a single '{type.ToDisplayString()}' and takes no sizes: write [Feature]");
            return null;
        }

        problems.Add(RuleIds.UnsupportedFeature, At(member), member.Name, $"has type '{type.ToDisplayString()}'; a feature is a number, a bool, or an array of numbers");
        return null;
    }

    private LabelDescription? ParseLabel(ISymbol member, ITypeSymbol type, AttributeData attribute, IReadOnlyList<HeadDescription> heads)
    {
        var task = attribute.Named("Task", member.Name);
        var head = heads.FirstOrDefault(candidate => candidate.Member.Name == task);
        if (head is null)
        {
            problems.Add(RuleIds.LabelWithoutHead, At(member, AttributeNames.Label), member.Name, task, model.Name);
            return null;
        }

        var underlying = type.WithoutNullable();
        var number = Numbers.KindOf(underlying);
        var suits = head.Kind switch
        {
            HeadKind.Class => underlying.GlobalName() == head.LabelType,
            HeadKind.Binary => number == NumberKind.Boolean,
            HeadKind.Regression => number is not null and not NumberKind.Boolean,
            _ => true,
        };
        if (!suits && type.TypeKind != TypeKind.Error)
        {
            problems.Add(
                RuleIds.LabelType, At(member), member.Name, type.ToDisplayString(), task,
                head.Kind == HeadKind.Regression ? "a number, or a nullable one" : $"'{head.LabelType.Replace("global::", "")}', or nullable");
        }
        return suits ? new LabelDescription(member.Name, task, number == NumberKind.NeedsCast) : null;
    }

    private void CheckFeatures(INamedTypeSymbol row, List<FeatureDescription> features)
    {
        if (!MembersOf(row).Any(pair => pair.Member.HasLanguageAttribute(AttributeNames.Feature)))
            problems.Add(RuleIds.Inputs, new Site(Member: null, AttributeNames.MultiTaskModel), $"'{row.Name}' has no member with [Feature], so there is nothing for '{model.Name}' to read");
        var width = features.Sum(feature => (long)feature.Width);
        if (width > int.MaxValue)
            problems.Add(RuleIds.Size, Site.Class, $"The number of inputs of '{row.Name}'", width.ToString(CultureInfo.InvariantCulture));
    }

    private void CheckEveryHeadHasOneLabel(INamedTypeSymbol row, IReadOnlyList<HeadDescription> heads, List<LabelDescription> labels)
    {
        foreach (var head in heads)
        {
            var count = labels.Count(label => label.Task == head.Member.Name);
            var isReported = count == 0 && LabelIsReported(row, head.Member.Name);
            if (count == 0 && !isReported)
                problems.Add(RuleIds.HeadWithoutLabel, head.Site, head.Member.Name, row.Name);
            if (count > 1)
                problems.Add(RuleIds.RowMember, head.Site, head.Member.Name, $"has {count} labels in '{row.Name}'; a task learns exactly one");
        }
    }

    /// <summary>Whether the row has a label for the task whose own mistake has already been reported.</summary>
    private static bool LabelIsReported(INamedTypeSymbol row, string task) =>
        MembersOf(row).Any(pair => pair.Member
            .LanguageAttributes(AttributeNames.Label)
            .Any(label => label.Named("Task", pair.Member.Name) == task));

    private static void AddIfValid<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
            list.Add(item);
    }

    private static Site At(ISymbol member, string? attribute = null) => new(Member: null, attribute) { RowMember = member.Name };
}
