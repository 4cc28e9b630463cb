using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>The classes, flags or ranks that an enum stands for, in the order in which the runtime has them.</summary>
/// <remarks>There is one name per distinct value; of several names for one value the first declared.</remarks>
internal static class EnumClasses
{
    /// <summary>All values, ordered by their bits without sign, as <c>Enum.GetValues</c> does.</summary>
    public static EquatableArray<string> NamesOf(INamedTypeSymbol type) => Names(Members(type).OrderBy(group => group.Key));

    /// <summary>All values in rising order.</summary>
    public static EquatableArray<string> RanksOf(INamedTypeSymbol type) => Names(
        Members(type).OrderBy(group => Convert.ToDecimal(group.First().ConstantValue, CultureInfo.InvariantCulture)));

    /// <summary>The values with exactly one bit, in the order of their bits.</summary>
    public static EquatableArray<string> FlagsOf(INamedTypeSymbol type) =>
        Names(Members(type).Where(group => IsOneBit(group.First().ConstantValue!)).OrderBy(group => group.Key));

    public static bool IsFlags(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace.Name: "System" });

    private static IEnumerable<IGrouping<ulong, IFieldSymbol>> Members(INamedTypeSymbol type) =>
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .GroupBy(field => Bits(field.ConstantValue!));

    private static EquatableArray<string> Names(IEnumerable<IGrouping<ulong, IFieldSymbol>> groups) =>
        groups.Select(group => group.First().Name).ToEquatableArray();

    private static ulong Bits(object value) =>
        value is ulong bits ? bits : unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture));

    /// <summary>A negative value has its sign in all higher bits, which do not belong to it: only the lowest number of all is one bit.</summary>
    private static bool IsOneBit(object value) => value switch
    {
        sbyte.MinValue or short.MinValue or int.MinValue or long.MinValue => true,
        _ => Bits(value) is var bits && bits != 0 && (bits & (bits - 1)) == 0,
    };
}
