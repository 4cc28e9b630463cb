using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mtl;

/// <summary>
/// The flags of an enum: its members with exactly one bit, in the order of their bits. Members with no bit or with several are
/// combinations of them. The generator and saved models depend on this order.
/// </summary>
internal static class EnumFlags<TEnum>
    where TEnum : struct, Enum
{
    private static readonly ulong[] s_bits;
    private static readonly ulong s_all;

    static EnumFlags()
    {
        var members = EnumClasses<TEnum>.Values.Zip(EnumClasses<TEnum>.Names)
            .Where(member => BitOperations.IsPow2(ToBits(member.First)))
            .OrderBy(member => ToBits(member.First))
            .ToArray();
        Values = [.. members.Select(member => member.First)];
        Names = [.. members.Select(member => member.Second)];
        s_bits = [.. Values.Select(ToBits)];
        s_all = s_bits.Aggregate(0UL, (all, bit) => all | bit);
    }

    public static IReadOnlyList<TEnum> Values { get; }

    public static IReadOnlyList<string> Names { get; }

    /// <summary>Whether all bits of a value are flags.</summary>
    public static bool IsMadeOfFlags(TEnum value) => (ToBits(value) & ~s_all) == 0;

    /// <summary>Whether a value has the flag with the given index.</summary>
    public static bool Has(TEnum value, int flag) => (ToBits(value) & s_bits[flag]) != 0;

    /// <summary>The value with exactly those flags whose indices satisfy <paramref name="has"/>.</summary>
    public static TEnum Combine(Predicate<int> has)
    {
        ulong bits = 0;
        for (int flag = 0; flag < s_bits.Length; flag++)
        {
            if (has(flag))
                bits |= s_bits[flag];
        }

        return Unsafe.As<ulong, TEnum>(ref bits);
    }

    private static ulong ToBits(TEnum value) => Unsafe.SizeOf<TEnum>() switch
    {
        1 => Unsafe.As<TEnum, byte>(ref value),
        2 => Unsafe.As<TEnum, ushort>(ref value),
        4 => Unsafe.As<TEnum, uint>(ref value),
        _ => Unsafe.As<TEnum, ulong>(ref value),
    };
}
