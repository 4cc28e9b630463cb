using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>Looks up the vectors of indices; generated forward passes call it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddingLookup
{
    /// <summary>
    /// Calls an embedding after a check that all indices have a vector: on a GPU, an invalid index would make every later call of the
    /// process fail.
    /// </summary>
    /// <param name="layer">The embedding.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <param name="indices">The indices, <c>int64</c> of any shape.</param>
    /// <returns>The vectors, <c>[…shape of the indices, width]</c>.</returns>
    /// <exception cref="ArgumentException">An index has no vector, or the indices are on another device than the vectors.</exception>
    public static torch.Tensor Call(Embedding layer, string name, torch.Tensor indices)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(indices);
        var weight = layer.get_parameter("weight")!; // TorchSharp's own property creates a new object at every call.
        ObjectDisposedException.ThrowIf(weight.IsInvalid, layer);
        TensorShape.RequireDevice(indices, weight, name, "indices");
        RequireVectors(name, indices, (int)weight.size(0));
        return layer.call(indices);
    }

    /// <summary>Creates the exception for an index without a vector.</summary>
    internal static ArgumentException NoVector(string name, long index, int count) =>
        new($"{name}: index {index} has no vector; there are {count}, for the indices 0 to {count - 1}.");

    private static void RequireVectors(string name, torch.Tensor indices, int count)
    {
        using var scope = torch.NewDisposeScope();
        if (indices.device_type != DeviceType.CPU)
        {
            if (!indices.lt(0).logical_or(indices.ge(count)).any().item<bool>())
                return;
            indices = indices.cpu();
        }

        foreach (long index in TensorSpans.Longs(indices.contiguous()))
        {
            if ((ulong)index >= (ulong)count)
                throw NoVector(name, index, count);
        }
    }
}
