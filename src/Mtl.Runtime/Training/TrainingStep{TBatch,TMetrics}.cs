using TorchSharp;

namespace Mtl;

/// <summary>
/// The training step of a model, for custom loops: sets the gradients to zero, then forward pass, losses, backward pass and optimizer step.
/// <c>BeginTraining</c> of a model creates it; the session of the generated <c>Fit</c> has one too.
/// </summary>
/// <remarks>Until it is disposed of, the parameters must not be replaced or moved to another device.</remarks>
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
    private readonly BackwardPass? _after;
    private readonly ModelLock _use;
    private readonly BufferCopies _beforeStep;
    private bool _isInStep;
    private int _runs;
    private bool _isDisposed;

    internal TrainingStep(IMultiTaskModel<TBatch, TMetrics> model, OptimizerSet optimizers, ModelInfo info, TrainingOptions options)
    {
        var chosen = options.Balancing;
        _model = model;
        _optimizers = optimizers;
        _info = info;
        _use = ModelLock.Of((torch.nn.Module)model);
        _beforeStep = new(Moving((torch.nn.Module)model, chosen));
        int tasks = info.Tasks.Count;
        var balancing = chosen ?? model.Balancing;
        if (balancing is GradientBalancing)
            _taskGradients = TaskGradients.NewMatrix(info, model.Storage).DetachFromDisposeScope();
        Backward = new(tasks, model.Storage, _taskGradients, info, chosen, model.Balancing)
        {
            Threads = options.Threads,
            SharedFactors = options.TaskLearningRates is { IncludesShared: true } ? optimizers.TaskRates!.Factors : null,
        };
        if (balancing is { MeasuresAfterStep: true })
        {
            _after = new(tasks, storage: null, taskGradients: null, info, chosen, model.Balancing)
            {
                IsMeasurement = true,
                Threads = options.Threads,
            };
        }
    }

    /// <summary>The losses of the last step.</summary>
    public StepLosses Losses => Backward.Losses;

    /// <summary>The backward pass of the step.</summary>
    internal BackwardPass Backward { get; }

    /// <summary>The optimizers.</summary>
    internal OptimizerSet Optimizers => _optimizers;

    /// <summary>The parts with a state that a checkpoint keeps.</summary>
    internal IEnumerable<IResumable> Resumable => Losses.Balancing is { } balancing
        ? [_optimizers, new CheckpointedBalancing(balancing, ReferenceEquals(balancing, _model.Balancing), _model.Random)]
        : [_optimizers];

    /// <summary>Trains on a batch; threads that share a training step wait for each other.</summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><see cref="Losses"/>, computed before the update.</returns>
    /// <exception cref="ArgumentException">The batch has fewer rows than <see cref="ModelInfo.MinimumBatchSize"/>, or none.</exception>
    /// <exception cref="TrainingException">
    /// A loss or the norm of the gradient is not finite; the parameters are as before the step.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The step or the model was disposed of.</exception>
    public StepLosses Run(TBatch batch)
    {
        using var changing = _use.Change();
        if (_isDisposed)
            throw new ObjectDisposedException(null, "The training step was disposed of: begin another one by BeginTraining.");
        _use.RequireLiving();
        TensorShape.RequireBatch(batch.Count, _info);
        _runs++;
        using var scope = _optimizers.LeavesTensors ? torch.NewDisposeScope() : null;
        ZeroGradients();
        try
        {
            _model.ForwardBackward(batch, Backward);
            FiniteLosses.Require(Losses, _info.Tasks, epoch: 0, _runs);
            ClipGradients();
            FiniteLosses.RequireNorm(Losses, epoch: 0, _runs);
        }
        catch
        {
            RollBack();
            throw;
        }

        Update(batch);
        return Losses;
    }

    /// <summary>Ends an epoch, for balancing methods that compare epochs; for others it does nothing.</summary>
    public void EndEpoch() => Losses.Balancing?.EndEpoch();

    /// <summary>Frees the optimizer, when no other thread is in a step. The model does not change.</summary>
    public void Dispose()
    {
        using var changing = _use.Change();
        if (_isDisposed)
            return;
        _isDisposed = true;
        RollBack();
        _beforeStep.Dispose();
        _taskGradients?.Dispose();
        _optimizers.Dispose();
    }

    /// <summary>Begins a step: sets the gradients to zero.</summary>
    internal void ZeroGradients()
    {
        RollBack();
        _beforeStep.Renew();
        _isInStep = true;
        Backward.Backpropagated.Clear();
        Losses.Balancing?.Learned?.ClearHasGradient();
        _optimizers.ZeroGradients();
    }

    /// <summary>Clips the gradients after the backward pass, if the options have a limit.</summary>
    internal void ClipGradients() => Losses.GradientNorm = _optimizers.ClipGradients();

    /// <summary>Updates the parameters, then computes the losses again for a balancing method that needs them.</summary>
    internal void Update(TBatch batch)
    {
        _isInStep = false;
        _optimizers.Step(Backward.Backpropagated);
        if (_after is null)
            return;
        using (new PreservedState((torch.nn.Module)_model))
            _model.ForwardBackward(batch, _after);
        Losses.Balancing!.AfterStep(Losses, _after.Losses);
    }

    /// <summary>Ends a step without an update: buffers are as before it.</summary>
    internal void Skip() => RollBack();

    /// <summary>
    /// Restores the buffers that the forward pass of an unfinished step has updated: a step with a loss of NaN would make running
    /// statistics NaN permanently.
    /// </summary>
    private void RollBack()
    {
        if (_isInStep && !_use.IsDisposed)
            _beforeStep.Restore();
        _isInStep = false;
    }

    /// <summary>The modules whose buffers a forward pass updates.</summary>
    private static IEnumerable<torch.nn.Module> Moving(torch.nn.Module model, TaskBalancing? chosen)
    {
        var modules = model.modules().Prepend(model).Where(static module => module is not (Standardization or DropoutRate));
        return chosen is null ? modules : modules.Append(chosen);
    }
}
