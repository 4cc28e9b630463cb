using System.Collections.Concurrent;
using System.ComponentModel;
using System.Numerics;

namespace Mtl.CompilerServices;

/// <summary>
/// Warns of numbers that are read as <c>float32</c> and are too long for it: above 2²⁴ neighboring whole numbers become one. Every member
/// is named once. The rounding of a fraction such as 0.1 is no loss, and nothing is said of it.
/// </summary>
/// <remarks>
/// Generated models have one. Numbers that are standardized are read as <c>float64</c>, which has all whole numbers up to 2⁵³; longer ones
/// are reported without one.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PrecisionWarnings
{
    /// <summary>The largest number up to which <c>float32</c> has all whole numbers.</summary>
    internal const float LargestExact = 1 << 24;

    private const string Once = "Other rows may be like it; this is said once.";
    private const double LargestExactDouble = 1L << 53;

    /// <summary>What was reported of numbers that are read as <c>float64</c>, whoever reads them.</summary>
    private static readonly ConcurrentDictionary<(string Role, string Member), bool> _reportedDoubles = new();

    private readonly string _model;
    private readonly ConcurrentDictionary<string, bool> _members; // With whether it is still to be reported.

    /// <summary>Begins without a warning.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="members">The features and labels that are watched.</param>
    public PrecisionWarnings(string model, params string[] members)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentNullException.ThrowIfNull(members);
        _model = model;
        _members = new(members.Distinct().Select(member => KeyValuePair.Create(member, true)), StringComparer.Ordinal);
    }

    /// <summary>Warns if a number that is standardized has lost its last digits already in <c>float64</c>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="role">"feature" or "label".</param>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The number.</param>
    /// <param name="number">What it has become.</param>
    internal static void CheckDouble<T>(int row, string role, string member, T value, double number)
        where T : struct, INumber<T>
    {
        if (Math.Abs(number) < LargestExactDouble || IsExact(value, number) || !_reportedDoubles.TryAdd((role, member), true))
            return;
        string found = FormattableString.Invariant(
            $"{role} '{member}' is {value}, but what is standardized is computed with 64-bit numbers, and the nearest one is {number:F0}.");
        RowWarning.Report(new(row, member, $"{found} Subtract what all rows have in common before. {Once}"));
    }

    /// <summary>Whether a member's numbers are read as <c>float32</c>.</summary>
    internal bool Watches(string member) => _members.ContainsKey(member);

    /// <summary>Warns if a number has lost its last digits.</summary>
    /// <param name="row">The row.</param>
    /// <param name="role">"feature" or "label".</param>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The number.</param>
    /// <param name="single">What it has become.</param>
    internal void Check<T>(int row, string role, string member, T value, float single)
        where T : struct, INumber<T>
    {
        if (Math.Abs(single) < LargestExact || !_members.TryGetValue(member, out bool isUnreported) || !isUnreported)
            return;
        if (!IsExact(value, single) && _members.TryUpdate(member, false, true))
            RowWarning.Report(new(row, member, Text(role, member, value, single)));
    }

    /// <summary>
    /// Whether a number has become exactly this one, which is a whole number. They are compared as whole numbers of any size: neither fits
    /// into every type of the other, and <c>decimal</c> would round it to 15 digits.
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
        return $"{found} Put [Standardize] on {where}, or subtract what all rows have in common. {Once}";
    }
}
