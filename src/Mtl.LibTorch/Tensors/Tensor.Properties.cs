using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The number of dimensions.</summary>
        public long Dimensions => Describe().Dimensions;

        /// <inheritdoc cref="Dimensions"/>
        public long ndim => Dimensions;

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Describe().Elements;

        /// <summary>The bytes of one element.</summary>
        public long ElementSize => Describe().ElementSize;

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Describe().DType;

        /// <summary>Where the memory is.</summary>
        public Device device
        {
            get
            {
                var description = Describe();
                var type = (DeviceType)description.DeviceType;
                return type == DeviceType.CPU ? CPU : new Device(type, description.DeviceIndex);
            }
        }

        /// <summary>The kind of device where the memory is.</summary>
        public DeviceType device_type => (DeviceType)Describe().DeviceType;

        /// <summary>Which device of its kind.</summary>
        public int device_index => Describe().DeviceIndex;

        /// <summary>The sizes of the dimensions.</summary>
        public unsafe long[] shape
        {
            get
            {
                var description = Describe();
                var sizes = new ReadOnlySpan<long>(description.Sizes, (int)description.Dimensions).ToArray();
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>Whether the tensor is on a GPU of NVIDIA's.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Whether the tensor has shape and type, but no memory.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <summary>Whether the layout is sparse.</summary>
        public bool is_sparse => Describe().IsSparse != 0;

        /// <inheritdoc cref="Dimensions"/>
        public long dim() => Dimensions;

        /// <inheritdoc cref="NumberOfElements"/>
        public long numel() => NumberOfElements;

        /// <inheritdoc cref="ElementSize"/>
        public long element_size() => ElementSize;

        /// <summary>The size of one dimension; negative ones count from the end.</summary>
        public unsafe long size(int dim)
        {
            var description = Describe();
            var dimensions = (int)description.Dimensions;
            if (dim < -dimensions || dim >= dimensions)
                throw new ArgumentOutOfRangeException(nameof(dim), $"Dimension {dim} of a tensor with {dimensions} dimensions.");
            var size = description.Sizes[dim < 0 ? dim + dimensions : dim];
            GC.KeepAlive(this);
            return size;
        }

        /// <inheritdoc cref="shape"/>
        public long[] size() => shape;

        /// <summary>How many elements lie between neighbours, per dimension.</summary>
        public unsafe long[] stride()
        {
            var description = Describe();
            if (description.Strides == null)
                throw new InvalidOperationException("Only tensors with strides have them.");
            var strides = new ReadOnlySpan<long>(description.Strides, (int)description.Dimensions).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        /// <summary>How many elements lie between neighbours in one dimension.</summary>
        public long stride(int dim)
        {
            var strides = stride();
            return strides[dim < 0 ? dim + strides.Length : dim];
        }

        /// <summary>Where in its storage the tensor begins.</summary>
        public long storage_offset() => Describe().StorageOffset;

        /// <summary>Whether the elements lie one after the other, last dimension fastest.</summary>
        public bool is_contiguous() => Describe().IsContiguous != 0;

        /// <summary>Whether the tensor is in the processor's memory.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>Whether the elements are integers; Bool is among them.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>Whether the elements are real floating point numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the elements are complex.</summary>
        public bool is_complex() => torch.is_complex(dtype);

        /// <summary>Whether the single element is not zero.</summary>
        public bool is_nonzero() => Aten.Ask("is_nonzero", this);

        internal TensorDescription Describe()
        {
            Native.Check(Native.mtl_tensor_describe(Handle, out var description));
            GC.KeepAlive(this);
            return description;
        }
    }

    /// <inheritdoc cref="Tensor.NumberOfElements"/>
    public static long numel(Tensor input) => input.NumberOfElements;

    /// <inheritdoc cref="Tensor.is_integral"/>
    public static bool is_integral(Tensor t) => t.is_integral();

    /// <inheritdoc cref="Tensor.is_floating_point"/>
    public static bool is_floating_point(Tensor input) => input.is_floating_point();

    /// <inheritdoc cref="Tensor.is_complex"/>
    public static bool is_complex(Tensor input) => input.is_complex();

    /// <inheritdoc cref="Tensor.is_nonzero"/>
    public static bool is_nonzero(Tensor input) => input.is_nonzero();

    /// <summary>Whether an object is a tensor.</summary>
    public static bool is_tensor(object obj) => obj is Tensor;
}
