using System.ComponentModel;
using Mtl.Kernels;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// A scope in which a model is in evaluation mode and the current thread records no gradients; <see cref="Dispose"/>
/// restores both. It belongs to the thread that created it: no <c>await</c> or <c>yield</c> inside.
/// </summary>
/// <remarks>
/// Several threads may have scopes for the same model; the last one to end restores the mode of the model. The constructor waits for the
/// end of a training step of another thread, and the next training step waits for the end of the scope.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InferenceScope : IDisposable
{
    private readonly ModelLock.Reading _reading;
    private readonly InferenceMode _mode;
    private readonly IDisposable _noGrad;
    private readonly ThreadTeam.Usage _threads;
    private bool _isDisposed;

    /// <summary>Sets <paramref name="model"/> to evaluation mode and disables the recording of gradients.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">The number of threads, at least 1; null for that of libtorch.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public InferenceScope(torch.nn.Module model, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        StepThreads.Require(threads, nameof(threads));
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
        _threads = StepThreads.Use(threads);
    }

    /// <summary>The device of the model, on which inputs must be.</summary>
    public torch.Device Device { get; }

    /// <summary>Restores the model's mode and the recording of gradients.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _threads.Dispose();
        _noGrad.Dispose();
        _mode.End();
        _reading.Dispose();
    }
}
