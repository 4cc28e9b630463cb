using System.Numerics;

namespace Mtl.CompilerServices;

/// <summary>An activation function f and its derivative.</summary>
internal interface IActivationFunction
{
    /// <summary>Whether the derivative is computed from the result y = f(x), so that the function can be computed in place.</summary>
    static abstract bool IsInPlace { get; }

    /// <summary><c>f(x)</c>.</summary>
    static abstract Vector<float> Value(Vector<float> x);

    /// <summary><c>f′(x)</c>.</summary>
    /// <param name="source"><c>y</c> if the function <see cref="IsInPlace"/>, else x.</param>
    static abstract Vector<float> Derivative(Vector<float> source);
}

/// <summary><c>max(x, 0)</c>.</summary>
internal readonly struct ReluFunction : IActivationFunction
{
    public static bool IsInPlace => true;

    /// <summary>NaN stays NaN.</summary>
    public static Vector<float> Value(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<float>.Zero), Vector<float>.Zero, x);

    public static Vector<float> Derivative(Vector<float> source) => source.WherePositive(Vector<float>.One, Vector<float>.Zero);
}

/// <summary>x where x &gt; 0, else 0.01·x.</summary>
internal readonly struct LeakyReluFunction : IActivationFunction
{
    private const float Slope = 0.01f;

    public static bool IsInPlace => true;

    public static Vector<float> Value(Vector<float> x) => x.WherePositive(x, x * Slope);

    public static Vector<float> Derivative(Vector<float> source) => source.WherePositive(Vector<float>.One, new(Slope));
}

/// <summary>x where x &gt; 0, else eˣ − 1 (Clevert et al. 2016).</summary>
internal readonly struct EluFunction : IActivationFunction
{
    public static bool IsInPlace => true;

    public static Vector<float> Value(Vector<float> x) => x.WherePositive(x, Vector.Exp(x) - Vector<float>.One);

    /// <summary>1 where y &gt; 0, else eˣ = y + 1.</summary>
    public static Vector<float> Derivative(Vector<float> source) =>
        source.WherePositive(Vector<float>.One, source + Vector<float>.One);
}

/// <summary>λ·x where x &gt; 0, else λ·α·(eˣ − 1) (Klambauer et al. 2017).</summary>
internal readonly struct SeluFunction : IActivationFunction
{
    private const float Scale = 1.0507009873554804934193349852946f;
    private const float Alpha = 1.6732632423543772848170429916717f;

    public static bool IsInPlace => true;

    public static Vector<float> Value(Vector<float> x) =>
        x.WherePositive(x * Scale, (Vector.Exp(x) - Vector<float>.One) * (Scale * Alpha));

    /// <summary>λ where y &gt; 0, else λ·α·eˣ = y + λ·α.</summary>
    public static Vector<float> Derivative(Vector<float> source) =>
        source.WherePositive(new(Scale), source + new Vector<float>(Scale * Alpha));
}

/// <summary>The hyperbolic tangent.</summary>
internal readonly struct TanhFunction : IActivationFunction
{
    /// <summary>
    /// Below it, 1 − 2/(e²ˣ + 1) would lose digits; the polynomial is that of the Cephes library (Moshier 1989) for this range.
    /// </summary>
    private const float Small = 0.625f;

    public static bool IsInPlace => true;

    public static Vector<float> Value(Vector<float> x)
    {
        var magnitude = Vector.Abs(x);
        var large = Vector<float>.One - (new Vector<float>(2) / (Vector.Exp(magnitude + magnitude) + Vector<float>.One));
        var square = x * x;
        var series = new Vector<float>(-5.70498872745e-3f);
        series = Vector.MultiplyAddEstimate(series, square, new(2.06390887954e-2f));
        series = Vector.MultiplyAddEstimate(series, square, new(-5.37397155531e-2f));
        series = Vector.MultiplyAddEstimate(series, square, new(1.33314422036e-1f));
        series = Vector.MultiplyAddEstimate(series, square, new(-3.33332819422e-1f));
        var small = Vector.MultiplyAddEstimate(series * square, x, x);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, new(Small)), small, Vector.CopySign(large, x));
    }

    /// <summary><c>1 − y²</c>.</summary>
    public static Vector<float> Derivative(Vector<float> source) => Vector<float>.One - (source * source);
}

