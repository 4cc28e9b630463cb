using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The output of an operation in a fused step, <c>[batch, width]</c>, and the gradient with respect to it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepValue
{
    private readonly StepMemory _memory;

    private StepValue(StepMemory memory, StepBuffer buffer, StepGradient? gradient)
    {
        _memory = memory;
        Buffer = buffer;
        Gradient = gradient;
    }

    /// <summary>The number of features per row.</summary>
    public int Width => Buffer.Width;

    /// <summary>The numbers, <c>[batch, width]</c>.</summary>
    public torch.Tensor Values => Buffer.Values;

    /// <summary>
    /// The gradient with respect to <see cref="Values"/> in every task slice, <c>[slices · batch, width]</c>; null if the value does not
    /// depend on parameters.
    /// </summary>
    public torch.Tensor? Gradients => Gradient?.Buffer.Values;

    internal StepBuffer Buffer { get; }

    internal StepGradient? Gradient { get; }

    /// <summary>Whether the backward pass has reached this value.</summary>
    internal bool HasGradient => Gradient is { IsStarted: true };

    /// <summary>Some features of every row, for example the output of one of several heads that are computed together.</summary>
    /// <param name="start">The first feature.</param>
    /// <param name="width">The number of features.</param>
    public StepValue Columns(int start, int width) => new(
        _memory,
        _memory.NewColumns(Buffer, start, width),
        Gradient is null ? null : _memory.NewGradient(_memory.NewColumns(Gradient.Buffer, start, width)));

    /// <summary>Sets the task slices that the backward pass has not reached to 0, if it has reached others.</summary>
    /// <returns>Whether the backward pass has reached this value in any task slice.</returns>
    internal bool CompleteGradient()
    {
        if (!HasGradient)
            return false;
        Gradient!.Complete();
        return true;
    }

    /// <summary>Adds a summand to the gradient.</summary>
    /// <param name="summand">The summand.</param>
    /// <param name="source">The gradient from which it was computed.</param>
    internal void AddGradient(StepRows summand, StepGradient source)
    {
        if (Gradient is null)
            return;
        var (place, adds) = Gradient.Add(source);
        if (adds)
            place.Rows.Add(summand);
        else
            place.Rows.Set(summand);
    }

    /// <summary>Creates a value with its own buffers.</summary>
    internal static StepValue New(StepMemory memory, int width, bool hasGradient = true) => new(
        memory, memory.NewBuffer(width), hasGradient ? memory.NewGradient(memory.NewBuffer(width, StepBufferUse.Gradients)) : null);

    /// <summary>
    /// Creates the output of an operation that does not change the width. Its gradient uses the same buffer as that of the input: the
    /// backward pass of the operation computes the one from the other in place.
    /// </summary>
    internal StepValue Next() => new(_memory, _memory.NewBuffer(Width), Gradient);
}
