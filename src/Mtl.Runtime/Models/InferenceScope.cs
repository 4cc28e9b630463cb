using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// While it lives, a model is in evaluation mode and the current thread records no gradients; <see cref="Dispose"/>
/// restores both as they were. It belongs to the thread that made it: no <c>await</c> or <c>yield</c> inside.
/// </summary>
/// <remarks>
/// Several threads may have one each for the same model. The model returns to its mode when the last of them ends. While another thread
/// is in a training step, the constructor waits for the end of that step; while a scope lives, the next step waits for it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InferenceScope : IDisposable
{
    private readonly ModelLock.Reading _reading;
    private readonly InferenceMode _mode;
    private readonly IDisposable _noGrad;
    private bool _isDisposed;

    /// <summary>Puts <paramref name="model"/> into evaluation mode and stops recording gradients.</summary>
    /// <param name="model">The model that is about to predict or to be measured.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public InferenceScope(torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _reading = ModelLock.Of(model).Read();
        try
        {
            Device = ModelDevice.Of(model);
            _mode = InferenceMode.Of(model);
            _mode.Begin(model);
        }
        catch
        {
            _reading.Dispose();
            throw;
        }

        _noGrad = torch.no_grad();
    }

    /// <summary>The device of the model: inputs must be there.</summary>
    public torch.Device Device { get; }

    /// <summary>Restores the model's mode and the recording of gradients.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _noGrad.Dispose();
        _mode.End();
        _reading.Dispose();
    }
}
