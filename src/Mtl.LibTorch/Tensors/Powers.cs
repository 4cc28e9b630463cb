using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The quotient rounded down.</summary>
        public Tensor floor_divide(Tensor other) => div(other, RoundingMode.floor);

        /// <inheritdoc cref="floor_divide(Tensor)"/>
        public Tensor floor_divide_(Tensor other) => div_(other, RoundingMode.floor);

        /// <summary>Every element divided by a number, rounded down.</summary>
        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);

        /// <inheritdoc cref="floor_divide(Scalar)"/>
        public Tensor floor_divide_(Scalar other) => div_(other, RoundingMode.floor);

        /// <summary>The rest of the division, with the sign of the dividend.</summary>
        public Tensor fmod(Tensor target) => Aten.Call("fmod.Tensor", this, target);

        /// <inheritdoc cref="fmod(Tensor)"/>
        public Tensor fmod_(Tensor target) => Aten.InPlace("fmod_.Tensor", this, target);

        /// <summary>The rest of the division by a number, with the sign of the dividend.</summary>
        public Tensor fmod(Scalar scalar) => Aten.Call("fmod.Scalar", this, scalar);

        /// <inheritdoc cref="fmod(Scalar)"/>
        public Tensor fmod_(Scalar scalar) => Aten.InPlace("fmod_.Scalar", this, scalar);

        /// <summary>The rest of the division, with the sign of the divisor.</summary>
        public Tensor remainder(Tensor target) => Aten.Call("remainder.Tensor", this, target);

        /// <inheritdoc cref="remainder(Tensor)"/>
        public Tensor remainder_(Tensor target) => Aten.InPlace("remainder_.Tensor", this, target);

        /// <summary>The rest of the division by a number, with its sign.</summary>
        public Tensor remainder(Scalar scalar) => Aten.Call("remainder.Scalar", this, scalar);

        /// <inheritdoc cref="remainder(Scalar)"/>
        public Tensor remainder_(Scalar scalar) => Aten.InPlace("remainder_.Scalar", this, scalar);

        /// <summary>Every element to the power of the other tensor's.</summary>
        public Tensor pow(Tensor exponent) => Aten.Call("pow.Tensor_Tensor", this, exponent);

        /// <inheritdoc cref="pow(Tensor)"/>
        public Tensor pow_(Tensor exponent) => Aten.InPlace("pow_.Tensor_Tensor", this, exponent);

        /// <summary>Every element to a power.</summary>
        public Tensor pow(Scalar exponent) => Aten.Call("pow.Tensor_Scalar", this, exponent);

        /// <inheritdoc cref="pow(Scalar)"/>
        public Tensor pow_(Scalar exponent) => Aten.InPlace("pow_.Tensor_Scalar", this, exponent);

        /// <summary>Between this (weight 0) and the end (weight 1).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Aten.Call("lerp.Tensor", this, end, weight);

        /// <inheritdoc cref="lerp(Tensor, Tensor)"/>
        public Tensor lerp_(Tensor end, Tensor weight) => Aten.InPlace("lerp_.Tensor", this, end, weight);

        /// <summary>Magnitudes of this, signs of the other.</summary>
        public Tensor copysign(Tensor other) => Aten.Call("copysign.Tensor", this, other);

        /// <inheritdoc cref="copysign(Tensor)"/>
        public Tensor copysign_(Tensor other) => Aten.InPlace("copysign_.Tensor", this, other);

        /// <summary>The length of the hypotenuse.</summary>
        public Tensor hypot(Tensor other) => Aten.Call("hypot", this, other);

        /// <summary>The greatest common divisor.</summary>
        public Tensor gcd(Tensor other) => Aten.Call("gcd", this, other);

        /// <inheritdoc cref="gcd(Tensor)"/>
        public Tensor gcd_(Tensor other) => Aten.InPlace("gcd_", this, other);

        /// <summary>The least common multiple.</summary>
        public Tensor lcm(Tensor other) => Aten.Call("lcm", this, other);

        /// <inheritdoc cref="lcm(Tensor)"/>
        public Tensor lcm_(Tensor other) => Aten.InPlace("lcm_", this, other);

        /// <summary>Every element to the power of the other tensor's, as 64-bit floats.</summary>
        public Tensor float_power(Tensor target) => Aten.Call("float_power.Tensor_Tensor", this, target);

        /// <inheritdoc cref="float_power(Tensor)"/>
        public Tensor float_power_(Tensor target) => Aten.InPlace("float_power_.Tensor_Tensor", this, target);

        /// <summary>Every element times a power of two.</summary>
        public Tensor ldexp(Tensor other) => Aten.Call("ldexp.Tensor", this, other);

        /// <inheritdoc cref="ldexp(Tensor)"/>
        public Tensor ldexp_(Tensor other) => Aten.InPlace("ldexp_.Tensor", this, other);

        /// <summary>The next number towards the other's.</summary>
        public Tensor nextafter(Tensor other) => Aten.Call("nextafter", this, other);

        /// <inheritdoc cref="nextafter(Tensor)"/>
        public Tensor nextafter_(Tensor other) => Aten.InPlace("nextafter_", this, other);

        /// <summary>Zero below zero, one above, the other's element at zero.</summary>
        public Tensor heaviside(Tensor other) => Aten.Call("heaviside", this, other);

        /// <inheritdoc cref="heaviside(Tensor)"/>
        public Tensor heaviside_(Tensor other) => Aten.InPlace("heaviside_", this, other);
    }

    /// <inheritdoc cref="Tensor.floor_divide(Tensor)"/>
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);

    /// <inheritdoc cref="Tensor.floor_divide(Tensor)"/>
    public static Tensor floor_divide_(Tensor input, Tensor other) => input.floor_divide_(other);

    /// <inheritdoc cref="Tensor.fmod(Tensor)"/>
    public static Tensor fmod(Tensor left, Tensor right) => left.fmod(right);

    /// <inheritdoc cref="Tensor.fmod(Tensor)"/>
    public static Tensor fmod_(Tensor left, Tensor right) => left.fmod_(right);

    /// <inheritdoc cref="Tensor.fmod(Scalar)"/>
    public static Tensor fmod(Tensor left, Scalar right) => left.fmod(right);

    /// <inheritdoc cref="Tensor.fmod(Scalar)"/>
    public static Tensor fmod_(Tensor left, Scalar right) => left.fmod_(right);

    /// <inheritdoc cref="Tensor.remainder(Tensor)"/>
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);

    /// <inheritdoc cref="Tensor.remainder(Tensor)"/>
    public static Tensor remainder_(Tensor left, Tensor right) => left.remainder_(right);

    /// <inheritdoc cref="Tensor.remainder(Scalar)"/>
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);

    /// <inheritdoc cref="Tensor.remainder(Scalar)"/>
    public static Tensor remainder_(Tensor left, Scalar right) => left.remainder_(right);

    /// <inheritdoc cref="Tensor.pow(Tensor)"/>
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);

    /// <inheritdoc cref="Tensor.pow(Tensor)"/>
    public static Tensor pow_(Tensor left, Tensor exponent) => left.pow_(exponent);

    /// <inheritdoc cref="Tensor.pow(Scalar)"/>
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);

    /// <inheritdoc cref="Tensor.pow(Scalar)"/>
    public static Tensor pow_(Tensor left, Scalar exponent) => left.pow_(exponent);

    /// <inheritdoc cref="Tensor.lerp(Tensor, Tensor)"/>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);

    /// <inheritdoc cref="Tensor.copysign(Tensor)"/>
    public static Tensor copysign(Tensor input, Tensor other) => input.copysign(other);

    /// <inheritdoc cref="Tensor.copysign(Tensor)"/>
    public static Tensor copysign_(Tensor input, Tensor other) => input.copysign_(other);

    /// <inheritdoc cref="Tensor.hypot(Tensor)"/>
    public static Tensor hypot(Tensor left, Tensor right) => left.hypot(right);

    /// <inheritdoc cref="Tensor.gcd(Tensor)"/>
    public static Tensor gcd(Tensor left, Tensor right) => left.gcd(right);

    /// <inheritdoc cref="Tensor.gcd(Tensor)"/>
    public static Tensor gcd_(Tensor left, Tensor right) => left.gcd_(right);

    /// <inheritdoc cref="Tensor.lcm(Tensor)"/>
    public static Tensor lcm(Tensor input, Tensor other) => input.lcm(other);

    /// <inheritdoc cref="Tensor.lcm(Tensor)"/>
    public static Tensor lcm_(Tensor input, Tensor other) => input.lcm_(other);

    /// <inheritdoc cref="Tensor.float_power(Tensor)"/>
    public static Tensor float_power(Tensor input, Tensor target) => input.float_power(target);

    /// <inheritdoc cref="Tensor.float_power(Tensor)"/>
    public static Tensor float_power_(Tensor input, Tensor target) => input.float_power_(target);

    /// <inheritdoc cref="Tensor.ldexp(Tensor)"/>
    public static Tensor ldexp(Tensor input, Tensor other) => input.ldexp(other);

    /// <inheritdoc cref="Tensor.ldexp(Tensor)"/>
    public static Tensor ldexp_(Tensor input, Tensor other) => input.ldexp_(other);

    /// <inheritdoc cref="Tensor.nextafter(Tensor)"/>
    public static Tensor nextafter(Tensor input, Tensor other) => input.nextafter(other);

    /// <inheritdoc cref="Tensor.nextafter(Tensor)"/>
    public static Tensor nextafter_(Tensor input, Tensor other) => input.nextafter_(other);

    /// <inheritdoc cref="Tensor.heaviside(Tensor)"/>
    public static Tensor heaviside(Tensor input, Tensor values) => input.heaviside(values);

    /// <inheritdoc cref="Tensor.heaviside(Tensor)"/>
    public static Tensor heaviside_(Tensor input, Tensor values) => input.heaviside_(values);
}
