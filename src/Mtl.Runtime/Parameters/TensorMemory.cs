using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>The memory of tensors.</summary>
internal static class TensorMemory
{
    /// <summary>
    /// Sets all elements to 0, in managed code if the memory can be written. <c>zero_</c>, unlike other in-place operations, returns a
    /// second object for the same tensor, which must be disposed of: outside a dispose scope it would be left to the finalizer.
    /// </summary>
    public static void SetToZero(this torch.Tensor tensor)
    {
        if (tensor.device_type == DeviceType.CPU && tensor.is_contiguous())
        {
            tensor.bytes.Clear();
            return;
        }

        using var same = tensor.zero_();
    }

    /// <summary>The address of the first number of a contiguous tensor on the CPU, until its memory is freed.</summary>
    public static unsafe nint Address(torch.Tensor tensor) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>Whether a tensor is contiguous on the CPU and has a type and an address, with few calls of libtorch.</summary>
    /// <param name="tensor">A tensor; a freed one has no address.</param>
    /// <param name="type">The expected element type.</param>
    /// <param name="address">The expected <see cref="Address"/>.</param>
    public static bool IsAt(torch.Tensor tensor, torch.ScalarType type, nint address) =>
        !tensor.IsInvalid
        && tensor.dtype == type
        && tensor.device_type == DeviceType.CPU
        && tensor.is_contiguous()
        && Address(tensor) == address;

    /// <summary>
    /// Whether two tensors have the same memory. Addresses can only be read on the CPU; on other devices only element type and device are
    /// compared.
    /// </summary>
    /// <param name="tensor">A tensor.</param>
    /// <param name="place">The tensor with the expected memory.</param>
    /// <param name="isUnknownRight">Whether a tensor whose address cannot be read is assumed to have the expected memory.</param>
    public static bool IsAt(torch.Tensor tensor, torch.Tensor place, bool isUnknownRight = true) =>
        !tensor.IsInvalid
        && tensor.dtype == place.dtype
        && tensor.device_type == place.device_type
        && (tensor.device_type == DeviceType.CPU ? tensor.is_contiguous() && Address(tensor) == Address(place) : isUnknownRight);
}
