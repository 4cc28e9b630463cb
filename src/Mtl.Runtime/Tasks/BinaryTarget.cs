namespace Mtl;

/// <summary>
/// Weight and target of the binary cross-entropy for a label. With class weights w and label smoothing ε the loss is
/// <c>a·(−log p) + b·(−log(1 − p))</c> for the probability p of true, which is <see cref="Weight"/> times the binary cross-entropy with
/// <see cref="Target"/>.
/// </summary>
/// <param name="Weight"><c>a + b</c>.</param>
/// <param name="Target"><c>a/(a + b)</c>.</param>
internal readonly record struct BinaryTarget(double Weight, double Target)
{
    /// <summary>
    /// Computes weight and target for a label, from <c>a = w_yes·(1 − ε/2)</c> and <c>b = w_no·ε/2</c> if the label is true, else
    /// <c>a = w_yes·ε/2</c> and <c>b = w_no·(1 − ε/2)</c>.
    /// </summary>
    public static BinaryTarget Of(bool label, double no, double yes, double labelSmoothing)
    {
        double other = labelSmoothing / 2;
        double a = yes * (label ? 1 - other : other);
        double b = no * (label ? other : 1 - other);
        return new(a + b, a / (a + b));
    }
}
