namespace Mtl;

/// <summary>An activation function, applied element by element.</summary>
public enum Activation
{
    /// <summary>The identity: x.</summary>
    None = 0,

    /// <summary>Rectified linear unit: max(x, 0).</summary>
    Relu,

    /// <summary>Leaky rectified linear unit: x for x ≥ 0, else 0.01·x.</summary>
    LeakyRelu,

    /// <summary>Exponential linear unit: x for x ≥ 0, else eˣ − 1 (Clevert 2016).</summary>
    Elu,

    /// <summary>Scaled exponential linear unit (Klambauer 2017).</summary>
    Selu,

    /// <summary>Gaussian error linear unit: x·Φ(x), exact (Hendrycks 2016).</summary>
    Gelu,

    /// <summary>Sigmoid linear unit, also called swish: x·σ(x).</summary>
    Silu,

    /// <summary>x·tanh(softplus(x)) (Misra 2019).</summary>
    Mish,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Logistic function: 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,
}
