namespace TorchSharp.Modules;

/// <summary>What the numbers that optimizers are made with must be.</summary>
internal static class Check
{
    public static void NotNegative(double? value, string name)
    {
        if (value < 0)
            throw new ArgumentException($"Invalid {name}: {value} is negative.");
    }

    /// <summary>From zero to one, without one.</summary>
    public static void Fraction(double? value, string name)
    {
        if (value is < 0 or >= 1)
            throw new ArgumentException($"Invalid {name}: {value} is not in [0, 1).");
    }
}
