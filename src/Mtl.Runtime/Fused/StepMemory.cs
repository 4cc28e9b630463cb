using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The buffers of a fused step. They are made once and hold as many rows as the batch at hand; a smaller last batch uses the
/// first rows of each.
/// </summary>
/// <remarks>
/// The gradients of all tasks by themselves go back side by side, each in a <b>slice</b>: gradients with respect to what the tasks share have
/// the rows of all slices below each other, so that one operation serves all. What belongs to one task has one slice, and so has
/// everything where the objective alone is gone back from. A step has a memory for either.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepMemory : IDisposable
{
    private readonly List<StepBuffer> _values = [];
    private readonly List<StepBuffer> _kept = [];
    private readonly List<StepBuffer> _gradientBuffers = [];
    private readonly List<StepGradient> _gradients = [];
    private readonly StepBuffer _ones = new(1, StepBufferUse.Kept);
    private torch.Tensor? _onesOfBatch;

    /// <summary>Whether the step trains; otherwise nothing is dropped.</summary>
    internal bool IsTraining { get; private set; }

    /// <summary>How many gradients go back side by side.</summary>
    internal int TaskSlices { get; private set; } = 1;

    /// <summary><c>[batch]</c>, all 1: the product with it is the sum over the rows.</summary>
    internal torch.Tensor Ones => _onesOfBatch!;

    /// <summary>Prepares the buffers for a batch; no gradient has been computed yet.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="isTraining">Whether the step trains or only computes outputs.</param>
    /// <param name="slices">How many gradients will go back side by side.</param>
    public void Begin(long rows, bool isTraining = true, int slices = 1)
    {
        IsTraining = isTraining;
        foreach (var buffer in _values)
            buffer.Ensure(rows);
        if (!isTraining)
            return;
        TaskSlices = slices;
        foreach (var buffer in _kept)
            buffer.Ensure(rows);
        foreach (var buffer in _gradientBuffers)
            buffer.Ensure(rows, slices);
        foreach (var gradient in _gradients)
            gradient.Reset();
        if (_ones.Ensure(rows))
            FillOnes(_ones.Values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.ForEach(buffer => buffer.Dispose());
        _kept.ForEach(buffer => buffer.Dispose());
        _gradientBuffers.ForEach(buffer => buffer.Dispose());
        _onesOfBatch?.Dispose();
        _ones.Dispose();
    }

    /// <summary>A buffer of its own.</summary>
    internal StepBuffer NewBuffer(long width, StepBufferUse use = StepBufferUse.Values) => Added(new StepBuffer(width, use));

    /// <summary>Some columns of a buffer.</summary>
    internal StepBuffer NewColumns(StepBuffer whole, long start, long width) => Added(new StepBuffer(whole, start, width));

    internal StepGradient NewGradient(StepBuffer buffer)
    {
        var gradient = new StepGradient(this, buffer);
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
        (buffer.Use switch { StepBufferUse.Values => _values, StepBufferUse.Kept => _kept, _ => _gradientBuffers }).Add(buffer);
        return buffer;
    }
}
