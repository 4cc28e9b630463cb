using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor over the memory of an array: what one writes, the other shows.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <inheritdoc cref="from_array(Array, Device?)"/>
    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var type = ScalarTypeOf(rawArray.GetType().GetElementType()!);
        return Made(Placed(Over(rawArray, 0, ShapeOf(rawArray), type), dtype ?? type, device), requires_grad, names);
    }

    /// <summary>A tensor over the memory of an array: <inheritdoc cref="from_array(Array, Device?)"/></summary>
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>A tensor as another type on another device; itself when nothing changes.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);

    /// <summary>A tensor over a stretch of the memory of an array.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (offset < 0 || offset >= rawArray.LongLength)
            throw new ArgumentException($"Offset {offset} in an array of {rawArray.LongLength}.", nameof(offset));
        var length = count < 0 ? rawArray.LongLength - offset : count;
        if (length > rawArray.LongLength - offset)
            throw new IndexOutOfRangeException($"{length} elements from {offset} on in an array of {rawArray.LongLength}.");
        var type = ScalarTypeOf(rawArray.GetType().GetElementType()!);
        return Made(Placed(Over(rawArray, offset, [length], type), dtype, null), requires_grad);
    }

    /// <summary>A tensor of one type in another's stead: the given one disposed of when a new one had to be made.</summary>
    private static Tensor Placed(Tensor tensor, ScalarType type, Device? device)
    {
        var target = device ?? CPU;
        if (tensor.dtype == type && target.type == DeviceType.CPU)
            return tensor;
        return tensor.to(type, target, disposeAfter: true);
    }

    private static unsafe Tensor Over(Array array, long offset, long[] shape, ScalarType type)
    {
        // The tensor holds the array in its place until libtorch lets go of the memory.
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        var data = (byte*)pin.AddrOfPinnedObject() + offset * type.ElementSize();
        nint handle;
        int status;
        fixed (long* sizes = shape)
            status = Native.mtl_tensor_over(data, sizes, shape.Length, (int)type, &Unpin, GCHandle.ToIntPtr(pin), out handle);
        if (status != 0)
        {
            pin.Free();
            throw Native.LastError();
        }

        return new Tensor(handle);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint pin) => GCHandle.FromIntPtr(pin).Free();

    private static unsafe Tensor Filled<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
        where T : unmanaged
    {
        var count = 1L;
        foreach (var size in shape)
            count *= size;
        if (count > values.Length)
            throw new ArgumentException($"{values.Length} numbers for a tensor of {count}.");
        var type = ScalarTypeOf(typeof(T));
        var tensor = empty(shape, type, CPU);
        values[..(int)count].CopyTo(new Span<T>(tensor.Describe().Data, (int)count));
        return Made(Placed(tensor, dtype ?? type, device), requiresGrad, names);
    }

    private static unsafe Tensor Filled<T>(Array array, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
        where T : unmanaged
    {
        // An array of several dimensions lies in memory like one of a single dimension.
        var values = MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
        return Filled(values, ShapeOf(array), dtype, device, requiresGrad, names);
    }

    private static ReadOnlySpan<T> AsSpan<T>(IList<T> values) => values switch
    {
        T[] array => array,
        List<T> list => CollectionsMarshal.AsSpan(list),
        _ => values.ToArray(),
    };

    private static long[] ShapeOf(Array array)
    {
        var shape = new long[array.Rank];
        for (var d = 0; d < shape.Length; d++)
            shape[d] = array.GetLongLength(d);
        return shape;
    }
}
