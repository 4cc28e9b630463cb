using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The buffers of a fused step. They are allocated once and reused for every batch; a smaller batch uses the first rows of each.
/// </summary>
/// <remarks>
/// If the gradients of all tasks are computed in one backward pass, each has its <b>task slice</b>: gradients with respect to shared
/// values have the rows of all task slices one after the other, so that one operation computes all of them. Values that belong to one
/// task have one slice. If only the gradient of the objective is computed, all values have one slice. A step has one memory for shared
/// values and one for task-specific values.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepMemory : IDisposable
{
    private readonly List<StepBuffer> _values = [];
    private readonly List<StepBuffer> _kept = [];
    private readonly List<StepBuffer> _gradientBuffers = [];
    private readonly List<StepGradient> _gradients = [];

    /// <summary>Whether the pass is a training step; otherwise there is no dropout.</summary>
    internal bool IsTraining { get; private set; }

    /// <summary>The number of task slices.</summary>
    internal int TaskSlices { get; private set; } = 1;

    /// <summary>Prepares the buffers for a batch and sets all gradients to 0.</summary>
    /// <param name="rows">The number of rows in the batch.</param>
    /// <param name="isTraining">Whether gradients are computed too, or only outputs.</param>
    /// <param name="slices">The number of task slices.</param>
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
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.ForEach(buffer => buffer.Dispose());
        _kept.ForEach(buffer => buffer.Dispose());
        _gradientBuffers.ForEach(buffer => buffer.Dispose());
    }

    /// <summary>Creates a buffer with its own memory.</summary>
    internal StepBuffer NewBuffer(long width, StepBufferUse use = StepBufferUse.Values) => Added(new StepBuffer(width, use));

    /// <summary>Creates a buffer of some columns of another one.</summary>
    internal StepBuffer NewColumns(StepBuffer whole, long start, long width) => Added(new StepBuffer(whole, start, width));

    internal StepGradient NewGradient(StepBuffer buffer)
    {
        var gradient = new StepGradient(this, buffer);
        _gradients.Add(gradient);
        return gradient;
    }

    private StepBuffer Added(StepBuffer buffer)
    {
        (buffer.Use switch { StepBufferUse.Values => _values, StepBufferUse.Kept => _kept, _ => _gradientBuffers }).Add(buffer);
        return buffer;
    }
}
