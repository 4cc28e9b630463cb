using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>Trains models.</summary>
public static class Trainer
{
    /// <summary>Trains <paramref name="model"/> on <paramref name="train"/>, epoch by epoch, in shuffled order.</summary>
    /// <remarks>
    /// It also fits to <paramref name="train"/> what the model standardises and has had no values of yet. A training that ends before its
    /// first optimizer step, because it was refused or cancelled, leaves the model as it was; afterwards, what was fitted and learned
    /// stays. Cancelling stops after the current step; what was learned until then stays in the model. Afterwards the model is in the mode
    /// (training or evaluation) that it was in before. libtorch's own random numbers are used by dropout alone.
    /// </remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; batches are moved to the device of its parameters.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="validation">Rows that the model is measured on after every epoch, or null.</param>
    /// <param name="options">How to train.</param>
    /// <param name="cancellationToken">Stops the run after the current step.</param>
    /// <returns>What happened, epoch by epoch.</returns>
    /// <exception cref="ArgumentException">There are too few rows for a step, or the batch size is too small for the model.</exception>
    /// <exception cref="TrainingException">A loss is no longer a finite number; the parameters are as before the step.</exception>
    public static TrainingHistory Fit<TModel, TBatch, TMetrics>(
        TModel model, TBatch train, TBatch? validation, TrainingOptions options, CancellationToken cancellationToken = default)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        using var preparation = TrainingPreparation.OfTensors(model, options);
        return FitPrepared<TModel, TBatch, TMetrics>(model, train, validation, options, preparation, cancellationToken);
    }

    /// <summary>Goes on with a training whose preparation has begun; what generated models call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static TrainingHistory FitPrepared<TModel, TBatch, TMetrics>(
        TModel model, TBatch train, TBatch? validation, TrainingOptions options, TrainingPreparation preparation,
        CancellationToken cancellationToken)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(preparation);
        using var scope = torch.NewDisposeScope();
        using var run = new TrainingRun<TModel, TBatch, TMetrics>(model, train, validation, options, preparation);
        return run.Execute(cancellationToken);
    }

    /// <summary>Begins training in a loop of one's own.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; it is trained in the mode, training or evaluation, that it is in.</param>
    /// <param name="options">Optimizer, learning rate and limit of the gradient; all else is the loop's. Null for the defaults.</param>
    /// <returns>What trains on one batch after the other; it holds the optimizer, so dispose of it at the end.</returns>
    /// <exception cref="ArgumentException">The balancing method of the options was made for another number of tasks.</exception>
    /// <exception cref="InvalidOperationException">The model standardises and was never fitted: call its <c>EnsureFitted</c> first.</exception>
    public static TrainingStep<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(TModel model, TrainingOptions? options = null)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        model.RequireFitted();
        options ??= new();
        options.Balancing?.Attach(TModel.Info);
        return new(model, OptimizerSet.Create(model, model.Storage, model.LearningRates, options), TModel.Info, options.Balancing);
    }
}
