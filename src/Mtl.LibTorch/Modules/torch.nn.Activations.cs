using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Zero where negative.</summary>
        public static ReLU ReLU(bool inplace = false) => new(inplace);

        /// <summary>Limited to [0, 6].</summary>
        public static ReLU6 ReLU6(bool inplace = false) => new(inplace);

        /// <summary>Negative elements times a slope.</summary>
        public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);

        /// <summary>Negative elements become alpha·(e^x - 1).</summary>
        public static ELU ELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);

        /// <summary>Like ELU, with a smooth derivative.</summary>
        public static CELU CELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);

        /// <summary>A scaled ELU that keeps mean and variance.</summary>
        public static SELU SELU(bool inplace = false) => new(inplace);

        /// <summary>x times the normal distribution at x.</summary>
        public static GELU GELU() => new(TorchSharp.Modules.GELU.Approximate.none, false);

        /// <summary>x times the normal distribution at x.</summary>
        public static GELU GELU(bool inplace) => new(TorchSharp.Modules.GELU.Approximate.none, inplace);

        /// <summary>x times the normal distribution at x.</summary>
        public static GELU GELU(TorchSharp.Modules.GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);

        /// <summary>The first half along a dimension times the sigmoid of the second.</summary>
        public static GLU GLU(long dim = -1) => new(dim);

        /// <summary>x times its sigmoid.</summary>
        public static SiLU SiLU() => new(false);

        /// <summary>x times its sigmoid.</summary>
        public static SiLU SiLU(bool inplace) => new(inplace);

        /// <summary>x·tanh(softplus(x)).</summary>
        public static Mish Mish() => new(false);

        /// <summary>x·tanh(softplus(x)).</summary>
        public static Mish Mish(bool inplace) => new(inplace);

        /// <summary>1 / (1 + e^-x).</summary>
        public static Sigmoid Sigmoid() => new(false);

        /// <summary>1 / (1 + e^-x).</summary>
        public static Sigmoid Sigmoid(bool inplace) => new(inplace);

        /// <summary>The hyperbolic tangent.</summary>
        public static Tanh Tanh() => new(false);

        /// <summary>The hyperbolic tangent.</summary>
        public static Tanh Tanh(bool inplace = false) => new(inplace);

        /// <summary>The sigmoid in three straight pieces.</summary>
        public static Hardsigmoid Hardsigmoid(bool inplace = false) => new(inplace);

        /// <summary>x times its hard sigmoid.</summary>
        public static Hardswish Hardswish(bool inplace = false) => new(inplace);

        /// <summary>Limited to a range.</summary>
        public static Hardtanh Hardtanh(double min_val = -1, double max_val = 1, bool inplace = false) => new(min_val, max_val, inplace);

        /// <summary>Zero where the magnitude is not above lambda.</summary>
        public static Hardshrink Hardshrink(double lambda = 0.5) => new(lambda);

        /// <summary>Nearer to zero by lambda.</summary>
        public static Softshrink Softshrink(double lambda = 0.5) => new(lambda);

        /// <summary>log(1 + e^(βx)) / β; linear where βx is above the threshold.</summary>
        public static Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);

        /// <summary>x / (1 + |x|).</summary>
        public static Softsign Softsign() => new(false);

        /// <summary>x / (1 + |x|).</summary>
        public static Softsign Softsign(bool inplace) => new(inplace);

        /// <summary>x - tanh(x).</summary>
        public static Tanhshrink Tanhshrink() => new(false);

        /// <summary>x - tanh(x).</summary>
        public static Tanhshrink Tanhshrink(bool inplace = false) => new(inplace);

        /// <summary>Elements that are not above the threshold become the value.</summary>
        public static Threshold Threshold(double threshold, double value, bool inplace = false) => new(threshold, value, inplace);

        /// <summary>The logarithm of the sigmoid.</summary>
        public static LogSigmoid LogSigmoid() => new();

        /// <summary>Exponentials along a dimension, divided by their sum.</summary>
        public static Softmax Softmax(long dim) => new(dim);

        /// <summary>The logarithm of the softmax.</summary>
        public static LogSoftmax LogSoftmax(long dim) => new(dim);

        /// <summary>The softmax of the negative.</summary>
        public static Softmin Softmin(long dim) => new(dim);
    }
}
