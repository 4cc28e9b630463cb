using System.ComponentModel;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The methods of a batch for one of its tensors. Valid calls cost no more than those of libtorch. Errors of libtorch, and arguments that
/// it would misinterpret, are reported in terms of the batch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchTensor
{
    /// <summary>Copies some rows.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <param name="indices">Row numbers, <c>int64 [n]</c>, on the tensor's device; on a GPU they are not checked.</param>
    /// <exception cref="ArgumentException">The row numbers are not a list of integers, or a row does not exist.</exception>
    /// <exception cref="InvalidOperationException">There is no tensor: the batch is <c>default</c>.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    public static torch.Tensor Rows(torch.Tensor? tensor, string name, torch.Tensor indices)
    {
        RequireTensor(tensor, name);
        TensorShape.RequireLiving(indices, name, nameof(indices));
        try
        {
            return tensor.index_select(0, indices);
        }
        catch (ExternalException)
        {
            TensorShape.RequireDense(name, ("Batch", tensor));
            RequireNumbers(name, indices, TensorShape.RowsOf(tensor));
            throw;
        }
    }

    /// <summary>Returns consecutive rows as a view.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows; the last one must exist.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the rows does not exist.</exception>
    /// <exception cref="InvalidOperationException">There is no tensor: the batch is <c>default</c>.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
    public static torch.Tensor Slice(torch.Tensor? tensor, string name, long start, long count)
    {
        RequireTensor(tensor, name);
        if (start < 0 || count < 0) // libtorch counts negative rows from the end.
            throw NoSuchRows(tensor, name, start, count);
        try
        {
            return tensor.narrow(0, start, count);
        }
        catch (ExternalException)
        {
            TensorShape.RequireDense(name, ("Batch", tensor));
            throw NoSuchRows(tensor, name, start, count);
        }
    }

    /// <summary>Moves the tensor to a device.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <param name="device">The device.</param>
    /// <exception cref="ArgumentNullException"><paramref name="device"/> is null.</exception>
    /// <exception cref="InvalidOperationException">There is no tensor: the batch is <c>default</c>.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
    public static torch.Tensor ToDevice(torch.Tensor? tensor, string name, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        RequireTensor(tensor, name);
        return tensor.to(device);
    }

    /// <summary>The device of the tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="InvalidOperationException">There is no tensor: the batch is <c>default</c>.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
    public static torch.Device DeviceOf(torch.Tensor? tensor, string name)
    {
        RequireTensor(tensor, name);
        return tensor.device;
    }

    private static void RequireTensor([System.Diagnostics.CodeAnalysis.NotNull] torch.Tensor? tensor, string name)
    {
        if (tensor is null)
            throw TensorShape.NoTensors(name);
        if (tensor.IsInvalid)
            TensorShape.RequireLiving(tensor, name, "Batch");
    }

    private static void RequireNumbers(string name, torch.Tensor indices, long rows)
    {
        if (indices.dtype != torch.ScalarType.Int64 || indices.dim() != 1)
        {
            throw new ArgumentException(
                $"{name}: row numbers must be Int64 of the shape [n], but the tensor given is {indices.dtype} "
                + $"[{string.Join(", ", indices.shape)}].",
                nameof(indices));
        }

        foreach (long index in TensorValues.Read<long>(indices))
        {
            if (index < 0 || index >= rows)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices), index, $"{name}: there is no row {index} among {Figure.Count(rows, "row")}.");
            }
        }
    }

    private static ArgumentOutOfRangeException NoSuchRows(torch.Tensor tensor, string name, long start, long count) => new(
        start < 0 ? nameof(start) : nameof(count),
        start < 0 ? start : count,
        $"{name}: {Figure.Count(count, "row")} from row {start} on were asked for, but there are {TensorShape.RowsOf(tensor)}, "
        + "from row 0 on.");
}
