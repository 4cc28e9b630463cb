using TorchSharp;

namespace Mtl;

/// <summary>
/// Rows in the order of an epoch. They are gathered for several batches at once, which are views of the copy: to gather the rows of each
/// small batch costs as much as a step of a small model.
/// </summary>
/// <param name="rows">All rows.</param>
internal sealed class GatheredRows<TBatch>(TBatch rows) : IDisposable
    where TBatch : struct, IBatch<TBatch>
{
    /// <summary>The maximum size of a copy of more than one batch, which fits into the processor's second-level cache.</summary>
    private const long MaxBytes = 1 << 20;

    private TBatch? _copy;
    private long _start;
    private long _count;
    private long _bytesPerRow = MaxBytes;

    /// <summary>A batch of rows, which is valid until the next one is taken.</summary>
    /// <param name="order">The order of all rows.</param>
    /// <param name="start">The position of the first row in this order.</param>
    /// <param name="count">The number of rows.</param>
    public TBatch Take(torch.Tensor order, long start, long count)
    {
        if (start < _start || start + count > _start + _count)
            Gather(order, start, Math.Clamp(MaxBytes / _bytesPerRow, count, order.size(0) - start));
        return _copy!.Value.Slice(start - _start, count);
    }

    /// <summary>Frees the copy, at the end of an epoch.</summary>
    public void Dispose()
    {
        _copy?.Dispose();
        (_copy, _start, _count) = (null, 0, 0);
    }

    private void Gather(torch.Tensor order, long start, long count)
    {
        Dispose();
        using var scope = torch.NewDisposeScope();
        using var indices = order.narrow(0, start, count);
        _copy = rows.Rows(indices);
        indices.Dispose();
        var tensors = scope.DisposablesView.OfType<torch.Tensor>().ToList();
        scope.Detach(tensors);
        (_start, _count) = (start, count);
        _bytesPerRow = Math.Max(tensors.Sum(tensor => tensor.NumberOfElements * tensor.ElementSize) / count, 1);
    }
}
