using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>The numeric types.</summary>
internal static class Numbers
{
    public static NumberKind? KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => NumberKind.Boolean,
        SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal
            or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32
            or SpecialType.System_Int64 or SpecialType.System_UInt64 => NumberKind.Number,
        _ => null,
    };

    /// <summary>Whether numbers of a type, or of an array's elements, can lose digits as <c>float32</c>.</summary>
    public static bool IsWide(ITypeSymbol type) => type is IArrayTypeSymbol array
        ? IsWide(array.ElementType)
        : type.WithoutNullable().SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32
            or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Double or SpecialType.System_Decimal;

    public static bool IsInteger(ITypeSymbol type) =>
        KindOf(type) == NumberKind.Number
        && type.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal);
}

internal enum NumberKind
{
    Number,

    /// <summary>Counts as 1 or 0.</summary>
    Boolean,
}
