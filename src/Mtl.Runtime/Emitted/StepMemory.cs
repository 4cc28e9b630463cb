using TorchSharp;

namespace Mtl.Emitted;

/// <summary>
/// The buffers of an emitted step. They are made once and hold as many rows as the batch at hand; a smaller last batch uses the
/// first rows of each.
/// </summary>
public sealed class StepMemory : IDisposable
{
    private readonly List<StepBuffer> _buffers = [];
    private readonly List<StepGradient> _gradients = [];

    /// <summary>The rows of the batch at hand; −1 before the first.</summary>
    public long Rows { get; private set; } = -1;

    /// <summary>Whether the step trains; otherwise nothing is dropped.</summary>
    internal bool IsTraining { get; private set; }

    /// <summary><c>[1, batch]</c>, all 1: the product with it is the sum over the rows.</summary>
    internal torch.Tensor Ones => _ones.Transposed;

    private readonly StepBuffer _ones;

    /// <summary>Makes memory without buffers.</summary>
    public StepMemory()
    {
        _ones = NewBuffer(1);
    }

    /// <summary>Prepares all buffers for a batch; no gradient has been computed yet.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="isTraining">Whether the step trains or only computes outputs.</param>
    public void Begin(long rows, bool isTraining = true)
    {
        IsTraining = isTraining;
        if (rows != Rows)
        {
            Rows = rows;
            foreach (var buffer in _buffers)
                buffer.Resize(rows);
            _ones.Values.fill_(1);
        }

        ForgetGradients();
    }

    /// <summary>Begins another backward pass over the same forward pass.</summary>
    public void ForgetGradients()
    {
        foreach (var gradient in _gradients)
            gradient.IsStarted = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in _buffers)
            buffer.Dispose();
    }

    internal StepBuffer NewBuffer(long width) => Added(new StepBuffer(width));

    internal StepBuffer NewColumns(StepBuffer whole, long start, long width) => Added(new StepBuffer(whole, start, width));

    internal StepGradient NewGradient(StepBuffer buffer)
    {
        var gradient = new StepGradient(buffer);
        _gradients.Add(gradient);
        return gradient;
    }

    private StepBuffer Added(StepBuffer buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }
}
