using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The use of a buffer in a fused step.</summary>
internal enum StepBufferUse
{
    /// <summary>Values of the forward pass, in training and in evaluation mode.</summary>
    Values,

    /// <summary>Values of the forward pass in training that the backward pass reads, for example a dropout mask.</summary>
    Kept,

    /// <summary>Gradients of the backward pass: a block of rows for every task slice.</summary>
    Gradients,
}

/// <summary>
/// A matrix <c>[batch, width]</c> of a fused step, or some columns of one. For gradients it is <c>[task slices · batch, width]</c>.
/// </summary>
internal sealed class StepBuffer : IDisposable
{
    private readonly StepBuffer? _whole;
    private readonly long _start;
    private readonly List<StepMatrix?> _slices = [];
    private long _rows = -1;
    private int _sliceCount;
    private torch.Tensor? _capacity;
    private StepMatrix? _all;

    public StepBuffer(long width, StepBufferUse use)
    {
        Width = (int)width;
        Use = use;
    }

    /// <summary>Creates a buffer of some columns of another one, which must be resized first.</summary>
    public StepBuffer(StepBuffer whole, long start, long width)
        : this(width, whole.Use)
    {
        _whole = whole;
        _start = start;
    }

    public int Width { get; }

    public StepBufferUse Use { get; }

    /// <summary>Whether the columns directly follow those of another buffer in the same matrix.</summary>
    public bool Follows(StepBuffer other) => _whole is not null && _whole == other._whole && _start == other._start + other.Width;

    /// <summary>The columns from those of this buffer up to those of another one in the same matrix.</summary>
    public StepRows Through(StepBuffer last) =>
        new(_whole!.Rows.All, _whole.Width, (int)_start, (int)(last._start + last.Width - _start));

    /// <summary>All task slices, <c>[slices · batch, width]</c>.</summary>
    public StepMatrix All => _all!;

    /// <summary><see cref="All"/> as a tensor.</summary>
    public torch.Tensor Values => _all!.Values;

    /// <summary>The numbers, row by row.</summary>
    public StepRows Rows => _all!.Rows;

    /// <summary>One task slice, <c>[batch, width]</c>.</summary>
    public StepMatrix TaskSlice(int slice) =>
        _sliceCount == 1 ? All : _slices[slice] ??= new(Capacity, slice * _rows, _rows, _start, Width);

    private torch.Tensor Capacity => _whole is null ? _capacity! : _whole.Capacity;

    /// <summary>Resizes the buffer to a number of rows in every task slice. If the size changes, the content is lost.</summary>
    /// <returns>Whether the size has changed.</returns>
    public bool Ensure(long rows, int slices = 1)
    {
        if (rows == _rows && slices == _sliceCount)
            return false;
        (_rows, _sliceCount) = (rows, slices);
        ReleaseViews();
        if (_whole is null && (_capacity is null || _capacity.shape[0] < slices * rows))
        {
            _capacity?.Dispose();
            _capacity = torch.empty(slices * rows, Width).DetachFromDisposeScope();
        }

        _all = new(Capacity, 0, slices * rows, _start, Width);
        for (int slice = 0; slice < slices; slice++)
            _slices.Add(null);
        return true;
    }

    public void Dispose()
    {
        ReleaseViews();
        _capacity?.Dispose();
    }

    private void ReleaseViews()
    {
        _all?.Dispose();
        _slices.ForEach(slice => slice?.Dispose());
        _slices.Clear();
    }
}
