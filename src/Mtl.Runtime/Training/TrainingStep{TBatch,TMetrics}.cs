using TorchSharp;

namespace Mtl;

/// <summary>
/// The training of a model batch by batch, for a loop of one's own: gradients to zero, forward pass, losses, backward pass and the
/// optimizer's step. A model's <c>BeginTraining</c> makes it; the session of the generated <c>Fit</c> has one too.
/// </summary>
/// <remarks>While it lives, the parameters must not be replaced or moved to another device.</remarks>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
/// <typeparam name="TMetrics">The model's metrics.</typeparam>
public sealed class TrainingStep<TBatch, TMetrics> : IDisposable
    where TBatch : struct, IBatch<TBatch>
    where TMetrics : IModelMetrics
{
    private readonly IMultiTaskModel<TBatch, TMetrics> _model;
    private readonly OptimizerSet _optimizers;
    private readonly ModelInfo _info;
    private readonly torch.Tensor? _taskGradients;
    private readonly StepLosses? _after;
    private readonly ModelUse _use;
    private bool _isDisposed;

    internal TrainingStep(IMultiTaskModel<TBatch, TMetrics> model, OptimizerSet optimizers, ModelInfo info, TaskBalancing? chosen)
    {
        _model = model;
        _optimizers = optimizers;
        _info = info;
        _use = ModelUse.Of((torch.nn.Module)model);
        int tasks = info.Tasks.Count;
        var balancing = chosen ?? model.Balancing;
        if (balancing is GradientBalancing)
            _taskGradients = TaskGradients.NewMatrix(info, model.Storage).DetachFromDisposeScope();
        Losses = new(tasks, model.Storage, _taskGradients) { Chosen = chosen, Declared = model.Balancing };
        if (balancing is { MeasuresAfterStep: true })
            _after = new(tasks) { Chosen = chosen, Declared = model.Balancing, IsMeasurement = true };
    }

    /// <summary>The losses of the last step.</summary>
    public StepLosses Losses { get; }

    /// <summary>Trains on a batch; threads that share a step wait for each other.</summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><see cref="Losses"/>, from before the step.</returns>
    /// <exception cref="ArgumentException">The batch has fewer rows than the model's normalisation needs.</exception>
    /// <exception cref="ObjectDisposedException">The step was disposed of.</exception>
    public StepLosses Run(TBatch batch)
    {
        using var changing = _use.Change();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        RequireRows(batch);
        using var scope = torch.NewDisposeScope(); // Optimizers and clipping of TorchSharp leave tensors behind.
        ZeroGradients();
        _model.ForwardBackward(batch, Losses);
        ClipGradients();
        Update(batch);
        return Losses;
    }

    /// <summary>Ends an epoch, for methods of balancing that compare epochs; for others it does nothing.</summary>
    public void EndEpoch() => Losses.Balancing?.EndEpoch();

    /// <summary>Frees the optimizer. The model stays as it is.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _taskGradients?.Dispose();
        _optimizers.Dispose();
    }

    /// <summary>What comes before the forward pass: it adds to the gradients.</summary>
    internal void ZeroGradients()
    {
        Losses.Reached.Clear();
        Losses.Balancing?.Learned?.ForgetReached();
        _optimizers.ZeroGradients();
    }

    /// <summary>What comes behind the backward pass: gradients that are too long are scaled down, where the options say so.</summary>
    internal void ClipGradients() => Losses.GradientNorm = _optimizers.ClipGradients();

    /// <summary>The parameters move, and a balancing method that wants to sees what came of it.</summary>
    internal void Update(TBatch batch)
    {
        _optimizers.Step(Losses.Reached);
        if (_after is null)
            return;
        using (new Untouched((torch.nn.Module)_model))
            _model.ForwardBackward(batch, _after);
        Losses.Balancing!.AfterStep(Losses, _after);
    }

    /// <summary>Of one row there is no variance: libtorch would make NaN of it, in the running statistics for good.</summary>
    private void RequireRows(TBatch batch)
    {
        if (batch.Count < _info.MinimumBatchSize)
        {
            throw new ArgumentException(
                $"{_info.Name}: the batch has {batch.Count} rows, " +
                $"but batch normalisation needs at least {_info.MinimumBatchSize} rows in a step.",
                nameof(batch));
        }
    }
}
