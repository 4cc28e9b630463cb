using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>The classes, flags or ranks of an enum, in the order of the runtime.</summary>
/// <remarks>There is one name for each distinct value: of several names, the first declared.</remarks>
internal static class EnumClasses
{
    /// <summary>The names of the values of a label.</summary>
    public static EquatableArray<string> Of(LabelKind label, INamedTypeSymbol type) => label switch
    {
        LabelKind.Class => NamesOf(type),
        LabelKind.Flags => FlagsOf(type),
        LabelKind.Rank => RanksOf(type),
        _ => throw new InvalidOperationException($"Labels of kind {label} are not values of an enum."),
    };

    /// <summary>All values, ordered by their bits without sign, as <c>Enum.GetValues</c> does.</summary>
    public static EquatableArray<string> NamesOf(INamedTypeSymbol type) =>
        Names(Members(type), static (a, b) => Bits(a.ConstantValue!).CompareTo(Bits(b.ConstantValue!)));

    /// <summary>All values in ascending order.</summary>
    public static EquatableArray<string> RanksOf(INamedTypeSymbol type) =>
        Names(Members(type), static (a, b) => Number(a).CompareTo(Number(b)));

    /// <summary>The values with exactly one bit, in the order of their bits.</summary>
    public static EquatableArray<string> FlagsOf(INamedTypeSymbol type) => Names(
        Members(type).FindAll(static member => IsOneBit(member.ConstantValue!)),
        static (a, b) => Bits(a.ConstantValue!).CompareTo(Bits(b.ConstantValue!)));

    public static bool IsFlags(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace.Name: "System" });

    private static List<IFieldSymbol> Members(INamedTypeSymbol type)
    {
        var members = new List<IFieldSymbol>();
        var values = new HashSet<ulong>();
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: { } value } field && values.Add(Bits(value)))
                members.Add(field);
        }
        return members;
    }

    private static EquatableArray<string> Names(List<IFieldSymbol> members, Comparison<IFieldSymbol> order)
    {
        members.Sort(order);
        return members.Select(static member => member.Name).ToEquatableArray();
    }

    private static decimal Number(IFieldSymbol member) => Convert.ToDecimal(member.ConstantValue, CultureInfo.InvariantCulture);

    private static ulong Bits(object value) =>
        value is ulong bits ? bits : unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture));

    /// <summary>Whether a value has exactly one bit. Of negative values, which are sign-extended, only the lowest one has.</summary>
    private static bool IsOneBit(object value) => value switch
    {
        sbyte.MinValue or short.MinValue or int.MinValue or long.MinValue => true,
        _ => Bits(value) is var bits && bits != 0 && (bits & (bits - 1)) == 0,
    };
}
