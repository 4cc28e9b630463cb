using System.Numerics.Tensors;
using Mtl.CompilerServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Arithmetic of tensors and numbers with a <see cref="Scalar"/> that is not collected before libtorch has read it. The garbage collector
/// can free a <see cref="Scalar"/> of an implicit conversion after TorchSharp has read its handle. libtorch then computes with freed
/// memory, or throws "Unknown scalar type". This is rare, and happens in programs that allocate on several threads.
/// </summary>
internal static class ScalarArithmetic
{
    /// <summary>Multiplies all elements of a tensor that is in no autograd graph, in managed code if its memory can be accessed.</summary>
    public static void MultiplyBy(this torch.Tensor tensor, double factor)
    {
        if (TensorSpans.AreFloats(tensor))
        {
            var numbers = TensorSpans.Floats(tensor);
            TensorPrimitives.Multiply(numbers, (float)factor, numbers);
            return;
        }

        using Scalar number = factor;
        tensor.mul_(number);
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

    /// <summary>The elementwise maximum of the tensor and a number.</summary>
    public static torch.Tensor AtLeast(this torch.Tensor tensor, double least)
    {
        using Scalar number = least;
        return tensor.clamp_min(number);
    }

    /// <summary>A copy of the tensor with a number in the elements where a mask is true.</summary>
    public static torch.Tensor FillWhere(this torch.Tensor tensor, torch.Tensor mask, double value)
    {
        using Scalar number = value;
        return tensor.masked_fill(mask, number);
    }
}
