namespace Mtl;

/// <summary>Checks the options of balancing methods.</summary>
internal static class OptionRange
{
    public static double Above0(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw Wrong(value, name, "a finite number above 0");

    public static double AtLeast0(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value : throw Wrong(value, name, "a finite number that is not negative");

    public static double Share(double value, string name) => value is >= 0 and <= 1 ? value : throw Wrong(value, name, "in [0, 1]");

    public static double ShareBelow1(double value, string name) => value is >= 0 and < 1 ? value : throw Wrong(value, name, "in [0, 1)");

    public static int AtLeast(int minimum, int value, string name) =>
        value >= minimum ? value : throw Wrong(value, name, $"at least {minimum}");

    private static ArgumentOutOfRangeException Wrong<T>(T value, string name, string expected) =>
        new(name, value, $"{name} must be {expected}, but is {value}.");
}
