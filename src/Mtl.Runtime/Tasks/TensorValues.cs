using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>Reads tensors in one piece.</summary>
internal static class TensorValues
{
    /// <summary>
    /// Copies all elements, row by row. <typeparamref name="T"/> must be the tensor's own element type, or <see cref="float"/> or
    /// <see cref="double"/>, to which numbers of another type are converted.
    /// </summary>
    public static T[] Read<T>(torch.Tensor tensor)
        where T : unmanaged
    {
        using var scope = torch.NewDisposeScope();
        var local = tensor.detach().cpu();
        if (typeof(T) == typeof(float))
            local = TensorShape.InType(local, torch.ScalarType.Float32);
        else if (typeof(T) == typeof(double))
            local = TensorShape.InType(local, torch.ScalarType.Float64);
        local = local.contiguous();
        return MemoryMarshal.Cast<byte, T>(local.bytes).ToArray();
    }

    /// <summary>The number that a tensor of any floating type holds.</summary>
    public static double Scalar(torch.Tensor tensor)
    {
        if (tensor.dtype == torch.ScalarType.Float32)
            return tensor.item<float>();
        using var number = tensor.to(torch.ScalarType.Float64);
        return number.item<double>();
    }
}
