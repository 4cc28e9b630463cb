using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x times the normal distribution at x.</summary>
public sealed class GELU : ParameterLessModule<Tensor, Tensor>
{
    internal GELU(Approximate approximate, bool inplace)
        : base(nameof(GELU)) => (this.approximate, this.inplace) = (approximate, inplace);

    /// <summary>How the normal distribution is computed.</summary>
    public enum Approximate
    {
        /// <summary>Exactly.</summary>
        none = 0,

        /// <summary>By a hyperbolic tangent.</summary>
        tanh = 1,
    }

    /// <summary>How the normal distribution is computed.</summary>
    public Approximate approximate { get; set; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
}

/// <summary>The first half along a dimension times the sigmoid of the second.</summary>
public sealed class GLU : ParameterLessModule<Tensor, Tensor>
{
    internal GLU(long dim)
        : base(nameof(GLU)) => this.dim = dim;

    /// <summary>The dimension.</summary>
    public long dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.glu(tensor, dim);
}

/// <summary>x times its sigmoid.</summary>
public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
{
    internal SiLU(bool inplace)
        : base(nameof(SiLU)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.silu(tensor, inplace);
}

/// <summary>x·tanh(softplus(x)).</summary>
public sealed class Mish : ParameterLessModule<Tensor, Tensor>
{
    internal Mish(bool inplace)
        : base(nameof(Mish)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.mish(tensor, inplace);
}

/// <summary>1 / (1 + e^-x).</summary>
public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal Sigmoid(bool inplace)
        : base(nameof(Sigmoid)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.sigmoid(tensor, inplace);
}

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
{
    internal Tanh(bool inplace)
        : base(nameof(Tanh)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.tanh(tensor, inplace);
}

/// <summary>log(1 + e^(βx)) / β; linear where βx is above the threshold.</summary>
public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
{
    internal Softplus(double beta, double threshold)
        : base(nameof(Softplus)) => (this.beta, this.threshold) = (beta, threshold);

    /// <summary>How sharp the bend is.</summary>
    public double beta { get; set; }

    /// <summary>The threshold.</summary>
    public double threshold { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softplus(tensor, beta, threshold);
}

/// <summary>x / (1 + |x|).</summary>
public sealed class Softsign : ParameterLessModule<Tensor, Tensor>
{
    internal Softsign(bool inplace)
        : base(nameof(Softsign)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softsign(tensor, inplace);
}

/// <summary>x - tanh(x).</summary>
public sealed class Tanhshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Tanhshrink(bool inplace)
        : base(nameof(Tanhshrink)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.tanhshrink(tensor, inplace);
}

/// <summary>The logarithm of the sigmoid.</summary>
public sealed class LogSigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal LogSigmoid()
        : base(nameof(LogSigmoid))
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.logsigmoid(tensor);
}

/// <summary>Exponentials along a dimension, divided by their sum.</summary>
public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
{
    internal Softmax(long dim)
        : base(nameof(Softmax)) => this.dim = dim;

    /// <summary>The dimension.</summary>
    public long dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softmax(tensor, dim);
}

/// <summary>The logarithm of the softmax.</summary>
public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
{
    internal LogSoftmax(long dim)
        : base(nameof(LogSoftmax)) => this.dim = dim;

    /// <summary>The dimension.</summary>
    public long dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.log_softmax(tensor, dim);
}

/// <summary>The softmax of the negative.</summary>
public sealed class Softmin : ParameterLessModule<Tensor, Tensor>
{
    internal Softmin(long dim)
        : base(nameof(Softmin)) => this.dim = dim;

    /// <summary>The dimension.</summary>
    public long dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softmin(tensor, dim);
}
