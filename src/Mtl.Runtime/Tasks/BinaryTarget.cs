namespace Mtl;

/// <summary>
/// What the cross-entropy of a yes-or-no answer asks for where the label is known: with class weights w and label smoothing ε it is
/// <c>a·(−log p) + b·(−log(1 − p))</c> for the probability p of yes, and so <see cref="Weight"/> times the binary cross-entropy with
/// <see cref="Target"/>.
/// </summary>
/// <param name="Weight"><c>a + b</c>.</param>
/// <param name="Target"><c>a/(a + b)</c>.</param>
internal readonly record struct BinaryTarget(double Weight, double Target)
{
    /// <summary>The target of a label: <c>a = w_yes·ε/2</c> and <c>b = w_no·ε/2</c>, and that of the label <c>w·(1 − ε)</c> more.</summary>
    public static BinaryTarget Of(bool label, double no, double yes, double labelSmoothing)
    {
        double other = labelSmoothing / 2;
        double a = yes * (label ? 1 - other : other);
        double b = no * (label ? other : 1 - other);
        return new(a + b, a / (a + b));
    }
}
