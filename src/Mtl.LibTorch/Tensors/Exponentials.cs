using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>e to the power of every element.</summary>
        public Tensor exp() => Aten.Call("exp", this);

        /// <inheritdoc cref="exp()"/>
        public Tensor exp_() => Aten.InPlace("exp_", this);

        /// <summary>2 to the power of every element.</summary>
        public Tensor exp2() => Aten.Call("exp2", this);

        /// <inheritdoc cref="exp2()"/>
        public Tensor exp2_() => Aten.InPlace("exp2_", this);

        /// <summary>e to the power of every element, minus one, exact near zero.</summary>
        public Tensor expm1() => Aten.Call("expm1", this);

        /// <inheritdoc cref="expm1()"/>
        public Tensor expm1_() => Aten.InPlace("expm1_", this);

        /// <summary>The natural logarithms.</summary>
        public Tensor log() => Aten.Call("log", this);

        /// <inheritdoc cref="log()"/>
        public Tensor log_() => Aten.InPlace("log_", this);

        /// <summary>The logarithms to base 2.</summary>
        public Tensor log2() => Aten.Call("log2", this);

        /// <inheritdoc cref="log2()"/>
        public Tensor log2_() => Aten.InPlace("log2_", this);

        /// <summary>The logarithms to base 10.</summary>
        public Tensor log10() => Aten.Call("log10", this);

        /// <inheritdoc cref="log10()"/>
        public Tensor log10_() => Aten.InPlace("log10_", this);

        /// <summary>The natural logarithms of one plus every element, exact near zero.</summary>
        public Tensor log1p() => Aten.Call("log1p", this);

        /// <inheritdoc cref="log1p()"/>
        public Tensor log1p_() => Aten.InPlace("log1p_", this);

        /// <summary>The logarithm of the sum of the exponentials.</summary>
        public Tensor logaddexp(Tensor other) => Aten.Call("logaddexp", this, other);

        /// <summary>The base-2 logarithm of the sum of the powers of 2.</summary>
        public Tensor logaddexp2(Tensor other) => Aten.Call("logaddexp2", this, other);

        /// <summary>The inverse of the sigmoid; elements are first clamped to [eps, 1 - eps].</summary>
        public Tensor logit(double? eps = null) => Aten.Call("logit", this, eps);

        /// <inheritdoc cref="logit(double?)"/>
        public Tensor logit_(double? eps = null) => Aten.InPlace("logit_", this, eps);

        /// <summary>1 / (1 + e^-x).</summary>
        public Tensor sigmoid() => Aten.Call("sigmoid", this);

        /// <inheritdoc cref="sigmoid()"/>
        public Tensor sigmoid_() => Aten.InPlace("sigmoid_", this);

        /// <summary>The error function.</summary>
        public Tensor erf() => Aten.Call("erf", this);

        /// <inheritdoc cref="erf()"/>
        public Tensor erf_() => Aten.InPlace("erf_", this);

        /// <summary>One minus the error function.</summary>
        public Tensor erfc() => Aten.Call("erfc", this);

        /// <inheritdoc cref="erfc()"/>
        public Tensor erfc_() => Aten.InPlace("erfc_", this);

        /// <summary>The inverse of the error function.</summary>
        public Tensor erfinv() => Aten.Call("erfinv", this);

        /// <inheritdoc cref="erfinv()"/>
        public Tensor erfinv_() => Aten.InPlace("erfinv_", this);

        /// <summary>The logarithm of the gamma function.</summary>
        public Tensor lgamma() => Aten.Call("lgamma", this);

        /// <inheritdoc cref="lgamma()"/>
        public Tensor lgamma_() => Aten.InPlace("lgamma_", this);

        /// <summary>The derivative of the logarithm of the gamma function.</summary>
        public Tensor digamma() => Aten.Call("digamma", this);

        /// <inheritdoc cref="digamma()"/>
        public Tensor digamma_() => Aten.InPlace("digamma_", this);

        /// <summary>x·log(y), zero where x is zero.</summary>
        public Tensor xlogy(Tensor y) => Aten.Call("xlogy.Tensor", this, y);

        /// <inheritdoc cref="xlogy(Tensor)"/>
        public Tensor xlogy_(Tensor y) => Aten.InPlace("xlogy_.Tensor", this, y);

        /// <summary>x·log(y), zero where x is zero.</summary>
        public Tensor xlogy(Scalar y) => Aten.Call("xlogy.Scalar_Other", this, y);

        /// <inheritdoc cref="xlogy(Scalar)"/>
        public Tensor xlogy_(Scalar y) => Aten.InPlace("xlogy_.Scalar_Other", this, y);
    }

    /// <inheritdoc cref="Tensor.exp()"/>
    public static Tensor exp(Tensor input) => input.exp();

    /// <inheritdoc cref="Tensor.exp()"/>
    public static Tensor exp_(Tensor input) => input.exp_();

    /// <inheritdoc cref="Tensor.exp2()"/>
    public static Tensor exp2(Tensor input) => input.exp2();

    /// <inheritdoc cref="Tensor.exp2()"/>
    public static Tensor exp2_(Tensor input) => input.exp2_();

    /// <inheritdoc cref="Tensor.expm1()"/>
    public static Tensor expm1(Tensor input) => input.expm1();

    /// <inheritdoc cref="Tensor.expm1()"/>
    public static Tensor expm1_(Tensor input) => input.expm1_();

    /// <inheritdoc cref="Tensor.log()"/>
    public static Tensor log(Tensor input) => input.log();

    /// <inheritdoc cref="Tensor.log()"/>
    public static Tensor log_(Tensor input) => input.log_();

    /// <inheritdoc cref="Tensor.log2()"/>
    public static Tensor log2(Tensor input) => input.log2();

    /// <inheritdoc cref="Tensor.log2()"/>
    public static Tensor log2_(Tensor input) => input.log2_();

    /// <inheritdoc cref="Tensor.log10()"/>
    public static Tensor log10(Tensor input) => input.log10();

    /// <inheritdoc cref="Tensor.log10()"/>
    public static Tensor log10_(Tensor input) => input.log10_();

    /// <inheritdoc cref="Tensor.log1p()"/>
    public static Tensor log1p(Tensor input) => input.log1p();

    /// <inheritdoc cref="Tensor.log1p()"/>
    public static Tensor log1p_(Tensor input) => input.log1p_();

    /// <inheritdoc cref="Tensor.logaddexp(Tensor)"/>
    public static Tensor logaddexp(Tensor left, Tensor right) => left.logaddexp(right);

    /// <inheritdoc cref="Tensor.logaddexp2(Tensor)"/>
    public static Tensor logaddexp2(Tensor left, Tensor right) => left.logaddexp2(right);

    /// <inheritdoc cref="Tensor.logit(double?)"/>
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);

    /// <inheritdoc cref="Tensor.logit(double?)"/>
    public static Tensor logit_(Tensor input, double? eps = null) => input.logit_(eps);

    /// <inheritdoc cref="Tensor.sigmoid()"/>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    /// <inheritdoc cref="Tensor.sigmoid()"/>
    public static Tensor sigmoid_(Tensor input) => input.sigmoid_();

    /// <inheritdoc cref="Tensor.erf()"/>
    public static Tensor erf(Tensor input) => input.erf();

    /// <inheritdoc cref="Tensor.erf()"/>
    public static Tensor erf_(Tensor input) => input.erf_();

    /// <inheritdoc cref="Tensor.erfc()"/>
    public static Tensor erfc(Tensor input) => input.erfc();

    /// <inheritdoc cref="Tensor.erfc()"/>
    public static Tensor erfc_(Tensor input) => input.erfc_();

    /// <inheritdoc cref="Tensor.erfinv()"/>
    public static Tensor erfinv(Tensor input) => input.erfinv();

    /// <inheritdoc cref="Tensor.erfinv()"/>
    public static Tensor erfinv_(Tensor input) => input.erfinv_();

    /// <inheritdoc cref="Tensor.lgamma()"/>
    public static Tensor lgamma(Tensor input) => input.lgamma();

    /// <inheritdoc cref="Tensor.lgamma()"/>
    public static Tensor lgamma_(Tensor input) => input.lgamma_();

    /// <inheritdoc cref="Tensor.digamma()"/>
    public static Tensor digamma(Tensor input) => input.digamma();

    /// <inheritdoc cref="Tensor.digamma()"/>
    public static Tensor digamma_(Tensor input) => input.digamma_();

    /// <inheritdoc cref="Tensor.xlogy(Tensor)"/>
    public static Tensor xlogy(Tensor x, Tensor y) => x.xlogy(y);

    /// <inheritdoc cref="Tensor.xlogy(Tensor)"/>
    public static Tensor xlogy_(Tensor x, Tensor y) => x.xlogy_(y);

    /// <inheritdoc cref="Tensor.xlogy(Scalar)"/>
    public static Tensor xlogy(Tensor x, Scalar y) => x.xlogy(y);

    /// <inheritdoc cref="Tensor.xlogy(Scalar)"/>
    public static Tensor xlogy_(Tensor x, Scalar y) => x.xlogy_(y);
}
