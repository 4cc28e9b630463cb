using TorchSharp;

namespace Mtl.Emitted;

/// <summary>A matrix <c>[batch, width]</c> of an emitted step, or some columns of one.</summary>
internal sealed class StepBuffer : IDisposable
{
    private readonly StepBuffer? _whole;
    private readonly long _start;
    private long _rows = -1;
    private torch.Tensor? _capacity;
    private torch.Tensor? _values;
    private torch.Tensor? _transposed;

    public StepBuffer(long width, bool isForTraining)
    {
        Width = (int)width;
        IsForTraining = isForTraining;
    }

    /// <summary>Columns of a buffer that is resized before this one.</summary>
    public StepBuffer(StepBuffer whole, long start, long width)
        : this(width, whole.IsForTraining)
    {
        _whole = whole;
        _start = start;
    }

    public int Width { get; }

    /// <summary>Whether it is needed for training alone.</summary>
    public bool IsForTraining { get; }

    /// <summary><c>[batch, width]</c>.</summary>
    public torch.Tensor Values => _values!;

    /// <summary><c>[width, batch]</c>, a view.</summary>
    public torch.Tensor Transposed => _transposed!;

    /// <summary>The numbers, row by row.</summary>
    public StepRows Rows => _whole is null
        ? new(TensorSpans.Floats(Values), Width, 0, Width)
        : new(TensorSpans.Floats(_whole.Values), _whole.Width, (int)_start, Width);

    /// <summary>Makes the buffer have so many rows.</summary>
    /// <returns>Whether that changed anything; then what the buffer held is lost.</returns>
    public bool Ensure(long rows)
    {
        if (rows == _rows)
            return false;
        _rows = rows;
        ReleaseViews();
        if (_whole is not null)
        {
            _values = _whole.Values.narrow(1, _start, Width);
        }
        else
        {
            if (_capacity is null || _capacity.shape[0] < rows)
            {
                _capacity?.Dispose();
                _capacity = torch.empty(rows, Width).DetachFromDisposeScope();
            }

            _values = _capacity.narrow(0, 0, rows);
        }

        _values.DetachFromDisposeScope();
        _transposed = _values.t().DetachFromDisposeScope();
        return true;
    }

    public void Dispose()
    {
        ReleaseViews();
        _capacity?.Dispose();
    }

    private void ReleaseViews()
    {
        _transposed?.Dispose();
        _values?.Dispose();
    }
}
