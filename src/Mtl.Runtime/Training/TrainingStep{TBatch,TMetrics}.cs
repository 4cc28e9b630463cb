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
    private readonly BackwardPass? _after;
    private readonly ModelLock _use;
    private readonly BufferCopies _beforeStep;
    private bool _isInStep;
    private int _runs;
    private bool _isDisposed;

    internal TrainingStep(IMultiTaskModel<TBatch, TMetrics> model, OptimizerSet optimizers, ModelInfo info, TaskBalancing? chosen)
    {
        _model = model;
        _optimizers = optimizers;
        _info = info;
        _use = ModelLock.Of((torch.nn.Module)model);
        _beforeStep = new(Moving((torch.nn.Module)model, chosen));
        int tasks = info.Tasks.Count;
        var balancing = chosen ?? model.Balancing;
        if (balancing is GradientBalancing)
            _taskGradients = TaskGradients.NewMatrix(info, model.Storage).DetachFromDisposeScope();
        Backward = new(tasks, model.Storage, _taskGradients, info, chosen, model.Balancing);
        if (balancing is { MeasuresAfterStep: true })
            _after = new(tasks, storage: null, taskGradients: null, info, chosen, model.Balancing) { IsMeasurement = true };
    }

    /// <summary>The losses of the last step.</summary>
    public StepLosses Losses => Backward.Losses;

    /// <summary>The backward pass of the step.</summary>
    internal BackwardPass Backward { get; }

    /// <summary>Trains on a batch; threads that share a step wait for each other.</summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><see cref="Losses"/>, from before the step.</returns>
    /// <exception cref="ArgumentException">The batch has no rows, or fewer than the model's normalization needs.</exception>
    /// <exception cref="TrainingException">
    /// A loss, or the length of the gradient, is no finite number; the parameters are as before the step.
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
        using var scope = torch.NewDisposeScope(); // Optimizers and clipping of TorchSharp leave tensors behind.
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

    /// <summary>Ends an epoch, for methods of balancing that compare epochs; for others it does nothing.</summary>
    public void EndEpoch() => Losses.Balancing?.EndEpoch();

    /// <summary>Frees the optimizer, as soon as no other thread is in a step. The model stays as it is.</summary>
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

    /// <summary>What comes before the forward pass: it adds to the gradients.</summary>
    internal void ZeroGradients()
    {
        RollBack();
        _beforeStep.Renew();
        _isInStep = true;
        Backward.Backpropagated.Clear();
        Losses.Balancing?.Learned?.ClearHasGradient();
        _optimizers.ZeroGradients();
    }

    /// <summary>What comes behind the backward pass: gradients that are too long are scaled down, where the options say so.</summary>
    internal void ClipGradients() => Losses.GradientNorm = _optimizers.ClipGradients();

    /// <summary>The parameters move, and a balancing method that wants to sees what came of it.</summary>
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

    /// <summary>
    /// Takes back what the forward pass of a step has changed that was begun and not taken: one loss that is no number would make
    /// running statistics NaN for good.
    /// </summary>
    private void RollBack()
    {
        if (_isInStep && !_use.IsDisposed)
            _beforeStep.Restore();
        _isInStep = false;
    }

    /// <summary>The modules whose buffers move in a step.</summary>
    private static IEnumerable<torch.nn.Module> Moving(torch.nn.Module model, TaskBalancing? chosen)
    {
        var modules = model.modules().Prepend(model).Where(static module => module is not (Standardization or DropoutRate));
        return chosen is null ? modules : modules.Append(chosen);
    }
}
