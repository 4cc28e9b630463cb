namespace Mtl;

/// <summary>
/// The ranks of an enum: its distinct values in ascending order, negative ones first. The generator and saved models depend on this
/// order.
/// </summary>
internal static class EnumRanks<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, long> s_ranks;

    static EnumRanks()
    {
        var members = EnumClasses<TEnum>.Values.Zip(EnumClasses<TEnum>.Names).OrderBy(member => member.First).ToArray();
        Values = [.. members.Select(member => member.First)];
        Names = [.. members.Select(member => member.Second)];
        s_ranks = Values.Select((value, rank) => (value, rank)).ToDictionary(pair => pair.value, pair => (long)pair.rank);
    }

    public static IReadOnlyList<TEnum> Values { get; }

    public static IReadOnlyList<string> Names { get; }

    public static bool TryGetRank(TEnum value, out long rank) => s_ranks.TryGetValue(value, out rank);
}
