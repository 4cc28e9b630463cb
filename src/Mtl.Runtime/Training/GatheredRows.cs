using TorchSharp;

namespace Mtl;

/// <summary>
/// Rows in the order of an epoch. They are gathered for several batches at once, which are views of the copy: to gather the rows of each
/// small batch costs as much as a step of a small model.
/// </summary>
/// <remarks>
/// Which rows are copied together depends on the batches alone: the address of a batch in its copy can change the last bits of a matrix
/// product, and a run that is resumed within an epoch must have the same.
/// </remarks>
internal sealed class GatheredRows<TBatch> : IDisposable
    where TBatch : struct, IBatch<TBatch>
{
    /// <summary>The maximum size of a copy of more than one batch, which fits into the processor's second-level cache.</summary>
    private const long MaxBytes = 1 << 20;

    private readonly TBatch _rows;
    private readonly long _copiedRows;
    private TBatch? _copy;
    private long _start;
    private long _count;

    /// <summary>Creates an object without a copy.</summary>
    /// <param name="rows">All rows, at least 1.</param>
    public GatheredRows(TBatch rows)
    {
        _rows = rows;
        using var scope = torch.NewDisposeScope();
        rows.Slice(0, 1);
        _copiedRows = MaxBytes / Math.Max(TensorsIn(scope).Sum(tensor => tensor.NumberOfElements * tensor.ElementSize), 1);
    }

    /// <summary>A batch of rows, which is valid until the next one is taken.</summary>
    /// <param name="order">The order of all rows.</param>
    /// <param name="start">The position of the first row in this order.</param>
    /// <param name="count">The number of rows.</param>
    public TBatch Take(torch.Tensor order, long start, long count)
    {
        Skip(order, start, count);
        _copy ??= Gather(order);
        return _copy.Value.Slice(start - _start, count);
    }

    /// <summary>Passes a batch of rows without copying it.</summary>
    /// <inheritdoc cref="Take"/>
    public void Skip(torch.Tensor order, long start, long count)
    {
        if (start >= _start && start + count <= _start + _count)
            return;
        Dispose();
        (_start, _count) = (start, Math.Clamp(_copiedRows, count, order.size(0) - start));
    }

    /// <summary>Frees the copy, at the end of an epoch.</summary>
    public void Dispose()
    {
        _copy?.Dispose();
        (_copy, _start, _count) = (null, 0, 0);
    }

    private TBatch Gather(torch.Tensor order)
    {
        using var scope = torch.NewDisposeScope();
        using var indices = order.narrow(0, _start, _count);
        var copy = _rows.Rows(indices);
        indices.Dispose();
        scope.Detach(TensorsIn(scope));
        return copy;
    }

    private static List<torch.Tensor> TensorsIn(DisposeScope scope) => [.. scope.DisposablesView.OfType<torch.Tensor>()];
}
