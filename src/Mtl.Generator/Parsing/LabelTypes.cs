using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>The types of labels that a task can learn.</summary>
internal static class LabelTypes
{
    /// <summary>Whether a member of the type can be the label of a head.</summary>
    public static bool Suits(HeadDescription head, ITypeSymbol type) => head.PerPosition
        ? type is IArrayTypeSymbol { Rank: 1 } steps && SuitsOnce(head, steps.ElementType)
        : SuitsOnce(head, type);

    /// <summary>Whether a value of the type can be the label of a row, or of a time step.</summary>
    private static bool SuitsOnce(HeadDescription head, ITypeSymbol type)
    {
        var underlying = type.WithoutNullable();
        var number = Numbers.KindOf(underlying);
        return head.Kind.Label switch
        {
            LabelKind.Class or LabelKind.Flags or LabelKind.Rank => underlying.GlobalName() == head.Types.Label,
            LabelKind.Boolean => number == NumberKind.Boolean,
            LabelKind.Number when head.HasArrayLabels => type is IArrayTypeSymbol
            {
                Rank: 1, ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Double,
            },
            LabelKind.Number => number is not null and not NumberKind.Boolean,
            LabelKind.WholeNumber => Numbers.IsInteger(underlying),
            LabelKind.Own => underlying.WithNullableAnnotation(NullableAnnotation.None).GlobalName() == head.Types.Label.TrimEnd('?'),
            LabelKind.Any => true,
            _ => throw Unknown(head.Kind.Label),
        };
    }

    /// <summary>The type of labels that are not values of an enum.</summary>
    public static string Of(LabelKind label) => label switch
    {
        LabelKind.Boolean => "bool",
        LabelKind.Number => "float",
        LabelKind.WholeNumber => "long",
        _ => throw Unknown(label),
    };

    /// <summary>The type that a suitable number must be cast to, or null.</summary>
    public static string? CastOf(HeadDescription head, ITypeSymbol type) =>
        head is { Kind.Label: LabelKind.WholeNumber, PerPosition: false }
        && type.WithoutNullable().SpecialType == SpecialType.System_UInt64 ? "long?" : null;

    /// <summary>The expected type of a label, for messages.</summary>
    public static string Expected(HeadDescription head)
    {
        var label = head.Types.Label.Replace("global::", "");
        if (head.PerPosition)
            return $"an array of {Plural(head.Kind.Label, label)}, nullable or not, with one entry per step";
        return head.Kind.Label switch
        {
            LabelKind.Number when head.HasArrayLabels => "an array of float or double with one number per output, or null",
            LabelKind.Number => "a number, or a nullable one",
            LabelKind.WholeNumber => "a whole number, or a nullable one",
            LabelKind.Class or LabelKind.Flags or LabelKind.Rank or LabelKind.Boolean or LabelKind.Own => $"'{label}', or nullable",
            _ => throw Unknown(head.Kind.Label),
        };
    }

    private static string Plural(LabelKind kind, string label) => kind switch
    {
        LabelKind.Number => "numbers",
        LabelKind.WholeNumber => "whole numbers",
        _ => $"'{label}'",
    };

    private static InvalidOperationException Unknown(LabelKind label) => new($"No types for labels of kind {label}.");
}
