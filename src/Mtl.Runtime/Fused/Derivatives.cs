using System.Numerics;

namespace Mtl.CompilerServices;

/// <summary>The derivative of an activation function, computed from the <b>result</b> y = f(x).</summary>
internal interface IDerivative
{
    /// <summary>f′(x) where y = f(x).</summary>
    static abstract Vector<float> At(Vector<float> y);
}

/// <summary>1 where y &gt; 0, else 0.</summary>
internal readonly struct ReluDerivative : IDerivative
{
    public static Vector<float> At(Vector<float> y) =>
        Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
}

/// <summary>1 where y &gt; 0, else 0.01.</summary>
internal readonly struct LeakyReluDerivative : IDerivative
{
    public static Vector<float> At(Vector<float> y) =>
        Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, new Vector<float>(0.01f));
}

/// <summary>1 where y &gt; 0, else eˣ = y + 1.</summary>
internal readonly struct EluDerivative : IDerivative
{
    public static Vector<float> At(Vector<float> y) =>
        Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, y + Vector<float>.One);
}

/// <summary>λ where y &gt; 0, else λ·α·eˣ = y + λ·α (Klambauer et al. 2017).</summary>
internal readonly struct SeluDerivative : IDerivative
{
    private const float Scale = 1.0507009873554804934193349852946f;
    private const float Alpha = 1.6732632423543772848170429916717f;

    public static Vector<float> At(Vector<float> y) =>
        Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), new Vector<float>(Scale), y + new Vector<float>(Scale * Alpha));
}

/// <summary>1 − y².</summary>
internal readonly struct TanhDerivative : IDerivative
{
    public static Vector<float> At(Vector<float> y) => Vector<float>.One - (y * y);
}

/// <summary>y·(1 − y).</summary>
internal readonly struct SigmoidDerivative : IDerivative
{
    public static Vector<float> At(Vector<float> y) => y * (Vector<float>.One - y);
}
