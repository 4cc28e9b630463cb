using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Makes the fused step of a model when it is first wanted, and another when the parameters are no longer the same.</summary>
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

    /// <summary>Waits for the first step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="make">Makes a step for the parameters as they lie.</param>
    public FusedStepCache(torch.nn.Module model, FlatParameters parameters, Func<TStep> make)
    {
        _model = model;
        _parameters = parameters;
        _make = make;
    }

    /// <summary>The step; null where autograd must do it: in evaluation mode, on another device, with another element type.</summary>
    public TStep? ForTraining => _model.training ? Current() : null;

    /// <summary>The step, to compute outputs with; null in training mode, on another device, with another element type.</summary>
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
            if (_parameters is not { IsIntact: true, Values: { dtype: torch.ScalarType.Float32, device_type: DeviceType.CPU } })
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
