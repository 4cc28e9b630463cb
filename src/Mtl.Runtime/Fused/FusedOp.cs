using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>An operation of a fused step: a function and its gradient, with the buffers of both.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FusedOp : IDisposable
{
    /// <summary>The result.</summary>
    public abstract StepValue Output { get; }

    /// <summary>Whether the module still has the parameters with which the operation was created.</summary>
    internal virtual bool IsCurrent => true;

    /// <summary>Computes <see cref="Output"/> from the inputs.</summary>
    public abstract void Forward();

    /// <summary>
    /// Computes from the gradient with respect to <see cref="Output"/> the gradients with respect to the inputs and the parameters, and
    /// adds them to those already computed. Does nothing if the backward pass has not reached the output.
    /// </summary>
    public abstract void Backward();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the operation holds in addition to the step's memory.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
