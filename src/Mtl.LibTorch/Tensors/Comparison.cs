using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Where the elements are equal.</summary>
        public Tensor eq(Tensor target) => Aten.Call("eq.Tensor", this, target);

        /// <inheritdoc cref="eq(Tensor)"/>
        public Tensor eq_(Tensor target) => Aten.InPlace("eq_.Tensor", this, target);

        /// <summary>Where the elements equal a number.</summary>
        public Tensor eq(Scalar target) => Aten.Call("eq.Scalar", this, target);

        /// <inheritdoc cref="eq(Scalar)"/>
        public Tensor eq_(Scalar target) => Aten.InPlace("eq_.Scalar", this, target);

        /// <summary>Where the elements differ.</summary>
        public Tensor ne(Tensor target) => Aten.Call("ne.Tensor", this, target);

        /// <inheritdoc cref="ne(Tensor)"/>
        public Tensor ne_(Tensor target) => Aten.InPlace("ne_.Tensor", this, target);

        /// <summary>Where the elements differ from a number.</summary>
        public Tensor ne(Scalar target) => Aten.Call("ne.Scalar", this, target);

        /// <inheritdoc cref="ne(Scalar)"/>
        public Tensor ne_(Scalar target) => Aten.InPlace("ne_.Scalar", this, target);

        /// <summary>Where the elements are less.</summary>
        public Tensor lt(Tensor target) => Aten.Call("lt.Tensor", this, target);

        /// <inheritdoc cref="lt(Tensor)"/>
        public Tensor lt_(Tensor target) => Aten.InPlace("lt_.Tensor", this, target);

        /// <summary>Where the elements are less than a number.</summary>
        public Tensor lt(Scalar target) => Aten.Call("lt.Scalar", this, target);

        /// <inheritdoc cref="lt(Scalar)"/>
        public Tensor lt_(Scalar target) => Aten.InPlace("lt_.Scalar", this, target);

        /// <summary>Where the elements are not greater.</summary>
        public Tensor le(Tensor target) => Aten.Call("le.Tensor", this, target);

        /// <inheritdoc cref="le(Tensor)"/>
        public Tensor le_(Tensor target) => Aten.InPlace("le_.Tensor", this, target);

        /// <summary>Where the elements are not greater than a number.</summary>
        public Tensor le(Scalar target) => Aten.Call("le.Scalar", this, target);

        /// <inheritdoc cref="le(Scalar)"/>
        public Tensor le_(Scalar target) => Aten.InPlace("le_.Scalar", this, target);

        /// <summary>Where the elements are greater.</summary>
        public Tensor gt(Tensor target) => Aten.Call("gt.Tensor", this, target);

        /// <inheritdoc cref="gt(Tensor)"/>
        public Tensor gt_(Tensor target) => Aten.InPlace("gt_.Tensor", this, target);

        /// <summary>Where the elements are greater than a number.</summary>
        public Tensor gt(Scalar target) => Aten.Call("gt.Scalar", this, target);

        /// <inheritdoc cref="gt(Scalar)"/>
        public Tensor gt_(Scalar target) => Aten.InPlace("gt_.Scalar", this, target);

        /// <summary>Where the elements are not less.</summary>
        public Tensor ge(Tensor target) => Aten.Call("ge.Tensor", this, target);

        /// <inheritdoc cref="ge(Tensor)"/>
        public Tensor ge_(Tensor target) => Aten.InPlace("ge_.Tensor", this, target);

        /// <summary>Where the elements are not less than a number.</summary>
        public Tensor ge(Scalar target) => Aten.Call("ge.Scalar", this, target);

        /// <inheritdoc cref="ge(Scalar)"/>
        public Tensor ge_(Scalar target) => Aten.InPlace("ge_.Scalar", this, target);

        /// <summary>Where the elements differ.</summary>
        public Tensor not_equal(Tensor target) => Aten.Call("ne.Tensor", this, target);

        /// <inheritdoc cref="not_equal(Tensor)"/>
        public Tensor not_equal_(Tensor target) => Aten.InPlace("ne_.Tensor", this, target);

        /// <summary>Where the elements are less.</summary>
        public Tensor less(Tensor target) => Aten.Call("lt.Tensor", this, target);

        /// <summary>Where the elements are not greater.</summary>
        public Tensor less_equal(Tensor target) => Aten.Call("le.Tensor", this, target);

        /// <inheritdoc cref="less_equal(Tensor)"/>
        public Tensor less_equal_(Tensor target) => Aten.InPlace("le_.Tensor", this, target);

        /// <summary>Where the elements are greater.</summary>
        public Tensor greater(Tensor target) => Aten.Call("gt.Tensor", this, target);

        /// <summary>Where the elements are not less.</summary>
        public Tensor greater_equal(Tensor target) => Aten.Call("ge.Tensor", this, target);

        /// <summary>The greater of each pair.</summary>
        public Tensor maximum(Tensor other) => Aten.Call("maximum", this, other);

        /// <summary>The lesser of each pair.</summary>
        public Tensor minimum(Tensor other) => Aten.Call("minimum", this, other);

        /// <summary>The greater of each pair.</summary>
        public Tensor max(Tensor other) => Aten.Call("maximum", this, other);

        /// <summary>The lesser of each pair.</summary>
        public Tensor min(Tensor other) => Aten.Call("minimum", this, other);

        /// <summary>The greater of each pair; NaN gives way.</summary>
        public Tensor fmax(Tensor other) => Aten.Call("fmax", this, other);

        /// <summary>The lesser of each pair; NaN gives way.</summary>
        public Tensor fmin(Tensor other) => Aten.Call("fmin", this, other);

        /// <summary>Where the elements are equal up to tolerances.</summary>
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
            Aten.Call("isclose", this, other, rtol, atol, nanEqual);

        /// <summary>Whether all elements are equal up to tolerances.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            Aten.Ask("allclose", this, target, rtol, atol, equal_nan);

        /// <summary>Where the elements are neither NaN nor infinite.</summary>
        public Tensor isfinite() => Aten.Call("isfinite", this);

        /// <summary>Where the elements are infinite.</summary>
        public Tensor isinf() => Aten.Call("isinf", this);

        /// <summary>Where the elements are NaN.</summary>
        public Tensor isnan() => Aten.Call("isnan", this);

        /// <summary>Where the elements are positive infinity.</summary>
        public Tensor isposinf() => Aten.Call("isposinf", this);

        /// <summary>Where the elements are negative infinity.</summary>
        public Tensor isneginf() => Aten.Call("isneginf", this);

        /// <summary>Where the elements are real.</summary>
        public Tensor isreal() => Aten.Call("isreal", this);

        /// <summary>Where the elements are among others.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.Call("isin.Tensor_Tensor", this, test_elements, assumeUnique, invert);

        /// <summary>Where both are not zero.</summary>
        public Tensor logical_and(Tensor other) => Aten.Call("logical_and", this, other);

        /// <inheritdoc cref="logical_and(Tensor)"/>
        public Tensor logical_and_(Tensor other) => Aten.InPlace("logical_and_", this, other);

        /// <summary>Where one or both are not zero.</summary>
        public Tensor logical_or(Tensor other) => Aten.Call("logical_or", this, other);

        /// <inheritdoc cref="logical_or(Tensor)"/>
        public Tensor logical_or_(Tensor other) => Aten.InPlace("logical_or_", this, other);

        /// <summary>Where exactly one is not zero.</summary>
        public Tensor logical_xor(Tensor other) => Aten.Call("logical_xor", this, other);

        /// <inheritdoc cref="logical_xor(Tensor)"/>
        public Tensor logical_xor_(Tensor other) => Aten.InPlace("logical_xor_", this, other);

        /// <summary>Where the elements are zero.</summary>
        public Tensor logical_not() => Aten.Call("logical_not", this);

        /// <inheritdoc cref="logical_not()"/>
        public Tensor logical_not_() => Aten.InPlace("logical_not_", this);

        /// <summary>The bits set in both.</summary>
        public Tensor bitwise_and(Tensor other) => Aten.Call("bitwise_and.Tensor", this, other);

        /// <inheritdoc cref="bitwise_and(Tensor)"/>
        public Tensor bitwise_and_(Tensor other) => Aten.InPlace("bitwise_and_.Tensor", this, other);

        /// <summary>The bits set in one or both.</summary>
        public Tensor bitwise_or(Tensor other) => Aten.Call("bitwise_or.Tensor", this, other);

        /// <inheritdoc cref="bitwise_or(Tensor)"/>
        public Tensor bitwise_or_(Tensor other) => Aten.InPlace("bitwise_or_.Tensor", this, other);

        /// <summary>The bits set in exactly one.</summary>
        public Tensor bitwise_xor(Tensor other) => Aten.Call("bitwise_xor.Tensor", this, other);

        /// <inheritdoc cref="bitwise_xor(Tensor)"/>
        public Tensor bitwise_xor_(Tensor other) => Aten.InPlace("bitwise_xor_.Tensor", this, other);

        /// <summary>The bits turned over.</summary>
        public Tensor bitwise_not() => Aten.Call("bitwise_not", this);

        /// <inheritdoc cref="bitwise_not()"/>
        public Tensor bitwise_not_() => Aten.InPlace("bitwise_not_", this);

        /// <summary>The bits moved up.</summary>
        public Tensor bitwise_left_shift(Tensor other) => Aten.Call("bitwise_left_shift.Tensor", this, other);

        /// <inheritdoc cref="bitwise_left_shift(Tensor)"/>
        public Tensor bitwise_left_shift_(Tensor other) => Aten.InPlace("bitwise_left_shift_.Tensor", this, other);

        /// <summary>The bits moved down.</summary>
        public Tensor bitwise_right_shift(Tensor other) => Aten.Call("bitwise_right_shift.Tensor", this, other);

        /// <inheritdoc cref="bitwise_right_shift(Tensor)"/>
        public Tensor bitwise_right_shift_(Tensor other) => Aten.InPlace("bitwise_right_shift_.Tensor", this, other);
    }

    /// <inheritdoc cref="Tensor.eq(Tensor)"/>
    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);

    /// <inheritdoc cref="Tensor.ne(Tensor)"/>
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);

    /// <inheritdoc cref="Tensor.lt(Tensor)"/>
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);

    /// <inheritdoc cref="Tensor.le(Tensor)"/>
    public static Tensor le(Tensor left, Tensor right) => left.le(right);

    /// <inheritdoc cref="Tensor.gt(Tensor)"/>
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);

    /// <inheritdoc cref="Tensor.ge(Tensor)"/>
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);

    /// <inheritdoc cref="Tensor.not_equal(Tensor)"/>
    public static Tensor not_equal(Tensor tensor, Tensor target) => tensor.not_equal(target);

    /// <inheritdoc cref="Tensor.less(Tensor)"/>
    public static Tensor less(Tensor tensor, Tensor target) => tensor.less(target);

    /// <inheritdoc cref="Tensor.less_equal(Tensor)"/>
    public static Tensor less_equal(Tensor tensor, Tensor target) => tensor.less_equal(target);

    /// <inheritdoc cref="Tensor.greater(Tensor)"/>
    public static Tensor greater(Tensor tensor, Tensor target) => tensor.greater(target);

    /// <inheritdoc cref="Tensor.greater_equal(Tensor)"/>
    public static Tensor greater_equal(Tensor tensor, Tensor target) => tensor.greater_equal(target);

    /// <inheritdoc cref="Tensor.maximum(Tensor)"/>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    /// <inheritdoc cref="Tensor.minimum(Tensor)"/>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    /// <inheritdoc cref="Tensor.max(Tensor)"/>
    public static Tensor max(Tensor input, Tensor other) => input.max(other);

    /// <inheritdoc cref="Tensor.min(Tensor)"/>
    public static Tensor min(Tensor input, Tensor other) => input.min(other);

    /// <inheritdoc cref="Tensor.fmax(Tensor)"/>
    public static Tensor fmax(Tensor input, Tensor other) => input.fmax(other);

    /// <inheritdoc cref="Tensor.fmin(Tensor)"/>
    public static Tensor fmin(Tensor input, Tensor other) => input.fmin(other);

    /// <inheritdoc cref="Tensor.isclose(Tensor, double, double, bool)"/>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
        tensor.isclose(other, rtol, atol, nanEqual);

    /// <inheritdoc cref="Tensor.allclose(Tensor, double, double, bool)"/>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
        tensor.allclose(target, rtol, atol, equal_nan);

    /// <inheritdoc cref="Tensor.isfinite()"/>
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();

    /// <inheritdoc cref="Tensor.isinf()"/>
    public static Tensor isinf(Tensor tensor) => tensor.isinf();

    /// <inheritdoc cref="Tensor.isnan()"/>
    public static Tensor isnan(Tensor input) => input.isnan();

    /// <inheritdoc cref="Tensor.isposinf()"/>
    public static Tensor isposinf(Tensor tensor) => tensor.isposinf();

    /// <inheritdoc cref="Tensor.isneginf()"/>
    public static Tensor isneginf(Tensor tensor) => tensor.isneginf();

    /// <inheritdoc cref="Tensor.isreal()"/>
    public static Tensor isreal(Tensor tensor) => tensor.isreal();

    /// <inheritdoc cref="Tensor.isin(Tensor, bool, bool)"/>
    public static Tensor isin(Tensor tensor, Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
        tensor.isin(test_elements, assumeUnique, invert);

    /// <inheritdoc cref="Tensor.logical_and(Tensor)"/>
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);

    /// <inheritdoc cref="Tensor.logical_and(Tensor)"/>
    public static Tensor logical_and_(Tensor left, Tensor right) => left.logical_and_(right);

    /// <inheritdoc cref="Tensor.logical_or(Tensor)"/>
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);

    /// <inheritdoc cref="Tensor.logical_or(Tensor)"/>
    public static Tensor logical_or_(Tensor left, Tensor right) => left.logical_or_(right);

    /// <inheritdoc cref="Tensor.logical_xor(Tensor)"/>
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);

    /// <inheritdoc cref="Tensor.logical_xor(Tensor)"/>
    public static Tensor logical_xor_(Tensor left, Tensor right) => left.logical_xor_(right);

    /// <inheritdoc cref="Tensor.logical_not()"/>
    public static Tensor logical_not(Tensor input) => input.logical_not();

    /// <inheritdoc cref="Tensor.bitwise_and(Tensor)"/>
    public static Tensor bitwise_and(Tensor left, Tensor right) => left.bitwise_and(right);

    /// <inheritdoc cref="Tensor.bitwise_and(Tensor)"/>
    public static Tensor bitwise_and_(Tensor left, Tensor right) => left.bitwise_and_(right);

    /// <inheritdoc cref="Tensor.bitwise_or(Tensor)"/>
    public static Tensor bitwise_or(Tensor left, Tensor right) => left.bitwise_or(right);

    /// <inheritdoc cref="Tensor.bitwise_or(Tensor)"/>
    public static Tensor bitwise_or_(Tensor left, Tensor right) => left.bitwise_or_(right);

    /// <inheritdoc cref="Tensor.bitwise_xor(Tensor)"/>
    public static Tensor bitwise_xor(Tensor left, Tensor right) => left.bitwise_xor(right);

    /// <inheritdoc cref="Tensor.bitwise_xor(Tensor)"/>
    public static Tensor bitwise_xor_(Tensor left, Tensor right) => left.bitwise_xor_(right);

    /// <inheritdoc cref="Tensor.bitwise_not()"/>
    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();

    /// <inheritdoc cref="Tensor.bitwise_not()"/>
    public static Tensor bitwise_not_(Tensor input) => input.bitwise_not_();

    /// <inheritdoc cref="Tensor.bitwise_left_shift(Tensor)"/>
    public static Tensor bitwise_left_shift(Tensor left, Tensor right) => left.bitwise_left_shift(right);

    /// <inheritdoc cref="Tensor.bitwise_left_shift(Tensor)"/>
    public static Tensor bitwise_left_shift_(Tensor left, Tensor right) => left.bitwise_left_shift_(right);

    /// <inheritdoc cref="Tensor.bitwise_right_shift(Tensor)"/>
    public static Tensor bitwise_right_shift(Tensor left, Tensor right) => left.bitwise_right_shift(right);

    /// <inheritdoc cref="Tensor.bitwise_right_shift(Tensor)"/>
    public static Tensor bitwise_right_shift_(Tensor left, Tensor right) => left.bitwise_right_shift_(right);
}
