namespace Mtl.CompilerServices;

/// <summary>The logistic function and its logarithm, computed without overflow and without cancellation.</summary>
internal static class Logistic
{
    /// <summary>
    /// <c>σ(z) = 1 / (1 + e^−z)</c>, <c>σ(−z)</c>, and <c>log(1 + e^−|z|)</c>, the second term of
    /// <c>softplus(z) = max(z, 0) + log(1 + e^−|z|)</c>.
    /// </summary>
    public static (float Sigma, float Complement, float Log) Of(float z)
    {
        float decay = MathF.Exp(-MathF.Abs(z));
        float larger = 1 / (1 + decay);
        return z >= 0 ? (larger, decay * larger, Log1P(decay)) : (decay * larger, larger, Log1P(decay));
    }

    /// <summary>log(1 + x) without the rounding error of 1 + x, for x in [0, 1] (Kahan).</summary>
    private static float Log1P(float x)
    {
        float sum = 1 + x;
        return sum == 1 ? x : MathF.Log(sum) * (x / (sum - 1));
    }
}
