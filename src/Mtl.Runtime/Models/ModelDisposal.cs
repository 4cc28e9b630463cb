using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The end of a model; the <c>Dispose</c> of generated models begins with it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelDisposal
{
    /// <summary>
    /// Waits for the training step, the predictions or the measurement at hand: layers that are freed under another thread would end the
    /// process.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="disposing">Whether the disposal was asked for; nobody uses a model any more that the garbage collector frees.</param>
    /// <returns>What keeps others from the model until it is disposed of; null where nobody has to be kept from it.</returns>
    /// <exception cref="InvalidOperationException">The thread itself is in a training step or an inference scope of the model.</exception>
    public static IDisposable? Begin(torch.nn.Module model, bool disposing)
    {
        ArgumentNullException.ThrowIfNull(model);
        return disposing ? ModelLock.Of(model).BeginDisposal(model.GetName()) : null;
    }
}
