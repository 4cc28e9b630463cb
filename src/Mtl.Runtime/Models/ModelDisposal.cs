using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The disposal of a model; the <c>Dispose</c> of generated models calls it first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelDisposal
{
    /// <summary>
    /// Waits for the current training step, predictions or evaluation: freeing layers that another thread uses would abort the process.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="disposing">True in <c>Dispose</c>; false in the finalizer, where no other thread uses the model.</param>
    /// <returns>A lock that excludes other threads until it is disposed of; null in the finalizer.</returns>
    /// <exception cref="InvalidOperationException">The current thread is in a training step or an inference scope of the model.</exception>
    public static IDisposable? Begin(torch.nn.Module model, bool disposing)
    {
        ArgumentNullException.ThrowIfNull(model);
        return disposing ? ModelLock.Of(model).BeginDisposal(model.GetName()) : null;
    }
}
