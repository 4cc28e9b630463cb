using System.Collections.Concurrent;
using System.ComponentModel;
using System.Numerics;

namespace Mtl.CompilerServices;

/// <summary>
/// Warns of numbers that are read as <c>float32</c> but have more digits: above 2²⁴, different integers are rounded to the same number.
/// There is one warning per member, and none for the rounding of fractions such as 0.1.
/// </summary>
/// <remarks>
/// Generated models have an instance. Numbers that are standardized are read as <c>float64</c>, which represents all integers up to 2⁵³;
/// warnings of longer ones are the same for all models.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PrecisionWarnings
{
    /// <summary>The largest number up to which <c>float32</c> represents all integers.</summary>
    internal const float LargestExact = 1 << 24;

    private const string Once = "Other rows may be affected too; this is reported once.";
    private const double LargestExactDouble = 1L << 53;

    /// <summary>The members read as <c>float64</c> of which a number was reported, by any instance.</summary>
    private static readonly ConcurrentDictionary<(string Role, string Member), bool> _reportedDoubles = new();

    private readonly string _model;
    private readonly ConcurrentDictionary<string, bool> _members; // The value is true until a number of the member was reported.

    /// <summary>Creates an instance that has not reported anything.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="members">The features and labels that are read as <c>float32</c>.</param>
    public PrecisionWarnings(string model, params string[] members)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentNullException.ThrowIfNull(members);
        _model = model;
        _members = new(members.Distinct().Select(member => KeyValuePair.Create(member, true)), StringComparer.Ordinal);
    }

    /// <summary>Warns if <c>float64</c> does not represent a standardized number exactly.</summary>
    /// <param name="row">The row.</param>
    /// <param name="role">"feature" or "label".</param>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The number.</param>
    /// <param name="number">The number as <c>float64</c>.</param>
    internal static void CheckDouble<T>(int row, string role, string member, T value, double number)
        where T : struct, INumber<T>
    {
        if (Math.Abs(number) < LargestExactDouble || IsExact(value, number) || !_reportedDoubles.TryAdd((role, member), true))
            return;
        string found = FormattableString.Invariant(
            $"{role} '{member}' is {value}, but standardized numbers are read as 64-bit numbers, and the nearest one is {number:F0}.");
        RowWarning.Report(new(row, member, $"{found} Subtract the same number from all rows first. {Once}"));
    }

    /// <summary>Whether a member's numbers are read as <c>float32</c>.</summary>
    internal bool Watches(string member) => _members.ContainsKey(member);

    /// <summary>Warns if <c>float32</c> does not represent a number exactly.</summary>
    /// <param name="row">The row.</param>
    /// <param name="role">"feature" or "label".</param>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The number.</param>
    /// <param name="single">The number as <c>float32</c>.</param>
    internal void Check<T>(int row, string role, string member, T value, float single)
        where T : struct, INumber<T>
    {
        if (Math.Abs(single) < LargestExact || !_members.TryGetValue(member, out bool isUnreported) || !isUnreported)
            return;
        if (!IsExact(value, single) && _members.TryUpdate(member, false, true))
            RowWarning.Report(new(row, member, Text(role, member, value, single)));
    }

    /// <summary>
    /// Whether a number is exactly equal to a floating-point number that is an integer. They are compared as <see cref="BigInteger"/>:
    /// neither can be converted to the other's type without loss, and <c>decimal</c> would round to 15 digits.
    /// </summary>
    private static bool IsExact<T>(T value, double number)
        where T : struct, INumber<T>
        => double.IsFinite(number) && T.IsInteger(value) && BigInteger.CreateTruncating(value) == new BigInteger(number);

    private string Text<T>(string role, string member, T value, float single)
        where T : struct, INumber<T>
    {
        string found = FormattableString.Invariant(
            $"{role} '{member}' is {value}, but {_model} computes with 32-bit numbers, and the nearest one is {(double)single:F0}.");
        string where = role == "feature" ? $"'{member}' or on the model" : "the head, if it is a RegressionHead or a QuantileHead";
        return $"{found} Put [Standardize] on {where}, or subtract the same number from all rows. {Once}";
    }
}
