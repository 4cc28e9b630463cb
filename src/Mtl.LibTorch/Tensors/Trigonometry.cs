using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sine.</summary>
        public Tensor sin() => Aten.Call("sin", this);

        /// <inheritdoc cref="sin()"/>
        public Tensor sin_() => Aten.InPlace("sin_", this);

        /// <summary>The cosine.</summary>
        public Tensor cos() => Aten.Call("cos", this);

        /// <inheritdoc cref="cos()"/>
        public Tensor cos_() => Aten.InPlace("cos_", this);

        /// <summary>The tangent.</summary>
        public Tensor tan() => Aten.Call("tan", this);

        /// <inheritdoc cref="tan()"/>
        public Tensor tan_() => Aten.InPlace("tan_", this);

        /// <summary>The inverse of the sine.</summary>
        public Tensor asin() => Aten.Call("asin", this);

        /// <inheritdoc cref="asin()"/>
        public Tensor asin_() => Aten.InPlace("asin_", this);

        /// <summary>The inverse of the cosine.</summary>
        public Tensor acos() => Aten.Call("acos", this);

        /// <inheritdoc cref="acos()"/>
        public Tensor acos_() => Aten.InPlace("acos_", this);

        /// <summary>The inverse of the tangent.</summary>
        public Tensor atan() => Aten.Call("atan", this);

        /// <inheritdoc cref="atan()"/>
        public Tensor atan_() => Aten.InPlace("atan_", this);

        /// <summary>The inverse of the sine.</summary>
        public Tensor arcsin() => Aten.Call("asin", this);

        /// <inheritdoc cref="arcsin()"/>
        public Tensor arcsin_() => Aten.InPlace("asin_", this);

        /// <summary>The inverse of the cosine.</summary>
        public Tensor arccos() => Aten.Call("acos", this);

        /// <inheritdoc cref="arccos()"/>
        public Tensor arccos_() => Aten.InPlace("acos_", this);

        /// <summary>The inverse of the tangent.</summary>
        public Tensor arctan() => Aten.Call("atan", this);

        /// <inheritdoc cref="arctan()"/>
        public Tensor arctan_() => Aten.InPlace("atan_", this);

        /// <summary>The angle of the point (other, this).</summary>
        public Tensor atan2(Tensor other) => Aten.Call("atan2", this, other);

        /// <inheritdoc cref="atan2(Tensor)"/>
        public Tensor atan2_(Tensor other) => Aten.InPlace("atan2_", this, other);

        /// <summary>The hyperbolic sine.</summary>
        public Tensor sinh() => Aten.Call("sinh", this);

        /// <inheritdoc cref="sinh()"/>
        public Tensor sinh_() => Aten.InPlace("sinh_", this);

        /// <summary>The hyperbolic cosine.</summary>
        public Tensor cosh() => Aten.Call("cosh", this);

        /// <inheritdoc cref="cosh()"/>
        public Tensor cosh_() => Aten.InPlace("cosh_", this);

        /// <summary>The hyperbolic tangent.</summary>
        public Tensor tanh() => Aten.Call("tanh", this);

        /// <inheritdoc cref="tanh()"/>
        public Tensor tanh_() => Aten.InPlace("tanh_", this);

        /// <summary>The inverse of the hyperbolic sine.</summary>
        public Tensor asinh() => Aten.Call("asinh", this);

        /// <inheritdoc cref="asinh()"/>
        public Tensor asinh_() => Aten.InPlace("asinh_", this);

        /// <summary>The inverse of the hyperbolic cosine.</summary>
        public Tensor acosh() => Aten.Call("acosh", this);

        /// <inheritdoc cref="acosh()"/>
        public Tensor acosh_() => Aten.InPlace("acosh_", this);

        /// <summary>The inverse of the hyperbolic tangent.</summary>
        public Tensor atanh() => Aten.Call("atanh", this);

        /// <inheritdoc cref="atanh()"/>
        public Tensor atanh_() => Aten.InPlace("atanh_", this);

        /// <summary>sin(πx) / πx.</summary>
        public Tensor sinc() => Aten.Call("sinc", this);

        /// <inheritdoc cref="sinc()"/>
        public Tensor sinc_() => Aten.InPlace("sinc_", this);

        /// <summary>The inverse of the hyperbolic sine.</summary>
        public Tensor arcsinh() => Aten.Call("asinh", this);

        /// <inheritdoc cref="arcsinh()"/>
        public Tensor arcsinh_() => Aten.InPlace("asinh_", this);

        /// <summary>The inverse of the hyperbolic cosine.</summary>
        public Tensor arccosh() => Aten.Call("acosh", this);

        /// <inheritdoc cref="arccosh()"/>
        public Tensor arccosh_() => Aten.InPlace("acosh_", this);

        /// <summary>The inverse of the hyperbolic tangent.</summary>
        public Tensor arctanh() => Aten.Call("atanh", this);

        /// <inheritdoc cref="arctanh()"/>
        public Tensor arctanh_() => Aten.InPlace("atanh_", this);

        /// <summary>The angle of the point (other, this).</summary>
        public Tensor arctan2(Tensor other) => Aten.Call("atan2", this, other);

        /// <inheritdoc cref="arctan2(Tensor)"/>
        public Tensor arctan2_(Tensor other) => Aten.InPlace("atan2_", this, other);
    }

    /// <inheritdoc cref="Tensor.sin()"/>
    public static Tensor sin(Tensor input) => input.sin();

    /// <inheritdoc cref="Tensor.sin()"/>
    public static Tensor sin_(Tensor input) => input.sin_();

    /// <inheritdoc cref="Tensor.cos()"/>
    public static Tensor cos(Tensor input) => input.cos();

    /// <inheritdoc cref="Tensor.cos()"/>
    public static Tensor cos_(Tensor input) => input.cos_();

    /// <inheritdoc cref="Tensor.tan()"/>
    public static Tensor tan(Tensor input) => input.tan();

    /// <inheritdoc cref="Tensor.tan()"/>
    public static Tensor tan_(Tensor input) => input.tan_();

    /// <inheritdoc cref="Tensor.asin()"/>
    public static Tensor asin(Tensor input) => input.asin();

    /// <inheritdoc cref="Tensor.asin()"/>
    public static Tensor asin_(Tensor input) => input.asin_();

    /// <inheritdoc cref="Tensor.acos()"/>
    public static Tensor acos(Tensor input) => input.acos();

    /// <inheritdoc cref="Tensor.acos()"/>
    public static Tensor acos_(Tensor input) => input.acos_();

    /// <inheritdoc cref="Tensor.atan()"/>
    public static Tensor atan(Tensor input) => input.atan();

    /// <inheritdoc cref="Tensor.atan()"/>
    public static Tensor atan_(Tensor input) => input.atan_();

    /// <inheritdoc cref="Tensor.arcsin()"/>
    public static Tensor arcsin(Tensor input) => input.arcsin();

    /// <inheritdoc cref="Tensor.arcsin()"/>
    public static Tensor arcsin_(Tensor input) => input.arcsin_();

    /// <inheritdoc cref="Tensor.arccos()"/>
    public static Tensor arccos(Tensor input) => input.arccos();

    /// <inheritdoc cref="Tensor.arccos()"/>
    public static Tensor arccos_(Tensor input) => input.arccos_();

    /// <inheritdoc cref="Tensor.arctan()"/>
    public static Tensor arctan(Tensor input) => input.arctan();

    /// <inheritdoc cref="Tensor.arctan()"/>
    public static Tensor arctan_(Tensor input) => input.arctan_();

    /// <inheritdoc cref="Tensor.atan2(Tensor)"/>
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);

    /// <inheritdoc cref="Tensor.atan2(Tensor)"/>
    public static Tensor atan2_(Tensor input, Tensor other) => input.atan2_(other);

    /// <inheritdoc cref="Tensor.sinh()"/>
    public static Tensor sinh(Tensor input) => input.sinh();

    /// <inheritdoc cref="Tensor.sinh()"/>
    public static Tensor sinh_(Tensor input) => input.sinh_();

    /// <inheritdoc cref="Tensor.cosh()"/>
    public static Tensor cosh(Tensor input) => input.cosh();

    /// <inheritdoc cref="Tensor.cosh()"/>
    public static Tensor cosh_(Tensor input) => input.cosh_();

    /// <inheritdoc cref="Tensor.tanh()"/>
    public static Tensor tanh(Tensor input) => input.tanh();

    /// <inheritdoc cref="Tensor.tanh()"/>
    public static Tensor tanh_(Tensor input) => input.tanh_();

    /// <inheritdoc cref="Tensor.asinh()"/>
    public static Tensor asinh(Tensor input) => input.asinh();

    /// <inheritdoc cref="Tensor.asinh()"/>
    public static Tensor asinh_(Tensor input) => input.asinh_();

    /// <inheritdoc cref="Tensor.acosh()"/>
    public static Tensor acosh(Tensor input) => input.acosh();

    /// <inheritdoc cref="Tensor.acosh()"/>
    public static Tensor acosh_(Tensor input) => input.acosh_();

    /// <inheritdoc cref="Tensor.atanh()"/>
    public static Tensor atanh(Tensor input) => input.atanh();

    /// <inheritdoc cref="Tensor.atanh()"/>
    public static Tensor atanh_(Tensor input) => input.atanh_();

    /// <inheritdoc cref="Tensor.sinc()"/>
    public static Tensor sinc(Tensor input) => input.sinc();

    /// <inheritdoc cref="Tensor.sinc()"/>
    public static Tensor sinc_(Tensor input) => input.sinc_();

    /// <inheritdoc cref="Tensor.arcsinh()"/>
    public static Tensor arcsinh(Tensor input) => input.arcsinh();

    /// <inheritdoc cref="Tensor.arcsinh()"/>
    public static Tensor arcsinh_(Tensor input) => input.arcsinh_();

    /// <inheritdoc cref="Tensor.arccosh()"/>
    public static Tensor arccosh(Tensor input) => input.arccosh();

    /// <inheritdoc cref="Tensor.arccosh()"/>
    public static Tensor arccosh_(Tensor input) => input.arccosh_();

    /// <inheritdoc cref="Tensor.arctanh()"/>
    public static Tensor arctanh(Tensor input) => input.arctanh();

    /// <inheritdoc cref="Tensor.arctanh()"/>
    public static Tensor arctanh_(Tensor input) => input.arctanh_();

    /// <inheritdoc cref="Tensor.arctan2(Tensor)"/>
    public static Tensor arctan2(Tensor input, Tensor other) => input.arctan2(other);

    /// <inheritdoc cref="Tensor.arctan2(Tensor)"/>
    public static Tensor arctan2_(Tensor input, Tensor other) => input.arctan2_(other);
}
