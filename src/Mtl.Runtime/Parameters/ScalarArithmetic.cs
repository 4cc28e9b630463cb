using TorchSharp;

namespace Mtl;

/// <summary>
/// Arithmetic of tensors with numbers whose <see cref="Scalar"/> lives until libtorch has read it. Of one that TorchSharp converts from a
/// number on the way, nobody knows after its handle was read; where the garbage collector frees it then, libtorch computes with what lies
/// there, or says "Unknown scalar type". It is rare, and happens in programs that allocate on several threads.
/// </summary>
internal static class ScalarArithmetic
{
    /// <summary>Multiplies all elements of a tensor.</summary>
    public static torch.Tensor MultiplyBy(this torch.Tensor tensor, double factor)
    {
        using Scalar number = factor;
        return tensor.mul_(number);
    }

    /// <summary>Divides all elements of a tensor.</summary>
    public static torch.Tensor DivideBy(this torch.Tensor tensor, double divisor)
    {
        using Scalar number = divisor;
        return tensor.div_(number);
    }

    /// <summary>The tensor times a number.</summary>
    public static torch.Tensor Times(this torch.Tensor tensor, double factor)
    {
        using Scalar number = factor;
        return tensor.mul(number);
    }

    /// <summary>Fills a tensor with a number.</summary>
    public static torch.Tensor FillWith(this torch.Tensor tensor, double value)
    {
        using Scalar number = value;
        return tensor.fill_(number);
    }

    /// <summary>The tensor, where it is lower raised to a number.</summary>
    public static torch.Tensor AtLeast(this torch.Tensor tensor, double least)
    {
        using Scalar number = least;
        return tensor.clamp_min(number);
    }

    /// <summary>The tensor with a number where a mask is true.</summary>
    public static torch.Tensor FillWhere(this torch.Tensor tensor, torch.Tensor mask, double value)
    {
        using Scalar number = value;
        return tensor.masked_fill(mask, number);
    }
}
