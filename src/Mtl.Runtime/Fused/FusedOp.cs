using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>An operation of a fused step: a function and its derivative, with the buffers of both.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FusedOp : IDisposable
{
    /// <summary>What it computes.</summary>
    public abstract StepValue Output { get; }

    /// <summary>Whether the module that it stands for is still as it was when the step was made.</summary>
    internal virtual bool IsCurrent => true;

    /// <summary>Computes <see cref="Output"/> from what it reads.</summary>
    public abstract void Forward();

    /// <summary>
    /// From the gradient with respect to <see cref="Output"/> to those with respect to what it reads and to its parameters, to which
    /// it adds. Nothing happens where the backward pass has not reached the output.
    /// </summary>
    public abstract void Backward();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the operation holds beside the step's memory.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
