using TorchSharp;

namespace Mtl;

/// <summary>Checks tensors where they enter a model, so that a mistake is reported with the model's own names.</summary>
public static class TensorShape
{
    /// <summary>Requires a tensor of <paramref name="rowShape"/> per row.</summary>
    /// <param name="tensor">The tensor, <c>[batch, …rowShape]</c>.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="rowShape">The sizes that must follow the batch dimension.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tensor"/> is null.</exception>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    public static void Require(torch.Tensor tensor, string model, string name, params ReadOnlySpan<long> rowShape)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var shape = tensor.shape;
        if (shape.Length == 0 || !shape.AsSpan(1).SequenceEqual(rowShape))
        {
            string expected = string.Join(", ", (string[])["batch", .. rowShape.ToArray().Select(size => $"{size}")]);
            throw new ArgumentException(
                $"{model}: '{name}' must have the shape [{expected}], but the tensor given has [{string.Join(", ", shape)}].",
                nameof(tensor));
        }
    }

    /// <summary>Requires a tensor of category indices: <c>int64</c>, and <paramref name="rowShape"/> per row.</summary>
    /// <param name="tensor">The tensor, <c>[batch, …rowShape]</c>.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="rowShape">The sizes that must follow the batch dimension; none for one index per row.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tensor"/> is null.</exception>
    /// <exception cref="ArgumentException">The tensor has another shape or element type.</exception>
    public static void RequireIndices(torch.Tensor tensor, string model, string name, ReadOnlySpan<long> rowShape = default)
    {
        Require(tensor, model, name, rowShape);
        if (tensor.dtype != torch.ScalarType.Int64)
            throw new ArgumentException($"{model}: '{name}' holds category indices and must be Int64, but the tensor given is {tensor.dtype}.", nameof(tensor));
    }
}
