using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>How distances between rows are computed.</summary>
public enum compute_mode
{
    /// <summary>By a matrix product where there are many rows.</summary>
    use_mm_for_euclid_dist_if_necessary = 0,

    /// <summary>By a matrix product.</summary>
    use_mm_for_euclid_dist = 1,

    /// <summary>Pair by pair.</summary>
    donot_use_mm_for_euclid_dist = 2,
}

public static partial class torch
{
    /// <summary>Tensors one after the other along a dimension that they have.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Aten.Call("cat", tensors, dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat(AsArray(tensors), dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    /// <summary>Tensors of one shape beside each other along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.Call("stack", AsArray(tensors), dim);

    /// <summary>Tensors one after the other along the first dimension.</summary>
    public static Tensor vstack(Tensor[] tensors) => Aten.Call("vstack", tensors);

    /// <inheritdoc cref="vstack(Tensor[])"/>
    public static Tensor vstack(IList<Tensor> tensors) => vstack(AsArray(tensors));

    /// <summary>Tensors one after the other along the second dimension.</summary>
    public static Tensor hstack(params Tensor[] tensors) => Aten.Call("hstack", tensors);

    /// <inheritdoc cref="hstack(Tensor[])"/>
    public static Tensor hstack(IList<Tensor> tensors) => hstack(AsArray(tensors));

    /// <summary>Tensors one after the other along the third dimension.</summary>
    public static Tensor dstack(params Tensor[] tensors) => Aten.Call("dstack", tensors);

    /// <summary>Vectors as the columns of a matrix.</summary>
    public static Tensor column_stack(params Tensor[] tensors) => Aten.Call("column_stack", tensors);

    /// <summary>Matrices along the diagonal of one matrix.</summary>
    public static Tensor block_diag(params Tensor[] tensors) => Aten.Call("block_diag", tensors);

    /// <summary>All combinations of the elements of vectors.</summary>
    public static Tensor cartesian_prod(params Tensor[] tensors) => Aten.Call("cartesian_prod", tensors);

    /// <summary>Grids of coordinates.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.CallList("meshgrid.indexing", AsArray(tensors), indexing);

    /// <summary>Tensors repeated without copying to the shape that they have together.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.CallList("broadcast_tensors", tensors);

    /// <summary>Elements of <paramref name="x"/> where the condition is true, of <paramref name="y"/> elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Aten.Call("where.self", condition, x, y);

    /// <summary>The indices of the elements that are not zero, per dimension.</summary>
    public static Tensor[] where(Tensor condition) => Aten.CallList("where", condition);

    /// <summary>Sums of products after Einstein's convention: <c>"ij,jk->ik"</c> is a matrix product.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Aten.Call("einsum", equation, tensors);

    /// <summary>Sums of products over the last dimensions of one and the first of another.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long dims = 2)
    {
        var first = a.Dimensions - dims;
        long[] left = [.. Enumerable.Range(0, (int)dims).Select(d => first + d)];
        long[] right = [.. Enumerable.Range(0, (int)dims)];
        return tensordot(a, b, left, right);
    }

    /// <summary>Sums of products over some dimensions of each.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) => Aten.Call("tensordot", a, b, dims1, dims2);

    /// <summary>Exponentials along a dimension, divided by their sum.</summary>
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    /// <summary>The distances between all pairs of rows.</summary>
    public static Tensor cdist(
        Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Aten.Call("cdist", x1, x2, p, (long)compute_mode);

    /// <summary>Where numbers would enter a sorted sequence.</summary>
    public static Tensor searchsorted(
        Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        Aten.Call("searchsorted.Tensor", sorted_sequence, values, out_int32, right, default(Argument), sorter);

    public partial class Tensor
    {
        /// <summary>These elements where the condition is true, those of <paramref name="y"/> elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => torch.where(condition, this, y);
    }

    internal static Tensor[] AsArray(IEnumerable<Tensor> tensors) => tensors as Tensor[] ?? [.. tensors];
}
