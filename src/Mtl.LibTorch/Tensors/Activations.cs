using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Zero where negative.</summary>
        public Tensor relu() => Aten.Call("relu", this);

        /// <inheritdoc cref="relu()"/>
        public Tensor relu_() => Aten.InPlace("relu_", this);

        /// <summary>Limited to [0, 6].</summary>
        public Tensor relu6() => Aten.Call("relu6", this);

        /// <inheritdoc cref="relu6()"/>
        public Tensor relu6_() => Aten.InPlace("relu6_", this);

        /// <summary>Negative elements times a slope.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Aten.Call("leaky_relu", this, negative_slope);

        /// <inheritdoc cref="leaky_relu(Scalar)"/>
        public Tensor leaky_relu_(Scalar negative_slope) => Aten.InPlace("leaky_relu_", this, negative_slope);

        /// <summary>Negative elements become alpha·(e^x - 1).</summary>
        public Tensor elu(double alpha = 1) => Aten.Call("elu", this, (Scalar)alpha);

        /// <inheritdoc cref="elu(double)"/>
        public Tensor elu_(double alpha = 1) => Aten.InPlace("elu_", this, (Scalar)alpha);

        /// <summary>Like elu, with a smooth derivative.</summary>
        public Tensor celu() => Aten.Call("celu", this);

        /// <inheritdoc cref="celu()"/>
        public Tensor celu_() => Aten.InPlace("celu_", this);

        /// <summary>Like elu, with a smooth derivative.</summary>
        public Tensor celu(Scalar alpha) => Aten.Call("celu", this, alpha);

        /// <inheritdoc cref="celu(Scalar)"/>
        public Tensor celu_(Scalar alpha) => Aten.InPlace("celu_", this, alpha);

        /// <summary>A scaled elu that keeps mean and variance.</summary>
        public Tensor selu() => Aten.Call("selu", this);

        /// <inheritdoc cref="selu()"/>
        public Tensor selu_() => Aten.InPlace("selu_", this);

        /// <summary>x times the normal distribution at x.</summary>
        public Tensor gelu() => Aten.Call("gelu", this);

        /// <inheritdoc cref="gelu()"/>
        public Tensor gelu_() => Aten.InPlace("gelu_", this);

        /// <summary>x times its sigmoid.</summary>
        public Tensor silu() => Aten.Call("silu", this);

        /// <inheritdoc cref="silu()"/>
        public Tensor silu_() => Aten.InPlace("silu_", this);

        /// <summary>The sigmoid in three straight pieces.</summary>
        public Tensor hardsigmoid() => Aten.Call("hardsigmoid", this);

        /// <inheritdoc cref="hardsigmoid()"/>
        public Tensor hardsigmoid_() => Aten.InPlace("hardsigmoid_", this);

        /// <summary>x times its hard sigmoid.</summary>
        public Tensor hardswish() => Aten.Call("hardswish", this);

        /// <inheritdoc cref="hardswish()"/>
        public Tensor hardswish_() => Aten.InPlace("hardswish_", this);

        /// <summary>Limited to a range.</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Aten.Call("hardtanh", this, min, max);

        /// <inheritdoc cref="hardtanh(Scalar, Scalar)"/>
        public Tensor hardtanh_(Scalar min, Scalar max) => Aten.InPlace("hardtanh_", this, min, max);

        /// <summary>log(1 + e^(βx)) / β; linear where βx is above the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.Call("softplus", this, (Scalar)beta, (Scalar)threshold);

        /// <summary>The logarithm of the sigmoid.</summary>
        public Tensor log_sigmoid() => Aten.Call("log_sigmoid", this);

        /// <summary>Negative elements times learned slopes.</summary>
        public Tensor prelu(Tensor target) => Aten.Call("prelu", this, target);

        /// <summary>The first half along a dimension times the sigmoid of the second.</summary>
        public Tensor glu(long dim = -1) => Aten.Call("glu", this, dim);

        /// <summary>Elements that are not above the threshold become the value.</summary>
        public Tensor threshold(Scalar threshold, Scalar value) => Aten.Call("threshold", this, threshold, value);

        /// <inheritdoc cref="threshold(Scalar, Scalar)"/>
        public Tensor threshold_(Scalar threshold, Scalar value) => Aten.InPlace("threshold_", this, threshold, value);

        /// <summary>Exponentials along a dimension, divided by their sum.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.Call("softmax.int", this, dim, dtype);

        /// <summary>The logarithm of the softmax.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.Call("log_softmax.int", this, dim, dtype);
    }
}