/// <summary><c>σ(x) = 1 / (1 + e⁻ˣ)</c>.</summary>
internal readonly struct SigmoidFunction : IActivationFunction
{
    public static bool IsInPlace => true;

    public static Vector<float> Value(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-x));

    /// <summary><c>y·(1 − y)</c>.</summary>
    public static Vector<float> Derivative(Vector<float> source) => source * (Vector<float>.One - source);
}

/// <summary><c>x·Φ(x)</c>, where Φ is the distribution function of the standard normal distribution (Hendrycks and Gimpel 2016).</summary>
internal readonly struct GeluFunction : IActivationFunction
{
    public static bool IsInPlace => false;

    public static Vector<float> Value(Vector<float> x) => x * Normal(x).Probability;

    /// <summary><c>Φ(x) + x·φ(x)</c>.</summary>
    public static Vector<float> Derivative(Vector<float> source)
    {
        var (probability, density) = Normal(source);
        return Vector.MultiplyAddEstimate(source, density, probability);
    }

    /// <summary>Φ(x) and φ(x). Φ by formula 7.1.26 of Abramowitz and Stegun (1964), whose error is at most 10⁻⁷.</summary>
    private static (Vector<float> Probability, Vector<float> Density) Normal(Vector<float> x)
    {
        var exponential = Vector.Exp(x * x * -0.5f);
        var z = Vector.Abs(x) * 0.70710678f; // |x| / √2
        var t = Vector<float>.One / Vector.MultiplyAddEstimate(z, new(0.3275911f), Vector<float>.One);
        var series = new Vector<float>(1.061405429f);
        series = Vector.MultiplyAddEstimate(series, t, new(-1.453152027f));
        series = Vector.MultiplyAddEstimate(series, t, new(1.421413741f));
        series = Vector.MultiplyAddEstimate(series, t, new(-0.284496736f));
        series = Vector.MultiplyAddEstimate(series, t, new(0.254829592f));
        var tail = series * t * exponential * 0.5f;
        return (x.WherePositive(Vector<float>.One - tail, tail), exponential * 0.39894228f); // 1 / √(2π)
    }
}

/// <summary><c>x·σ(x)</c> (Elfwing et al. 2018).</summary>
internal readonly struct SiluFunction : IActivationFunction
{
    public static bool IsInPlace => false;

    public static Vector<float> Value(Vector<float> x) => x / (Vector<float>.One + Vector.Exp(-x));

    /// <summary><c>σ·(1 + x·(1 − σ))</c>.</summary>
    public static Vector<float> Derivative(Vector<float> source)
    {
        var sigmoid = SigmoidFunction.Value(source);
        return sigmoid * Vector.MultiplyAddEstimate(source, Vector<float>.One - sigmoid, Vector<float>.One);
    }
}

/// <summary>
/// <c>x·tanh(log(1 + eˣ))</c> (Misra 2020). With <c>w = eˣ·(eˣ + 2)</c> the tangent is <c>w / (w + 2)</c>.
/// </summary>
internal readonly struct MishFunction : IActivationFunction
{
    /// <summary>From here on the tangent is 1 in <c>float32</c>, and w does not overflow.</summary>
    private const float Saturated = 20;

    public static bool IsInPlace => false;

    public static Vector<float> Value(Vector<float> x)
    {
        var exponential = Vector.Exp(Vector.Min(x, new(Saturated)));
        var w = exponential * (exponential + new Vector<float>(2));
        return x * (w / (w + new Vector<float>(2)));
    }

    /// <summary><c>t + x·σ(x)·(1 − t²)</c>, where t is the tangent.</summary>
    public static Vector<float> Derivative(Vector<float> source)
    {
        var exponential = Vector.Exp(Vector.Min(source, new(Saturated)));
        var w = exponential * (exponential + new Vector<float>(2));
        var rest = new Vector<float>(2) / (w + new Vector<float>(2)); // 1 − t
        var tangent = w / (w + new Vector<float>(2));
        var sigmoid = exponential / (exponential + Vector<float>.One);
        return Vector.MultiplyAddEstimate(source * sigmoid, rest * (Vector<float>.One + tangent), tangent);
    }
}

internal static class VectorSelection
{
    /// <summary>Selects by the sign: the first vector's numbers where x &gt; 0, else those of the second one.</summary>
    public static Vector<float> WherePositive(this Vector<float> x, Vector<float> positive, Vector<float> other) =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), positive, other);
}
