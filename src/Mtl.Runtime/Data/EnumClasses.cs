namespace Mtl;

/// <summary>
/// The classes of an enum: its distinct values in the order of <see cref="Enum.GetValues{TEnum}"/>, which is the order of their unsigned
/// numbers. The generator and saved models depend on this order.
/// </summary>
internal static class EnumClasses<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, long> s_indices;

    static EnumClasses()
    {
        var members = Enum.GetValues<TEnum>().Zip(Enum.GetNames<TEnum>()).DistinctBy(member => member.First).ToArray();
        Values = [.. members.Select(member => member.First)];
        Names = [.. members.Select(member => member.Second)];
        s_indices = Values.Select((value, index) => (value, index)).ToDictionary(pair => pair.value, pair => (long)pair.index);
    }

    public static IReadOnlyList<TEnum> Values { get; }

    public static IReadOnlyList<string> Names { get; }

    public static bool TryGetIndex(TEnum value, out long index) => s_indices.TryGetValue(value, out index);

    /// <summary>"Zero, One, Two", or "Zero, One, … Nine" if there are more than five.</summary>
    public static string Describe() => Names.Count <= 5 ? string.Join(", ", Names) : $"{Names[0]}, {Names[1]}, … {Names[^1]}";
}
