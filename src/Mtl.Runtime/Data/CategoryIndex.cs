using System.Numerics;

namespace Mtl;

/// <summary>Converts a category of a row to its index. Errors name the row and the feature.</summary>
internal static class CategoryIndex
{
    /// <summary>The index of an enum member in <see cref="EnumClasses{TEnum}"/>.</summary>
    public static long Of<TEnum>(int row, string feature, TEnum value)
        where TEnum : struct, Enum
        => EnumClasses<TEnum>.TryGetIndex(value, out long index)
            ? index
            : throw new InvalidRowException(
                row, feature,
                $"feature '{feature}' is {value:D}, which is no member of {typeof(TEnum).Name}; expected {EnumClasses<TEnum>.Describe()}.");

    /// <summary>Checks an integer that is already an index.</summary>
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
