using Mtl.Kernels;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Some rows and columns of a buffer.</summary>
internal sealed unsafe class StepMatrix : IDisposable
{
    private readonly int _stride;
    private readonly int _firstColumn;

    /// <summary>Creates a view of a part of a buffer.</summary>
    /// <param name="whole">The buffer's memory, <c>[capacity, stride]</c>, contiguous.</param>
    /// <param name="firstRow">The first row of the part.</param>
    /// <param name="count">Its number of rows.</param>
    /// <param name="firstColumn">The first column of the part.</param>
    /// <param name="width">Its number of columns.</param>
    public StepMatrix(torch.Tensor whole, long firstRow, long count, long firstColumn, long width)
    {
        _stride = (int)whole.shape[1];
        _firstColumn = (int)firstColumn;
        using var rows = whole.narrow(0, firstRow, count);
        Values = rows.narrow(1, firstColumn, width).DetachFromDisposeScope();
        Count = (int)count;
        Width = (int)width;
        View = new(TensorSpans.Address(whole) + (firstRow * _stride) + firstColumn, Count, Width, _stride);
    }

    public int Count { get; }

    public int Width { get; }

    /// <summary><c>[count, width]</c>.</summary>
    public torch.Tensor Values { get; }

    /// <summary>The same numbers for matrix products.</summary>
    public MatrixView View { get; }

    /// <summary>The numbers, row by row.</summary>
    public StepRows Rows => new(new(View.First - _firstColumn, Count * _stride), _stride, _firstColumn, Width);

    public void Dispose() => Values.Dispose();
}
