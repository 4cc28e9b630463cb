using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Zero where negative.</summary>
public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
{
    internal ReLU(bool inplace)
        : base(nameof(ReLU)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.relu(tensor, inplace);
}

/// <summary>Limited to [0, 6].</summary>
public sealed class ReLU6 : ParameterLessModule<Tensor, Tensor>
{
    internal ReLU6(bool inplace)
        : base(nameof(ReLU6)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.relu6(tensor, inplace);
}

/// <summary>Negative elements times a slope.</summary>
public sealed class LeakyReLU : ParameterLessModule<Tensor, Tensor>
{
    internal LeakyReLU(double negative_slope, bool inplace)
        : base(nameof(LeakyReLU)) => (this.negative_slope, this.inplace) = (negative_slope, inplace);

    /// <summary>What negative elements are multiplied by.</summary>
    public double negative_slope { get; set; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.leaky_relu(tensor, negative_slope, inplace);
}

/// <summary>Negative elements become alpha·(e^x - 1).</summary>
public sealed class ELU : ParameterLessModule<Tensor, Tensor>
{
    internal ELU(double alpha, bool inplace)
        : base(nameof(ELU)) => (this.alpha, this.inplace) = (alpha, inplace);

    /// <summary>The scale of the negative side.</summary>
    public double alpha { get; set; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.elu(tensor, alpha, inplace);
}

/// <summary>Like ELU, with a smooth derivative.</summary>
public sealed class CELU : ParameterLessModule<Tensor, Tensor>
{
    internal CELU(double alpha, bool inplace)
        : base(nameof(CELU)) => (this.alpha, this.inplace) = (alpha, inplace);

    /// <summary>The scale of the negative side.</summary>
    public double alpha { get; set; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.celu(tensor, alpha, inplace);
}

/// <summary>A scaled ELU that keeps mean and variance.</summary>
public sealed class SELU : ParameterLessModule<Tensor, Tensor>
{
    internal SELU(bool inplace)
        : base(nameof(SELU)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.selu(tensor, inplace);
}

/// <summary>The sigmoid in three straight pieces.</summary>
public sealed class Hardsigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal Hardsigmoid(bool inplace)
        : base(nameof(Hardsigmoid)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.hardsigmoid(tensor, inplace);
}

/// <summary>x times its hard sigmoid.</summary>
public sealed class Hardswish : ParameterLessModule<Tensor, Tensor>
{
    internal Hardswish(bool inplace)
        : base(nameof(Hardswish)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.hardswish(tensor, inplace);
}

/// <summary>Limited to a range.</summary>
public sealed class Hardtanh : ParameterLessModule<Tensor, Tensor>
{
    internal Hardtanh(double min_val, double max_val, bool inplace)
        : base(nameof(Hardtanh)) => (this.min_val, this.max_val, this.inplace) = (min_val, max_val, inplace);

    /// <summary>The lower limit.</summary>
    public double min_val { get; set; }

    /// <summary>The upper limit.</summary>
    public double max_val { get; set; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.hardtanh(tensor, min_val, max_val, inplace);
}

/// <summary>Zero where the magnitude is not above lambda.</summary>
public sealed class Hardshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Hardshrink(double lambda)
        : base(nameof(Hardshrink)) => this.lambda = lambda;

    /// <summary>The bound.</summary>
    public double lambda { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.hardshrink(tensor, lambda);
}

/// <summary>Nearer to zero by lambda.</summary>
public sealed class Softshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Softshrink(double lambda)
        : base(nameof(Softshrink)) => this.lambda = lambda;

    /// <summary>The bound.</summary>
    public double lambda { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softshrink(tensor, lambda);
}

/// <summary>Elements that are not above the threshold become the value.</summary>
public sealed class Threshold : ParameterLessModule<Tensor, Tensor>
{
    internal Threshold(double threshold, double value, bool inplace)
        : base(nameof(Threshold)) => (this.threshold, this.value, this.inplace) = (threshold, value, inplace);

    /// <summary>The threshold.</summary>
    public double threshold { get; set; }

    /// <summary>What replaces small elements.</summary>
    public double value { get; set; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.threshold(tensor, threshold, value, inplace);
}
