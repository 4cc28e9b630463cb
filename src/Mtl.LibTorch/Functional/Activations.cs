using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What modules compute, as functions.</summary>
        public static partial class functional
        {
            /// <summary>Zero where negative.</summary>
            public static Tensor relu(Tensor x, bool inplace = false) =>
                inplace ? Aten.InPlace("relu_", x) : Aten.Call("relu", x);

            /// <summary>Limited to [0, 6].</summary>
            public static Tensor relu6(Tensor x, bool inplace = false) =>
                inplace ? Aten.InPlace("relu6_", x) : Aten.Call("relu6", x);

            /// <summary>Negative elements times a slope.</summary>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Aten.InPlace("leaky_relu_", input, (Scalar)negative_slope) : Aten.Call("leaky_relu", input, (Scalar)negative_slope);

            /// <summary>Negative elements become alpha·(e^x - 1).</summary>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Aten.InPlace("elu_", x, (Scalar)alpha) : Aten.Call("elu", x, (Scalar)alpha);

            /// <summary>Like elu, with a smooth derivative.</summary>
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Aten.InPlace("celu_", x, (Scalar)alpha) : Aten.Call("celu", x, (Scalar)alpha);

            /// <summary>A scaled elu that keeps mean and variance.</summary>
            public static Tensor selu(Tensor x, bool inplace = false) =>
                inplace ? Aten.InPlace("selu_", x) : Aten.Call("selu", x);

            /// <summary>x times the normal distribution at x.</summary>
            public static Tensor gelu(Tensor x) =>
                Aten.Call("gelu", x);

            /// <summary>x times the normal distribution at x.</summary>
            public static Tensor gelu(Tensor x, bool inplace) =>
                inplace ? Aten.InPlace("gelu_", x) : Aten.Call("gelu", x);

            /// <summary>x times the normal distribution at x, or an approximation of it.</summary>
            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                inplace ? Aten.InPlace("gelu_", x, approximate.ToString()) : Aten.Call("gelu", x, approximate.ToString());

            /// <summary>The first half along a dimension times the sigmoid of the second.</summary>
            public static Tensor glu(Tensor input, long dim = -1) =>
                Aten.Call("glu", input, dim);

            /// <summary>Zero where the magnitude is not above lambda.</summary>
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) =>
                Aten.Call("hardshrink", x, (Scalar)lambda);

            /// <summary>The sigmoid in three straight pieces.</summary>
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? Aten.InPlace("hardsigmoid_", input) : Aten.Call("hardsigmoid", input);

            /// <summary>x times its hard sigmoid.</summary>
            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? Aten.InPlace("hardswish_", input) : Aten.Call("hardswish", input);

            /// <summary>Limited to a range.</summary>
            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) =>
                inplace ? Aten.InPlace("hardtanh_", x, (Scalar)min_val, (Scalar)max_val) : Aten.Call("hardtanh", x, (Scalar)min_val, (Scalar)max_val);

            /// <summary>The logarithm of the sigmoid.</summary>
            public static Tensor logsigmoid(Tensor x) =>
                Aten.Call("log_sigmoid", x);

            /// <summary>The logarithm of the softmax.</summary>
            public static Tensor log_softmax(Tensor x, long dim) =>
                Aten.Call("log_softmax.int", x, dim);

            /// <summary>x·tanh(softplus(x)).</summary>
            public static Tensor mish(Tensor x, bool inplace = false) =>
                inplace ? Aten.InPlace("mish_", x) : Aten.Call("mish", x);

            /// <summary>Negative elements times learned slopes.</summary>
            public static Tensor prelu(Tensor input, Tensor weight) =>
                Aten.Call("prelu", input, weight);

            /// <summary>1 / (1 + e^-x).</summary>
            public static Tensor sigmoid(Tensor x) =>
                Aten.Call("sigmoid", x);

            /// <summary>1 / (1 + e^-x).</summary>
            public static Tensor sigmoid(Tensor x, bool inplace) =>
                inplace ? Aten.InPlace("sigmoid_", x) : Aten.Call("sigmoid", x);

            /// <summary>x times its sigmoid.</summary>
            public static Tensor silu(Tensor x, bool inplace = false) =>
                inplace ? Aten.InPlace("silu_", x) : Aten.Call("silu", x);

            /// <summary>Exponentials along a dimension, divided by their sum.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                Aten.Call("softmax.int", input, dim, dtype);

            /// <summary>The softmax of the negative.</summary>
            public static Tensor softmin(Tensor x, long dim) =>
                softmax(-x, dim);

            /// <summary>log(1 + e^(βx)) / β; linear where βx is above the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Aten.Call("softplus", x, (Scalar)beta, (Scalar)threshold);

            /// <summary>Nearer to zero by lambda.</summary>
            public static Tensor softshrink(Tensor x, double lambda = 0.5) =>
                Aten.Call("softshrink", x, (Scalar)lambda);

            /// <summary>x / (1 + |x|).</summary>
            public static Tensor softsign(Tensor x, bool inplace = false) =>
                inplace ? x.div_(x.abs().add_((Scalar)1)) : x / (x.abs() + 1);

            /// <summary>The hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) =>
                inplace ? Aten.InPlace("tanh_", x) : Aten.Call("tanh", x);

            /// <summary>x - tanh(x).</summary>
            public static Tensor tanhshrink(Tensor x, bool inplace = false) =>
                inplace ? x.sub_(x.tanh()) : x - x.tanh();

            /// <summary>Elements that are not above the threshold become the value.</summary>
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                inplace ? Aten.InPlace("threshold_", x, (Scalar)threshold, (Scalar)value) : Aten.Call("threshold", x, (Scalar)threshold, (Scalar)value);
        }
    }
}
