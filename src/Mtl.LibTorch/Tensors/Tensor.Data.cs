using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The memory of a contiguous tensor on the processor.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var description = Describe();
                if (description.IsContiguous == 0)
                    throw new InvalidOperationException("The bytes of a tensor that is not contiguous: call contiguous() first.");
                if ((DeviceType)description.DeviceType != DeviceType.CPU)
                    throw new InvalidOperationException("Only memory of the processor can be read: move the tensor to the CPU first.");
                return new(description.Data, checked((int)(description.Elements * description.ElementSize)));
            }

            set
            {
                var own = bytes;
                if (own.Length != value.Length)
                    throw new ArgumentException($"{value.Length} bytes for a tensor of {own.Length}.", nameof(value));
                value.CopyTo(own);
            }
        }

        /// <summary>Reads and writes the elements; <typeparamref name="T"/> is exactly their type.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged => new(this);

        /// <summary>The only element; <typeparamref name="T"/> is exactly its type.</summary>
        public unsafe T item<T>()
            where T : unmanaged
        {
            var description = Describe();
            if (description.Elements != 1)
                throw new ArgumentException($"The only element of a tensor that has {description.Elements}.");
            if (ElementType((ScalarType)description.DType) != typeof(T))
                throw new ArgumentException($"{typeof(T).Name} is not the type of the elements, which are {(ScalarType)description.DType}.");
            if ((DeviceType)description.DeviceType != DeviceType.CPU)
            {
                using var here = cpu();
                return here.item<T>();
            }

            var value = *(T*)description.Data;
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The only element as a scalar.</summary>
        public Scalar ToScalar()
        {
            using var exact = is_floating_point() ? to_type(ScalarType.Float64) : to_type(ScalarType.Int64);
            if (dtype == ScalarType.Bool)
                return exact.item<long>() != 0;
            return exact.dtype == ScalarType.Float64 ? exact.item<double>() : exact.item<long>();
        }

        /// <summary>Writes the memory of a contiguous tensor to a stream.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024) => stream.Write(bytes);

        /// <summary>Fills the memory of a contiguous tensor from a stream.</summary>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024) => stream.ReadExactly(bytes);

        /// <summary>The element at a position, counted over all.</summary>
        public T ReadCpuValue<T>(long i)
            where T : unmanaged => data<T>()[i];

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);
    }
}
