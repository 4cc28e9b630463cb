using Microsoft.CodeAnalysis;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>Finds the head that predicts labels of a type.</summary>
internal static class HeadTypes
{
    /// <summary>The head for a <c>bool</c>, an enum or a number; null for every other type.</summary>
    public static ITypeSymbol? For(ITypeSymbol label, Compilation compilation)
    {
        if (label is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            label = nullable.TypeArguments[0];
        if (label.TypeKind != TypeKind.Enum)
        {
            return label.SpecialType switch
            {
                SpecialType.System_Boolean => compilation.GetTypeByMetadataName("Mtl.BinaryHead"),
                SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
                    or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
                    or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal
                    => compilation.GetTypeByMetadataName("Mtl.RegressionHead"),
                _ => null,
            };
        }

        var isFlags = label.GetAttributes().Any(attribute =>
            attribute.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace.Name: "System" });
        return compilation.GetTypeByMetadataName(isFlags ? "Mtl.MultiLabelHead`1" : "Mtl.ClassHead`1")?.Construct(label);
    }
}
