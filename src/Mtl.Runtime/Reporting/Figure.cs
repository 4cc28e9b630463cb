using System.Globalization;

namespace Mtl;

/// <summary>Formats numbers for texts, the same in every culture.</summary>
internal static class Figure
{
    /// <summary>
    /// Three decimals, or three significant digits for very small and very large numbers: "0.951", "2.1E-05"; "-" for NaN.
    /// </summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "-";
        bool plain = value == 0 || Math.Abs(value) is >= 0.001 and < 100_000;
        return value.ToString(plain ? "F3" : "G3", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A number in an unknown unit: seven significant digits, as many as <c>float32</c> has, and all digits of the integer part below 10¹⁵:
    /// "245300.5", "1700000000".
    /// </summary>
    public static string Number(double value) =>
        value.ToString(Math.Abs(value) is >= 1e7 and < 1e15 ? "F0" : "G7", CultureInfo.InvariantCulture);

    /// <summary>The shortest text from which the number can be read back exactly, as <c>float32</c> if it is one.</summary>
    public static string Exact(double value) =>
        (float)value == value ? ((float)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Several numbers: "0.100, 0.700".</summary>
    public static string Of(IEnumerable<float> values) => string.Join(", ", values.Select(value => Of(value)));

    /// <summary>"1.8 s".</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");

    /// <summary>"1 row", "12,000 rows".</summary>
    public static string Count(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");
}
