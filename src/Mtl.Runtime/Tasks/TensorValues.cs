using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>Copies the elements of tensors.</summary>
internal static class TensorValues
{
    /// <summary>
    /// Copies all elements in row-major order. <typeparamref name="T"/> must be the tensor's element type; or <see cref="float"/>,
    /// <see cref="double"/> or <see cref="long"/>, to which elements of another type are converted.
    /// </summary>
    public static T[] Read<T>(torch.Tensor tensor)
        where T : unmanaged
    {
        using var scope = torch.NewDisposeScope();
        var local = tensor.detach().cpu();
        if (typeof(T) == typeof(float))
            local = TensorShape.InType(local, torch.ScalarType.Float32);
        else if (typeof(T) == typeof(long))
            local = TensorShape.InType(local, torch.ScalarType.Int64);
        else if (typeof(T) == typeof(double))
            local = TensorShape.InType(local, torch.ScalarType.Float64);
        local = local.contiguous();
        return MemoryMarshal.Cast<byte, T>(local.bytes).ToArray();
    }

    /// <summary>The value of a tensor with one element, of any floating-point type.</summary>
    public static double Scalar(torch.Tensor tensor)
    {
        if (tensor.dtype == torch.ScalarType.Float32)
            return tensor.item<float>();
        using var number = tensor.to(torch.ScalarType.Float64);
        return number.item<double>();
    }
}
