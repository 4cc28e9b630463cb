using TorchSharp;

namespace Mtl;

/// <summary>
/// The gradient of parameters that follow each other, as views: of <see cref="FlatParameters.Gradients"/>, or, while the gradients of the tasks
/// are computed by themselves, of the rows of <see cref="FlatParameters.TaskGradientRows"/>.
/// </summary>
/// <param name="all">All parameters.</param>
/// <param name="start">The first number.</param>
/// <param name="shape">The shape of the views.</param>
internal sealed class FlatGradient(FlatParameters all, long start, params long[] shape) : IDisposable
{
    private readonly List<torch.Tensor> _rows = [];
    private torch.Tensor? _whole;
    private torch.Tensor? _matrix;

    /// <summary>The view of the flat gradients.</summary>
    /// <remarks>Native modules and optimizers of libtorch refuse gradients that autograd knows as views, and end the process.</remarks>
    public torch.Tensor Whole => _whole ??= NotKnownAsView(View(all.Gradients!));

    /// <summary>Where the gradient of a slice goes.</summary>
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

    /// <summary>A tensor of the same memory.</summary>
    private static torch.Tensor NotKnownAsView(torch.Tensor view)
    {
        var same = torch.empty(0, dtype: view.dtype, device: view.device).DetachFromDisposeScope();
        same.set_(view);
        view.Dispose();
        return same;
    }

    private torch.Tensor View(torch.Tensor flat)
    {
        using var stretch = flat.narrow(0, start, shape.Aggregate(1L, (count, size) => count * size));
        return stretch.view(shape).DetachFromDisposeScope();
    }
}
