using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A copy with memory of its own; gradients flow through.</summary>
        public Tensor clone() => Aten.Call("clone", this);

        /// <summary>The same memory outside the graph of gradients.</summary>
        public Tensor detach() => Aten.Call("detach", this);

        /// <inheritdoc cref="detach()"/>
        public Tensor detach_() => Aten.InPlace("detach_", this);

        /// <summary>The same tensor as another object.</summary>
        public Tensor alias() => Aten.Call("alias", this);

        /// <summary>A tensor of the same shape with whatever the memory held.</summary>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Aten.Call("empty_like", this, dtype, default(Argument), device), requires_grad);

        /// <summary>Zeros in the same shape.</summary>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Aten.Call("zeros_like", this, dtype, default(Argument), device), requires_grad);

        /// <summary>Ones in the same shape.</summary>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Aten.Call("ones_like", this, dtype, default(Argument), device), requires_grad);

        /// <summary>One number in the same shape.</summary>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Aten.Call("full_like", this, value, dtype, default(Argument), device), requires_grad);

        /// <summary>Uniform random numbers in the same shape.</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Aten.Call("rand_like", this, dtype, default(Argument), device), requires_grad);

        /// <summary>Normal random numbers in the same shape.</summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Aten.Call("randn_like", this, dtype, default(Argument), device), requires_grad);

        /// <summary>Random integers in the same shape.</summary>
        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Aten.Call("randint_like.low_dtype", this, low, high, dtype, default(Argument), device), requires_grad);

        /// <summary>Zeros with this tensor's type and device.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        /// <summary>A new tensor with this tensor's type and device.</summary>
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            empty(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        /// <summary>One number with this tensor's type and device.</summary>
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            full(size, value, dtype ?? this.dtype, device ?? this.device, requires_grad);
    }

    /// <inheritdoc cref="Tensor.clone()"/>
    public static Tensor clone(Tensor input) => input.clone();

    /// <inheritdoc cref="Tensor.rand_like(ScalarType?, Device, bool)"/>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.rand_like(dtype, device, requires_grad);

    /// <inheritdoc cref="Tensor.randn_like(ScalarType?, Device, bool)"/>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.randn_like(dtype, device, requires_grad);

    /// <inheritdoc cref="Tensor.randint_like(long, long, ScalarType?, Device, bool)"/>
    public static Tensor randint_like(
        Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.randint_like(low, high, dtype, device, requires_grad);
}
