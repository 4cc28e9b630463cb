using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Mtl.CompilerServices;

/// <summary>The ranges of hyper-parameters, which are those of the attributes. Each method returns a valid value, or throws.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HyperparameterRange
{
    /// <summary>Requires a value in [0, 1).</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the hyper-parameter.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public static double Probability(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1 ? value : throw Outside(name, value, "in [0, 1)");

    /// <summary>Requires a value in [0, 1].</summary>
    /// <inheritdoc cref="Probability"/>
    public static double Share(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Outside(name, value, "in [0, 1]");

    /// <summary>Requires a finite value that is not negative.</summary>
    /// <inheritdoc cref="Probability"/>
    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) && value >= 0 ? value : throw Outside(name, value, "finite and not negative");

    /// <summary>Requires a finite value above 0.</summary>
    /// <inheritdoc cref="Probability"/>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) && value > 0 ? value : throw Outside(name, value, "finite and above 0");

    private static ArgumentOutOfRangeException Outside(string name, double value, string expected) =>
        new(name, $"The hyper-parameter {name} must be {expected}, but is {Figure.Exact(value)}.");
}
