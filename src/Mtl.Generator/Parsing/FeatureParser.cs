using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses one <c>[Feature]</c>: its type and its arguments.</summary>
internal sealed class FeatureParser(ProblemList problems)
{
    private static readonly Hint _categories = new() { Argument = "Categories" };

    /// <summary>A type as it is written: <c>float[,]</c> instead of the compiler's <c>float[*,*]</c>.</summary>
    private static readonly SymbolDisplayFormat _asWritten = SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseAsterisksInMultiDimensionalArrays);

    public FeatureDescription? Parse(RowMember member, AttributeData attribute) =>
        ParseType(member, attribute) is { } feature
            ? feature with { Standardize = StandardizeParser.Of(member), IsWide = Numbers.IsWide(member.Type) }
            : null;

    private FeatureDescription? ParseType(RowMember member, AttributeData attribute)
    {
        if (member.Type.TypeKind == TypeKind.Error)
            return null;
        var shape = attribute.ConstructorArguments is [var argument]
            ? AttributeValues.Integers(argument).ToEquatableArray()
            : EquatableArray<int>.Empty;
        if (shape.Any(size => size < 1) || shape.Aggregate(1.0, (product, size) => product * size) > int.MaxValue)
            return Refuse(member, RuleIds.Size, $"A size of feature '{member.Name}'", string.Join(" × ", shape.Select(Text)));
        var maxLength = SequenceLength.Of(attribute);
        if (maxLength is < 1)
            return Refuse(member, RuleIds.Size, $"The MaxLength of '{member.Name}'", Text(maxLength.Value));
        var categories = Categories.Of(attribute);
        if (categories is < 1)
            return Refuse(member, RuleIds.Size, $"The number of categories of '{member.Name}'", Text(categories.Value));
        if (SequenceLength.Obstacle(attribute, member.Name) is { } obstacle)
            return Refuse(member, RuleIds.SequenceLength, member.Name, obstacle);
        if (SequenceLength.SequenceOf(attribute, member.Name) is { } owner)
        {
            return ParseSequence(member, shape, categories) is { } sequence
                ? sequence with { MaxLength = maxLength ?? 0, Sequence = owner }
                : null;
        }
        if (member.Type.SpecialType == SpecialType.System_String)
            return ParseText(member, shape, categories);
        return member.Type is IArrayTypeSymbol array
            ? ParseArray(member, array, shape, categories)
            : ParseSingle(member, member.Type.WithoutNullable(), shape, categories);
    }

    /// <summary>A sequence of varying length; the shape is that of one time step.</summary>
    private FeatureDescription? ParseSequence(RowMember member, EquatableArray<int> shape, int? categories)
    {
        if (member.Type is IArrayTypeSymbol { Rank: > 1 } steps)
            return ParseSteps(member, steps, shape, categories);
        if (member.Type is not IArrayTypeSymbol { ElementType: var element })
            return RefuseSequence(member, $"is a '{TypeOf(member)}', which has no length that could vary; MaxLength is for arrays");
        var isText = element.SpecialType == SpecialType.System_String;
        if ((isText || categories is not null) && shape.Count > 0)
            return RefuseSequence(member, "is a sequence of categories, one per step, and has no sizes besides MaxLength");
        if (isText)
            return ParseText(member, shape, categories);
        if (shape.Count > 1)
        {
            var sizes = string.Join(" × ", shape.Select(Text));
            return RefuseSequence(
                member, $"has steps of shape {sizes}; a step is a number, or a vector of n: [Feature(n, MaxLength = …)]");
        }
        var number = element is IArrayTypeSymbol { Rank: 1 } inner && categories is null && shape.Count == 1 ? inner.ElementType : element;
        if (Numbers.KindOf(number) is null or NumberKind.Boolean)
            return RefuseType(member);
        if (categories is not { } count)
            return new FeatureDescription(member.Name, shape, FeatureKind.Number);
        return Numbers.IsInteger(number)
            ? new FeatureDescription(member.Name, shape, FeatureKind.Index, count)
            : RefuseCategories(member, number);
    }

    /// <summary>The time steps and their numbers in one array of two dimensions.</summary>
    private FeatureDescription? ParseSteps(RowMember member, IArrayTypeSymbol array, EquatableArray<int> shape, int? categories)
    {
        if (array.Rank > 2 || Numbers.KindOf(array.ElementType) is null or NumberKind.Boolean)
            return RefuseType(member);
        if (categories is not null)
            return RefuseSequence(member, "is a sequence of categories, one per step, and has one dimension");
        return shape.Count == 1
            ? new FeatureDescription(member.Name, shape, FeatureKind.Number)
            : RefuseSequence(
                member, $"is a '{TypeOf(member)}', steps with several numbers each, and needs their number: [Feature(n, MaxLength = …)]");
    }

    private FeatureDescription? ParseText(RowMember member, EquatableArray<int> shape, int? categories)
    {
        if (shape.Count > 0)
            return RefuseSizes(member);
        return categories is { } count
            ? new FeatureDescription(member.Name, shape, FeatureKind.Text, count)
            : Refuse(member, RuleIds.CategoriesMissing, member.Name);
    }

    private FeatureDescription? ParseArray(RowMember member, IArrayTypeSymbol array, EquatableArray<int> shape, int? categories)
    {
        var element = array.ElementType;
        if (Numbers.KindOf(element) is null or NumberKind.Boolean)
            return RefuseType(member);
        if (categories is not null && !Numbers.IsInteger(element))
            return RefuseCategories(member, element);
        if (shape.Count == 0)
            return RefuseFeature(member, "is an array and needs its sizes: [Feature(n)] or [Feature(rows, columns)]");
        if (array.Rank > 3)
            return RefuseType(member);
        if (array.Rank > 1 && array.Rank != shape.Count)
        {
            var sizes = array.Rank == 2 ? "rows, columns" : "channels, rows, columns";
            return RefuseFeature(
                member,
                $"is a '{TypeOf(member)}' and has {shape.Count} size{(shape.Count == 1 ? "" : "s")}; "
                + $"an array of {array.Rank} dimensions has {array.Rank}: [Feature({sizes})]");
        }
        if (categories is not { } count)
            return new FeatureDescription(member.Name, shape, FeatureKind.Number) { IsRectangular = array.Rank > 1 };
        return shape.Count == 1
            ? new FeatureDescription(member.Name, shape, FeatureKind.Index, count)
            : RefuseFeature(
                member,
                $"is an array of categories with {shape.Count} sizes; "
                + $"a sequence of categories has one: [Feature(steps, Categories = {count})]");
    }

    private FeatureDescription? ParseSingle(RowMember member, ITypeSymbol type, EquatableArray<int> shape, int? categories)
    {
        var isNullable = !SymbolEqualityComparer.Default.Equals(type, member.Type);
        var isEnum = type.TypeKind == TypeKind.Enum;
        if (!isEnum && Numbers.KindOf(type) is null)
            return RefuseType(member);
        if (shape.Count > 0)
            return RefuseSizes(member);
        if (isEnum)
            return ParseEnum(member, (INamedTypeSymbol)type, isNullable, categories);
        if (categories is not { } count)
        {
            var kind = Numbers.KindOf(type) == NumberKind.Boolean ? FeatureKind.Flag : FeatureKind.Number;
            return new FeatureDescription(member.Name, shape, kind, IsNullable: isNullable);
        }
        return Numbers.IsInteger(type)
            ? new FeatureDescription(member.Name, shape, FeatureKind.Index, count, isNullable)
            : RefuseCategories(member, type);
    }

    private FeatureDescription? ParseEnum(RowMember member, INamedTypeSymbol type, bool isNullable, int? categories)
    {
        var count = EnumClasses.NamesOf(type).Count;
        if (EnumClasses.IsFlags(type))
        {
            return Refuse(
                member, RuleIds.Categories, member.Name,
                $"has type '{type.Name}', whose values are [Flags] that combine; a category is one of several");
        }
        if (categories is not null)
        {
            return Refuse(
                member, RuleIds.Categories, _categories, member.Name,
                $"is an enum, whose {count} members are its categories; write [Feature]");
        }
        return count == 0
            ? Refuse(member, RuleIds.Categories, member.Name, $"has type '{type.Name}', an enum without members")
            : new FeatureDescription(member.Name, EquatableArray<int>.Empty, FeatureKind.Enum, count, isNullable);
    }

    private FeatureDescription? RefuseSizes(RowMember member) =>
        RefuseFeature(member, $"is a single '{TypeOf(member)}' and has no sizes: write [Feature]");

    private FeatureDescription? RefuseFeature(RowMember member, string problem) =>
        Refuse(member, RuleIds.UnsupportedFeature, member.Name, problem);

    private FeatureDescription? RefuseSequence(RowMember member, string problem) =>
        Refuse(member, RuleIds.SequenceLength, member.Name, problem);

    private FeatureDescription? RefuseType(RowMember member)
    {
        problems.Add(
            RuleIds.UnsupportedFeature, member.Site(), member.Name,
            $"has type '{TypeOf(member)}'; a feature is a number, a bool, an enum, a string, or an array of numbers");
        return null;
    }

    private FeatureDescription? RefuseCategories(RowMember member, ITypeSymbol type) => Refuse(
        member, RuleIds.Categories, _categories, member.Name,
        $"is a '{type.ToDisplayString()}', but categories are integers from 0 on; remove Categories or change the type");

    private FeatureDescription? Refuse(RowMember member, string rule, params string[] arguments) =>
        Refuse(member, rule, Hint.None, arguments);

    private FeatureDescription? Refuse(RowMember member, string rule, Hint hint, params string[] arguments)
    {
        problems.Add(rule, member.Site(AttributeNames.Feature), hint, arguments);
        return null;
    }

    private static string TypeOf(RowMember member) => member.Type.ToDisplayString(_asWritten);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
