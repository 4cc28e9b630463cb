using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Creates the fused step of a model at its first use, and again if the parameters were replaced.</summary>
/// <typeparam name="TStep">The step.</typeparam>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FusedStepCache<TStep, TBatch> : IDisposable
    where TStep : FusedStep<TBatch>
    where TBatch : struct, IBatch<TBatch>
{
    private readonly torch.nn.Module _model;
    private readonly FlatParameters _parameters;
    private readonly Func<TStep> _make;
    private readonly Lock _making = new();
    private TStep? _step;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="make">Creates a step for the current parameters.</param>
    public FusedStepCache(torch.nn.Module model, FlatParameters parameters, Func<TStep> make)
    {
        _model = model;
        _parameters = parameters;
        _make = make;
    }

    /// <summary>
    /// The step for training; null if autograd must be used: in evaluation mode, on another device, with another element type.
    /// </summary>
    public TStep? ForTraining => _model.training ? Current() : null;

    /// <summary>
    /// The step for computing outputs; null if the model's forward pass must be used: in training mode, on another device, with another
    /// element type.
    /// </summary>
    public TStep? ForInference => _model.training ? null : Current();

    private TStep? Current()
    {
        lock (_making)
        {
            if (_step is { IsCurrent: true })
                return _step;
            Dispose();
            if (!_parameters.IsIntact && !_parameters.IsAttached)
                _parameters.Ensure();
            if (_parameters is not { IsIntact: true, IsFloat32OnCpu: true })
                return null;
            return _step = _make();
        }
    }

    /// <summary>Frees the step's buffers.</summary>
    public void Dispose()
    {
        lock (_making)
        {
            _step?.Dispose();
            _step = null;
        }
    }
}
