using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>Reads tensors in one piece.</summary>
internal static class TensorValues
{
    /// <summary>Copies all elements, row by row. <typeparamref name="T"/> must be the tensor's own element type.</summary>
    public static T[] Read<T>(torch.Tensor tensor)
        where T : unmanaged
    {
        using var scope = torch.NewDisposeScope();
        var local = tensor.detach().cpu().contiguous();
        return MemoryMarshal.Cast<byte, T>(local.bytes).ToArray();
    }
}
