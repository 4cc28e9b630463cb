using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Which types of a row's member a task can learn.</summary>
internal static class LabelTypes
{
    /// <summary>Whether a member of the type can be the head's label.</summary>
    public static bool Suits(HeadDescription head, ITypeSymbol type)
    {
        if (head.PerPosition)
            return type is IArrayTypeSymbol { Rank: 1 } array && array.ElementType.WithoutNullable().GlobalName() == head.Types.Label;
        var underlying = type.WithoutNullable();
        var number = Numbers.KindOf(underlying);
        return head.Kind switch
        {
            HeadKind.Class or HeadKind.MultiLabel or HeadKind.Ordinal => underlying.GlobalName() == head.Types.Label,
            HeadKind.Binary => number == NumberKind.Boolean,
            HeadKind.Regression when !head.IsScalar => type is IArrayTypeSymbol
            {
                Rank: 1, ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Double,
            },
            HeadKind.Regression => number is not null and not NumberKind.Boolean,
            HeadKind.Count => Numbers.IsInteger(underlying),
            HeadKind.Custom => underlying.WithNullableAnnotation(NullableAnnotation.None).GlobalName() == head.Types.Label.TrimEnd('?'),
            _ => true,
        };
    }

    /// <summary>The type that a suitable number must be cast to, or null.</summary>
    public static string? CastOf(HeadDescription head, ITypeSymbol type) =>
        head.Kind == HeadKind.Count && type.WithoutNullable().SpecialType == SpecialType.System_UInt64 ? "long?" : null;

    /// <summary>What the head learns, for messages.</summary>
    public static string Expected(HeadDescription head) => head.Kind switch
    {
        _ when head.PerPosition => $"an array of '{head.Types.Label.Replace("global::", "")}', nullable or not, with one entry per step",
        HeadKind.Regression when !head.IsScalar => "an array of float or double with one number per output, or null",
        HeadKind.Regression => "a number, or a nullable one",
        HeadKind.Count => "a whole number, or a nullable one",
        _ => $"'{head.Types.Label.Replace("global::", "")}', or nullable",
    };
}
