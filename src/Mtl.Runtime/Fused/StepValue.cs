using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>What an operation of a fused step computes, <c>[batch, width]</c>, and the gradient with respect to it.</summary>
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

    /// <summary>The features of one row.</summary>
    public int Width => Buffer.Width;

    /// <summary>The numbers, <c>[batch, width]</c>.</summary>
    public torch.Tensor Values => Buffer.Values;

    /// <summary>
    /// The gradient with respect to <see cref="Values"/>, of the same shape, in every slice: <c>[slices · batch, width]</c>; null where no parameter
    /// stands before it.
    /// </summary>
    public torch.Tensor? Gradients => Gradient?.Buffer.Values;

    internal StepBuffer Buffer { get; }

    internal StepGradient? Gradient { get; }

    /// <summary>Whether the backward pass has reached this value.</summary>
    internal bool HasGradient => Gradient is { IsStarted: true };

    /// <summary>Some features of every row: what one of several heads that are computed together reads.</summary>
    /// <param name="start">The first feature.</param>
    /// <param name="width">How many.</param>
    public StepValue Columns(int start, int width) => new(
        _memory,
        _memory.NewColumns(Buffer, start, width),
        Gradient is null ? null : _memory.NewGradient(_memory.NewColumns(Gradient.Buffer, start, width)));

    /// <summary>Goes on with the backward pass from here: where it has come only in some slices, the gradient in the others is 0.</summary>
    /// <returns>Whether the backward pass has reached this value in any slice.</returns>
    internal bool CompleteGradient()
    {
        if (!HasGradient)
            return false;
        Gradient!.Complete();
        return true;
    }

    /// <summary>Adds a share of the gradient.</summary>
    /// <param name="share">The share.</param>
    /// <param name="source">The gradient from which it was computed.</param>
    internal void AddGradient(torch.Tensor share, StepGradient source)
    {
        if (Gradient is null)
            return;
        var (place, factor) = Gradient.Add(source);
        if (factor == 0)
            place.Values.copy_(share);
        else
            place.Values.add_(share);
    }

    /// <summary>A value of its own for the result of a layer.</summary>
    internal static StepValue New(StepMemory memory, int width, bool hasGradient = true) => new(
        memory, memory.NewBuffer(width), hasGradient ? memory.NewGradient(memory.NewBuffer(width, StepBufferUse.Gradients)) : null);

    /// <summary>
    /// The value behind an operation that keeps the width. Its gradient is the same buffer: going backwards, the operation turns the one
    /// into the other in place.
    /// </summary>
    internal StepValue Next() => new(_memory, _memory.NewBuffer(Width), Gradient);
}
