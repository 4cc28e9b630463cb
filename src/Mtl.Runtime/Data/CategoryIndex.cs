using System.Numerics;

namespace Mtl;

/// <summary>Turns a category of a row into its index, and refuses what is none with the row and the feature.</summary>
internal static class CategoryIndex
{
    /// <summary>The place of an enum's member among its classes.</summary>
    public static long Of<TEnum>(int row, string feature, TEnum value)
        where TEnum : struct, Enum
        => EnumClasses<TEnum>.TryGetIndex(value, out long index)
            ? index
            : throw new InvalidRowException(
                row, feature,
                $"feature '{feature}' is {value:D}, which is no member of {typeof(TEnum).Name}; expected {EnumClasses<TEnum>.Describe()}.");

    /// <summary>An integer that is an index already.</summary>
    public static long Of<T>(int row, string feature, int categories, T value, int? position = null)
        where T : struct, IBinaryInteger<T>
    {
        long index = long.CreateSaturating(value);
        if (index >= 0 && index < categories)
            return index;
        string place = position is { } number ? $"[{number}]" : "";
        throw new InvalidRowException(
            row, feature, $"feature '{feature}'{place} is {value}; its {categories} categories are 0 to {categories - 1}.");
    }
}
