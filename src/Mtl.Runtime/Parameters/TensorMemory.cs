using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>Where tensors lie.</summary>
internal static class TensorMemory
{
    /// <summary>
    /// Sets all numbers to 0. Unlike other operations in place, <c>zero_</c> returns a second object for the tensor, which would be left to
    /// the finalizer outside a dispose scope.
    /// </summary>
    public static void SetToZero(this torch.Tensor tensor)
    {
        using var same = tensor.zero_();
    }

    /// <summary>
    /// Whether two tensors are the same memory. On other devices than the CPU addresses cannot be asked for; there the type and the device must do,
    /// if at all.
    /// </summary>
    /// <param name="tensor">A tensor.</param>
    /// <param name="place">Where it should lie.</param>
    /// <param name="isUnknownRight">Whether a tensor whose address cannot be asked for is taken to be where it belongs.</param>
    public static bool IsAt(torch.Tensor tensor, torch.Tensor place, bool isUnknownRight = true) =>
        !tensor.IsInvalid
        && tensor.dtype == place.dtype
        && tensor.device_type == place.device_type
        && (tensor.device_type == DeviceType.CPU
            ? Unsafe.AreSame(ref MemoryMarshal.GetReference(tensor.bytes), ref MemoryMarshal.GetReference(place.bytes))
            : isUnknownRight);
}
