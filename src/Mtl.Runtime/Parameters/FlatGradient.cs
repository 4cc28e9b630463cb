using TorchSharp;

namespace Mtl;

/// <summary>
/// The gradient of contiguous parameters, as views: of <see cref="FlatParameters.Gradients"/>, or, while task gradients are computed, of
/// the rows of <see cref="FlatParameters.TaskGradientRows"/>.
/// </summary>
/// <param name="all">The flat parameters.</param>
/// <param name="start">The index of the first number.</param>
/// <param name="shape">The shape of the views.</param>
internal sealed unsafe class FlatGradient(FlatParameters all, long start, params long[] shape) : IDisposable
{
    private readonly List<torch.Tensor> _rows = [];
    private torch.Tensor? _whole;
    private torch.Tensor? _matrix;
    private float* _wholeAddress;

    /// <summary>The view of the flat gradients.</summary>
    /// <remarks>
    /// It is not a view for autograd: native modules and optimizers of libtorch abort the process for gradients that are.
    /// </remarks>
    public torch.Tensor Whole => _whole ??= NotKnownAsView(View(all.Gradients!));

    /// <summary>The view that receives the gradient of a task slice.</summary>
    public torch.Tensor this[int slice]
    {
        get
        {
            if (!all.TaskGradientRows.Receive(start))
                return Whole;
            if (!ReferenceEquals(_matrix, all.TaskGradientRows.Matrix))
                ViewRows(all.TaskGradientRows.Matrix!);
            return _rows[slice];
        }
    }

    /// <summary>The address of the gradient of a task slice, if its numbers are <c>float32</c> on the CPU.</summary>
    public float* Address(int slice)
    {
        if (all.TaskGradientRows.Receive(start))
            return all.TaskGradientRows.At(slice, start);
        return _wholeAddress == null ? _wholeAddress = TensorSpans.Address(Whole) : _wholeAddress;
    }

    public void Dispose()
    {
        _whole?.Dispose();
        ReleaseRows();
    }

    private void ViewRows(torch.Tensor matrix)
    {
        ReleaseRows();
        for (int slice = 0; slice < matrix.shape[0]; slice++)
        {
            using var row = matrix.select(0, slice);
            _rows.Add(View(row));
        }

        _matrix = matrix;
    }

    private void ReleaseRows()
    {
        _rows.ForEach(row => row.Dispose());
        _rows.Clear();
    }

    /// <summary>A tensor with the same memory that autograd does not treat as a view. Disposes of the view.</summary>
    private static torch.Tensor NotKnownAsView(torch.Tensor view)
    {
        var same = torch.empty(0, dtype: view.dtype, device: view.device).DetachFromDisposeScope();
        same.set_(view);
        view.Dispose();
        return same;
    }

    private torch.Tensor View(torch.Tensor flat)
    {
        using var range = flat.narrow(0, start, shape.Aggregate(1L, (count, size) => count * size));
        return range.view(shape).DetachFromDisposeScope();
    }
}
