namespace Mtl;

internal static class Ratio
{
    /// <summary>The ratio; 0 if the denominator is 0.</summary>
    public static double OrZero(long numerator, long denominator) => denominator == 0 ? 0 : (double)numerator / denominator;
}
