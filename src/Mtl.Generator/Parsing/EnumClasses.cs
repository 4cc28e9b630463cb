using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>The classes that an enum stands for, in the order of <c>Enum.GetValues</c>.</summary>
internal static class EnumClasses
{
    /// <summary>
    /// One name per distinct value, ordered by the value's bits without sign (as the runtime does); of several names for one
    /// value the first declared.
    /// </summary>
    public static EquatableArray<string> NamesOf(INamedTypeSymbol type) =>
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .GroupBy(field => Bits(field.ConstantValue!))
            .OrderBy(group => group.Key)
            .Select(group => group.First().Name)
            .ToEquatableArray();

    private static ulong Bits(object value) =>
        value is ulong bits ? bits : unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
