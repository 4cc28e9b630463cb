using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum, element by element.</summary>
        public Tensor add(Tensor target) => Aten.Call("add.Tensor", this, target);

        /// <inheritdoc cref="add(Tensor)"/>
        public Tensor add_(Tensor target) => Aten.InPlace("add_.Tensor", this, target);

        /// <summary>The sum with a multiple of the second.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Aten.Call("add.Tensor", this, target, alpha);

        /// <inheritdoc cref="add(Tensor, Scalar)"/>
        public Tensor add_(Tensor target, Scalar alpha) => Aten.InPlace("add_.Tensor", this, target, alpha);

        /// <summary>Every element plus a number.</summary>
        public Tensor add(Scalar scalar) => Aten.Call("add.Scalar", this, scalar);

        /// <inheritdoc cref="add(Scalar)"/>
        public Tensor add_(Scalar scalar) => Aten.InPlace("add_.Scalar", this, scalar);

        /// <summary>Every element plus a multiple of a number.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.Call("add.Scalar", this, scalar, alpha);

        /// <inheritdoc cref="add(Scalar, Scalar)"/>
        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.InPlace("add_.Scalar", this, scalar, alpha);

        /// <summary>The difference, element by element.</summary>
        public Tensor sub(Tensor target) => Aten.Call("sub.Tensor", this, target);

        /// <inheritdoc cref="sub(Tensor)"/>
        public Tensor sub_(Tensor target) => Aten.InPlace("sub_.Tensor", this, target);

        /// <summary>Every element minus a number.</summary>
        public Tensor sub(Scalar target) => Aten.Call("sub.Scalar", this, target);

        /// <inheritdoc cref="sub(Scalar)"/>
        public Tensor sub_(Scalar target) => Aten.InPlace("sub_.Scalar", this, target);

        /// <summary>The difference, element by element.</summary>
        public Tensor subtract(Tensor target) => Aten.Call("sub.Tensor", this, target);

        /// <inheritdoc cref="subtract(Tensor)"/>
        public Tensor subtract_(Tensor target) => Aten.InPlace("sub_.Tensor", this, target);

        /// <summary>Every element minus a number.</summary>
        public Tensor subtract(Scalar target) => Aten.Call("sub.Scalar", this, target);

        /// <inheritdoc cref="subtract(Scalar)"/>
        public Tensor subtract_(Scalar target) => Aten.InPlace("sub_.Scalar", this, target);

        /// <summary>The product, element by element.</summary>
        public Tensor mul(Tensor target) => Aten.Call("mul.Tensor", this, target);

        /// <inheritdoc cref="mul(Tensor)"/>
        public Tensor mul_(Tensor target) => Aten.InPlace("mul_.Tensor", this, target);

        /// <summary>Every element times a number.</summary>
        public Tensor mul(Scalar target) => Aten.Call("mul.Scalar", this, target);

        /// <inheritdoc cref="mul(Scalar)"/>
        public Tensor mul_(Scalar target) => Aten.InPlace("mul_.Scalar", this, target);

        /// <summary>The product, element by element.</summary>
        public Tensor multiply(Tensor target) => Aten.Call("mul.Tensor", this, target);

        /// <summary>Every element times a number.</summary>
        public Tensor multiply(Scalar target) => Aten.Call("mul.Scalar", this, target);

        /// <summary>The quotient, element by element.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Call("div.Tensor_mode", this, target, ModeName(rounding_mode));

        /// <inheritdoc cref="div(Tensor, RoundingMode)"/>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.InPlace("div_.Tensor_mode", this, target, ModeName(rounding_mode));

        /// <summary>Every element divided by a number.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Call("div.Scalar_mode", this, target, ModeName(rounding_mode));

        /// <inheritdoc cref="div(Scalar, RoundingMode)"/>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.InPlace("div_.Scalar_mode", this, target, ModeName(rounding_mode));

        /// <summary>The quotient, element by element.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <inheritdoc cref="divide(Tensor, RoundingMode)"/>
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        /// <summary>Every element divided by a number.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <inheritdoc cref="divide(Scalar, RoundingMode)"/>
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        /// <summary>The quotient as floating point numbers.</summary>
        public Tensor true_divide(Tensor other) => div(other);

        /// <inheritdoc cref="true_divide(Tensor)"/>
        public Tensor true_divide_(Tensor other) => div_(other);

        /// <summary>Every element divided by a number, as floating point numbers.</summary>
        public Tensor true_divide(Scalar other) => div(other);

        /// <inheritdoc cref="true_divide(Scalar)"/>
        public Tensor true_divide_(Scalar other) => div_(other);

        /// <summary>Adds a multiple of the product of two tensors.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcmul", this, tensor1, tensor2, value);

        /// <inheritdoc cref="addcmul(Tensor, Tensor, Scalar)"/>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.InPlace("addcmul_", this, tensor1, tensor2, value);

        /// <summary>Adds a multiple of the quotient of two tensors.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcdiv", this, tensor1, tensor2, value);

        /// <inheritdoc cref="addcdiv(Tensor, Tensor, Scalar)"/>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.InPlace("addcdiv_", this, tensor1, tensor2, value);

        /// <summary>Adds the quotient of two tensors.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.Call("addcdiv", this, tensor1, tensor2);

        /// <inheritdoc cref="addcdiv(Tensor, Tensor)"/>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.InPlace("addcdiv_", this, tensor1, tensor2);

        /// <summary>The negative.</summary>
        public Tensor neg() => Aten.Call("neg", this);

        /// <inheritdoc cref="neg()"/>
        public Tensor neg_() => Aten.InPlace("neg_", this);

        /// <summary>The negative.</summary>
        public Tensor negative() => Aten.Call("neg", this);

        /// <summary>The tensor itself.</summary>
        public Tensor positive() => Aten.Call("positive", this);
    }

    /// <inheritdoc cref="Tensor.add(Tensor)"/>
    public static Tensor add(Tensor left, Tensor right) => left.add(right);

    /// <inheritdoc cref="Tensor.add(Tensor)"/>
    public static Tensor add_(Tensor left, Tensor right) => left.add_(right);

    /// <inheritdoc cref="Tensor.add(Tensor, Scalar)"/>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);

    /// <inheritdoc cref="Tensor.add(Tensor, Scalar)"/>
    public static Tensor add_(Tensor left, Tensor right, Scalar alpha) => left.add_(right, alpha);

    /// <inheritdoc cref="Tensor.add(Scalar)"/>
    public static Tensor add(Tensor left, Scalar right) => left.add(right);

    /// <inheritdoc cref="Tensor.add(Scalar)"/>
    public static Tensor add_(Tensor left, Scalar right) => left.add_(right);

    /// <inheritdoc cref="Tensor.add(Scalar, Scalar)"/>
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);

    /// <inheritdoc cref="Tensor.add(Scalar, Scalar)"/>
    public static Tensor add_(Tensor left, Scalar right, Scalar alpha) => left.add_(right, alpha);

    /// <inheritdoc cref="Tensor.sub(Tensor)"/>
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);

    /// <inheritdoc cref="Tensor.sub(Tensor)"/>
    public static Tensor sub_(Tensor left, Tensor right) => left.sub_(right);

    /// <inheritdoc cref="Tensor.sub(Scalar)"/>
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);

    /// <inheritdoc cref="Tensor.sub(Scalar)"/>
    public static Tensor sub_(Tensor left, Scalar right) => left.sub_(right);

    /// <inheritdoc cref="Tensor.subtract(Tensor)"/>
    public static Tensor subtract(Tensor left, Tensor right) => left.subtract(right);

    /// <inheritdoc cref="Tensor.subtract(Tensor)"/>
    public static Tensor subtract_(Tensor left, Tensor right) => left.subtract_(right);

    /// <inheritdoc cref="Tensor.subtract(Scalar)"/>
    public static Tensor subtract(Tensor left, Scalar right) => left.subtract(right);

    /// <inheritdoc cref="Tensor.subtract(Scalar)"/>
    public static Tensor subtract_(Tensor left, Scalar right) => left.subtract_(right);

    /// <inheritdoc cref="Tensor.mul(Tensor)"/>
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    /// <inheritdoc cref="Tensor.mul(Tensor)"/>
    public static Tensor mul_(Tensor left, Tensor right) => left.mul_(right);

    /// <inheritdoc cref="Tensor.mul(Scalar)"/>
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);

    /// <inheritdoc cref="Tensor.mul(Scalar)"/>
    public static Tensor mul_(Tensor left, Scalar right) => left.mul_(right);

    /// <inheritdoc cref="Tensor.multiply(Tensor)"/>
    public static Tensor multiply(Tensor left, Tensor right) => left.multiply(right);

    /// <inheritdoc cref="Tensor.multiply(Scalar)"/>
    public static Tensor multiply(Tensor left, Scalar right) => left.multiply(right);

    /// <inheritdoc cref="Tensor.div(Tensor, RoundingMode)"/>
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);

    /// <inheritdoc cref="Tensor.div(Tensor, RoundingMode)"/>
    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div_(right, rounding_mode);

    /// <inheritdoc cref="Tensor.div(Scalar, RoundingMode)"/>
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);

    /// <inheritdoc cref="Tensor.div(Scalar, RoundingMode)"/>
    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div_(right, rounding_mode);

    /// <inheritdoc cref="Tensor.divide(Tensor, RoundingMode)"/>
    public static Tensor divide(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.divide(right, rounding_mode);

    /// <inheritdoc cref="Tensor.divide(Tensor, RoundingMode)"/>
    public static Tensor divide_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.divide_(right, rounding_mode);

    /// <inheritdoc cref="Tensor.divide(Scalar, RoundingMode)"/>
    public static Tensor divide(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.divide(right, rounding_mode);

    /// <inheritdoc cref="Tensor.true_divide(Tensor)"/>
    public static Tensor true_divide(Tensor dividend, Tensor divisor) => dividend.true_divide(divisor);

    /// <inheritdoc cref="Tensor.true_divide(Tensor)"/>
    public static Tensor true_divide_(Tensor dividend, Tensor divisor) => dividend.true_divide_(divisor);

    /// <inheritdoc cref="Tensor.addcmul(Tensor, Tensor, Scalar)"/>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);

    /// <inheritdoc cref="Tensor.addcmul(Tensor, Tensor, Scalar)"/>
    public static Tensor addcmul_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcmul_(tensor1, tensor2, value);

    /// <inheritdoc cref="Tensor.addcdiv(Tensor, Tensor, Scalar)"/>
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);

    /// <inheritdoc cref="Tensor.addcdiv(Tensor, Tensor, Scalar)"/>
    public static Tensor addcdiv_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcdiv_(tensor1, tensor2, value);

    /// <inheritdoc cref="Tensor.neg()"/>
    public static Tensor neg(Tensor input) => input.neg();

    /// <inheritdoc cref="Tensor.neg()"/>
    public static Tensor neg_(Tensor input) => input.neg_();

    /// <inheritdoc cref="Tensor.negative()"/>
    public static Tensor negative(Tensor input) => input.negative();

    /// <inheritdoc cref="Tensor.positive()"/>
    public static Tensor positive(Tensor input) => input.positive();
}
