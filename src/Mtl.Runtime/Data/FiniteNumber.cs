using System.Numerics;

namespace Mtl;

/// <summary>Numbers of features as <c>float32</c>; one that is not finite is refused, because one NaN spoils a whole training run.</summary>
internal static class FiniteNumber
{
    /// <summary>The number as <c>float32</c>.</summary>
    /// <param name="row">The row, for the message.</param>
    /// <param name="feature">The feature's name, for the message.</param>
    /// <param name="value">The number.</param>
    /// <param name="position">Its place in the feature's array, for the message; null where there is none.</param>
    /// <exception cref="InvalidRowException">It is not finite.</exception>
    public static float Of<T>(int row, string feature, T value, int? position)
        where T : struct, INumber<T>
    {
        float single = float.CreateTruncating(value);
        if (float.IsFinite(single))
            return single;
        string place = position is { } index ? $"[{index}]" : "";
        throw new InvalidRowException(row, feature, $"feature '{feature}'{place} is {value}; a finite 32-bit number was expected.");
    }
}
