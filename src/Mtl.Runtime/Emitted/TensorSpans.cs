using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl.Emitted;

/// <summary>The memory of tensors on the CPU.</summary>
internal static class TensorSpans
{
    /// <summary>The numbers of a <c>float32</c> tensor whose numbers follow each other.</summary>
    public static Span<float> Floats(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>The numbers of a <c>float64</c> tensor whose numbers follow each other.</summary>
    public static Span<double> Doubles(torch.Tensor tensor) => MemoryMarshal.Cast<byte, double>(tensor.bytes);

    /// <summary>The numbers of an <c>int64</c> tensor whose numbers follow each other.</summary>
    public static Span<long> Longs(torch.Tensor tensor) => MemoryMarshal.Cast<byte, long>(tensor.bytes);
}
