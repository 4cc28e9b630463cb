using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Tensors one after the other in one piece of memory: what treats all elements alike is one operation on the whole.</summary>
internal static class SideBySide
{
    /// <summary>Moves tensors side by side, if they are of one type and in the processor's memory; the answer takes their place.</summary>
    public static Tensor[] Gather(Tensor[] tensors)
    {
        if (tensors.Length < 2 || tensors.Any(tensor => tensor.dtype != tensors[0].dtype || !tensor.is_cpu()))
            return tensors;
        using var whole = Aten.Call("flatten_dense_tensors", tensors);
        var parts = Aten.CallList("unflatten_dense_tensors", whole, tensors);
        foreach (var (part, tensor) in parts.Zip(tensors))
        {
            part.DetachFromDisposeScope();
            tensor.Dispose();
        }

        return parts;
    }

    /// <summary>All elements as one tensor, or null where the tensors do not lie side by side.</summary>
    public static Tensor? Whole(Tensor[] tensors)
    {
        var elements = 0L;
        var (start, storage) = Place(tensors[0].Describe());
        foreach (var tensor in tensors)
        {
            var description = tensor.Describe();
            if (description.IsContiguous == 0 ||
                Place(description) != (start + (nint)(elements * description.ElementSize), storage))
            {
                return null;
            }

            elements += description.Elements;
        }

        return tensors[0].as_strided([elements], [1], tensors[0].storage_offset());
    }

    /// <summary>Where a tensor's elements begin, and where its storage does.</summary>
    private static unsafe (nint Elements, nint Storage) Place(TensorDescription tensor) =>
        ((nint)tensor.Data, (nint)tensor.Data - (nint)(tensor.StorageOffset * tensor.ElementSize));
}
