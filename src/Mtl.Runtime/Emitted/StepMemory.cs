using TorchSharp;

namespace Mtl.Emitted;

/// <summary>
/// The buffers of an emitted step. They are made once and hold as many rows as the batch at hand; a smaller last batch uses the
/// first rows of each.
/// </summary>
public sealed class StepMemory : IDisposable
{
    private readonly List<StepBuffer> _buffers = [];
    private readonly List<StepBuffer> _trainingBuffers = [];
    private readonly List<StepGradient> _gradients = [];
    private readonly StepBuffer _ones;
    private torch.Tensor? _onesOfBatch;

    /// <summary>Whether the step trains; otherwise nothing is dropped.</summary>
    internal bool IsTraining { get; private set; }

    /// <summary><c>[batch]</c>, all 1: the product with it is the sum over the rows.</summary>
    internal torch.Tensor Ones => _onesOfBatch!;

    /// <summary>Makes memory without buffers.</summary>
    public StepMemory() => _ones = new StepBuffer(1, isForTraining: true);

    /// <summary>Prepares the buffers for a batch; no gradient has been computed yet.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="isTraining">Whether the step trains or only computes outputs.</param>
    public void Begin(long rows, bool isTraining = true)
    {
        IsTraining = isTraining;
        foreach (var buffer in _buffers)
            buffer.Ensure(rows);
        if (!isTraining)
            return;
        foreach (var buffer in _trainingBuffers)
            buffer.Ensure(rows);
        if (_ones.Ensure(rows))
            FillOnes(_ones.Values);
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
        _buffers.ForEach(buffer => buffer.Dispose());
        _trainingBuffers.ForEach(buffer => buffer.Dispose());
        _onesOfBatch?.Dispose();
        _ones.Dispose();
    }

    /// <summary>A buffer of the way forward.</summary>
    internal StepBuffer NewBuffer(long width) => Added(new StepBuffer(width, isForTraining: false));

    /// <summary>A buffer that is needed for training alone: a gradient, a mask.</summary>
    internal StepBuffer NewTrainingBuffer(long width) => Added(new StepBuffer(width, isForTraining: true));

    /// <summary>Some columns of a buffer.</summary>
    internal StepBuffer NewColumns(StepBuffer whole, long start, long width) => Added(new StepBuffer(whole, start, width));

    internal StepGradient NewGradient(StepBuffer buffer)
    {
        var gradient = new StepGradient(buffer);
        _gradients.Add(gradient);
        return gradient;
    }

    private void FillOnes(torch.Tensor column)
    {
        _onesOfBatch?.Dispose();
        _onesOfBatch = column.fill_(1).view(-1).DetachFromDisposeScope();
    }

    private StepBuffer Added(StepBuffer buffer)
    {
        (buffer.IsForTraining ? _trainingBuffers : _buffers).Add(buffer);
        return buffer;
    }
}
