using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The memory of tensors on the CPU.</summary>
internal static class TensorSpans
{
    /// <summary>The numbers of a contiguous <c>float32</c> tensor.</summary>
    public static Span<float> Floats(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>The address of the first number of a contiguous <c>float32</c> tensor, until its memory is freed.</summary>
    public static unsafe float* Address(torch.Tensor tensor) => (float*)TensorMemory.Address(tensor);

    /// <summary>The numbers of a contiguous <c>float64</c> tensor.</summary>
    public static Span<double> Doubles(torch.Tensor tensor) => MemoryMarshal.Cast<byte, double>(tensor.bytes);

    /// <summary>The numbers of a contiguous <c>int64</c> tensor.</summary>
    public static Span<long> Longs(torch.Tensor tensor) => MemoryMarshal.Cast<byte, long>(tensor.bytes);

    /// <summary>Whether a tensor is contiguous and has an element type.</summary>
    public static bool IsReadable(torch.Tensor tensor, torch.ScalarType type) => tensor.dtype == type && tensor.is_contiguous();

    /// <summary>Whether the memory of a tensor can be accessed as <c>float32</c> numbers: it is on the CPU, and contiguous.</summary>
    public static bool AreFloats(torch.Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && IsReadable(tensor, torch.ScalarType.Float32);

    /// <summary>A contiguous copy with an element type; null if the tensor itself is contiguous and has this type.</summary>
    public static torch.Tensor? Converted(torch.Tensor tensor, torch.ScalarType type)
    {
        if (IsReadable(tensor, type))
            return null;
        using var scope = torch.NewDisposeScope();
        return tensor.to_type(type).contiguous().MoveToOuterDisposeScope();
    }
}
