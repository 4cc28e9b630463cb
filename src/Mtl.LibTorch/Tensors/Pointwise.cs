using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The absolute values.</summary>
        public Tensor abs() => Aten.Call("abs", this);

        /// <inheritdoc cref="abs()"/>
        public Tensor abs_() => Aten.InPlace("abs_", this);

        /// <summary>The absolute values.</summary>
        public Tensor absolute() => Aten.Call("abs", this);

        /// <inheritdoc cref="absolute()"/>
        public Tensor absolute_() => Aten.InPlace("abs_", this);

        /// <summary>-1, 0 or 1 by the sign.</summary>
        public Tensor sign() => Aten.Call("sign", this);

        /// <inheritdoc cref="sign()"/>
        public Tensor sign_() => Aten.InPlace("sign_", this);

        /// <summary>The sign; of a complex number, its direction.</summary>
        public Tensor sgn() => Aten.Call("sgn", this);

        /// <inheritdoc cref="sgn()"/>
        public Tensor sgn_() => Aten.InPlace("sgn_", this);

        /// <summary>Whether the sign bit is set.</summary>
        public Tensor signbit() => Aten.Call("signbit", this);

        /// <summary>The square roots.</summary>
        public Tensor sqrt() => Aten.Call("sqrt", this);

        /// <inheritdoc cref="sqrt()"/>
        public Tensor sqrt_() => Aten.InPlace("sqrt_", this);

        /// <summary>One over the square roots.</summary>
        public Tensor rsqrt() => Aten.Call("rsqrt", this);

        /// <inheritdoc cref="rsqrt()"/>
        public Tensor rsqrt_() => Aten.InPlace("rsqrt_", this);

        /// <summary>The squares.</summary>
        public Tensor square() => Aten.Call("square", this);

        /// <summary>One over every element.</summary>
        public Tensor reciprocal() => Aten.Call("reciprocal", this);

        /// <inheritdoc cref="reciprocal()"/>
        public Tensor reciprocal_() => Aten.InPlace("reciprocal_", this);

        /// <summary>Rounded up.</summary>
        public Tensor ceil() => Aten.Call("ceil", this);

        /// <inheritdoc cref="ceil()"/>
        public Tensor ceil_() => Aten.InPlace("ceil_", this);

        /// <summary>Rounded down.</summary>
        public Tensor floor() => Aten.Call("floor", this);

        /// <inheritdoc cref="floor()"/>
        public Tensor floor_() => Aten.InPlace("floor_", this);

        /// <summary>Rounded to the nearest, halves to even.</summary>
        public Tensor round(long decimals = 0) => Aten.Call("round.decimals", this, decimals);

        /// <inheritdoc cref="round(long)"/>
        public Tensor round_(long decimals = 0) => Aten.InPlace("round_.decimals", this, decimals);

        /// <summary>Rounded towards zero.</summary>
        public Tensor trunc() => Aten.Call("trunc", this);

        /// <inheritdoc cref="trunc()"/>
        public Tensor trunc_() => Aten.InPlace("trunc_", this);

        /// <summary>Rounded towards zero.</summary>
        public Tensor fix() => Aten.Call("trunc", this);

        /// <inheritdoc cref="fix()"/>
        public Tensor fix_() => Aten.InPlace("trunc_", this);

        /// <summary>What comes after the decimal point.</summary>
        public Tensor frac() => Aten.Call("frac", this);

        /// <inheritdoc cref="frac()"/>
        public Tensor frac_() => Aten.InPlace("frac_", this);

        /// <summary>Limited to a range; null is no limit.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Call("clamp", this, min, max);

        /// <inheritdoc cref="clamp(Scalar, Scalar)"/>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.InPlace("clamp_", this, min, max);

        /// <summary>Limited to a range per element; null is no limit.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.Call("clamp.Tensor", this, min, max);

        /// <inheritdoc cref="clamp(Tensor, Tensor)"/>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.InPlace("clamp_.Tensor", this, min, max);

        /// <summary>Limited to a range; null is no limit.</summary>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => Aten.Call("clamp", this, min, max);

        /// <summary>At least a number.</summary>
        public Tensor clamp_min(Scalar min) => Aten.Call("clamp_min", this, min);

        /// <inheritdoc cref="clamp_min(Scalar)"/>
        public Tensor clamp_min_(Scalar min) => Aten.InPlace("clamp_min_", this, min);

        /// <summary>At most a number.</summary>
        public Tensor clamp_max(Scalar max) => Aten.Call("clamp_max", this, max);

        /// <inheritdoc cref="clamp_max(Scalar)"/>
        public Tensor clamp_max_(Scalar max) => Aten.InPlace("clamp_max_", this, max);

        /// <summary>NaN and infinities replaced.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.Call("nan_to_num", this, nan, posinf, neginf);

        /// <inheritdoc cref="nan_to_num(double, double?, double?)"/>
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.InPlace("nan_to_num_", this, nan, posinf, neginf);

        /// <summary>Degrees to radians.</summary>
        public Tensor deg2rad() => Aten.Call("deg2rad", this);

        /// <inheritdoc cref="deg2rad()"/>
        public Tensor deg2rad_() => Aten.InPlace("deg2rad_", this);

        /// <summary>Radians to degrees.</summary>
        public Tensor rad2deg() => Aten.Call("rad2deg", this);

        /// <inheritdoc cref="rad2deg()"/>
        public Tensor rad2deg_() => Aten.InPlace("rad2deg_", this);
    }

    /// <inheritdoc cref="Tensor.abs()"/>
    public static Tensor abs(Tensor input) => input.abs();

    /// <inheritdoc cref="Tensor.abs()"/>
    public static Tensor abs_(Tensor input) => input.abs_();

    /// <inheritdoc cref="Tensor.absolute()"/>
    public static Tensor absolute(Tensor input) => input.absolute();

    /// <inheritdoc cref="Tensor.absolute()"/>
    public static Tensor absolute_(Tensor input) => input.absolute_();

    /// <inheritdoc cref="Tensor.sign()"/>
    public static Tensor sign(Tensor input) => input.sign();

    /// <inheritdoc cref="Tensor.sign()"/>
    public static Tensor sign_(Tensor input) => input.sign_();

    /// <inheritdoc cref="Tensor.sgn()"/>
    public static Tensor sgn(Tensor input) => input.sgn();

    /// <inheritdoc cref="Tensor.sgn()"/>
    public static Tensor sgn_(Tensor input) => input.sgn_();

    /// <inheritdoc cref="Tensor.signbit()"/>
    public static Tensor signbit(Tensor input) => input.signbit();

    /// <inheritdoc cref="Tensor.sqrt()"/>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <inheritdoc cref="Tensor.sqrt()"/>
    public static Tensor sqrt_(Tensor input) => input.sqrt_();

    /// <inheritdoc cref="Tensor.rsqrt()"/>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    /// <inheritdoc cref="Tensor.rsqrt()"/>
    public static Tensor rsqrt_(Tensor input) => input.rsqrt_();

    /// <inheritdoc cref="Tensor.square()"/>
    public static Tensor square(Tensor input) => input.square();

    /// <inheritdoc cref="Tensor.reciprocal()"/>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    /// <inheritdoc cref="Tensor.reciprocal()"/>
    public static Tensor reciprocal_(Tensor input) => input.reciprocal_();

    /// <inheritdoc cref="Tensor.ceil()"/>
    public static Tensor ceil(Tensor input) => input.ceil();

    /// <inheritdoc cref="Tensor.ceil()"/>
    public static Tensor ceil_(Tensor input) => input.ceil_();

    /// <inheritdoc cref="Tensor.floor()"/>
    public static Tensor floor(Tensor input) => input.floor();

    /// <inheritdoc cref="Tensor.floor()"/>
    public static Tensor floor_(Tensor input) => input.floor_();

    /// <inheritdoc cref="Tensor.round(long)"/>
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);

    /// <inheritdoc cref="Tensor.round(long)"/>
    public static Tensor round_(Tensor input, long decimals = 0) => input.round_(decimals);

    /// <inheritdoc cref="Tensor.trunc()"/>
    public static Tensor trunc(Tensor input) => input.trunc();

    /// <inheritdoc cref="Tensor.trunc()"/>
    public static Tensor trunc_(Tensor input) => input.trunc_();

    /// <inheritdoc cref="Tensor.fix()"/>
    public static Tensor fix(Tensor input) => input.fix();

    /// <inheritdoc cref="Tensor.fix()"/>
    public static Tensor fix_(Tensor input) => input.fix_();

    /// <inheritdoc cref="Tensor.frac()"/>
    public static Tensor frac(Tensor input) => input.frac();

    /// <inheritdoc cref="Tensor.frac()"/>
    public static Tensor frac_(Tensor input) => input.frac_();

    /// <inheritdoc cref="Tensor.clamp(Scalar, Scalar)"/>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <inheritdoc cref="Tensor.clamp(Scalar, Scalar)"/>
    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp_(min, max);

    /// <inheritdoc cref="Tensor.clamp(Tensor, Tensor)"/>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    /// <inheritdoc cref="Tensor.clamp(Tensor, Tensor)"/>
    public static Tensor clamp_(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp_(min, max);

    /// <inheritdoc cref="Tensor.clip(Scalar, Scalar)"/>
    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => input.clip(min, max);

    /// <inheritdoc cref="Tensor.clamp_min(Scalar)"/>
    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);

    /// <inheritdoc cref="Tensor.clamp_min(Scalar)"/>
    public static Tensor clamp_min_(Tensor input, Scalar min) => input.clamp_min_(min);

    /// <inheritdoc cref="Tensor.clamp_max(Scalar)"/>
    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);

    /// <inheritdoc cref="Tensor.clamp_max(Scalar)"/>
    public static Tensor clamp_max_(Tensor input, Scalar max) => input.clamp_max_(max);

    /// <inheritdoc cref="Tensor.nan_to_num(double, double?, double?)"/>
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        input.nan_to_num(nan, posinf, neginf);

    /// <inheritdoc cref="Tensor.nan_to_num(double, double?, double?)"/>
    public static Tensor nan_to_num_(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        input.nan_to_num_(nan, posinf, neginf);

    /// <inheritdoc cref="Tensor.deg2rad()"/>
    public static Tensor deg2rad(Tensor input) => input.deg2rad();

    /// <inheritdoc cref="Tensor.deg2rad()"/>
    public static Tensor deg2rad_(Tensor input) => input.deg2rad_();

    /// <inheritdoc cref="Tensor.rad2deg()"/>
    public static Tensor rad2deg(Tensor input) => input.rad2deg();

    /// <inheritdoc cref="Tensor.rad2deg()"/>
    public static Tensor rad2deg_(Tensor input) => input.rad2deg_();
}
