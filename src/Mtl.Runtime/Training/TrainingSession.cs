using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>Begins training sessions; the <c>Fit</c> of a generated model is a loop around one.</summary>
public static class TrainingSession
{
    /// <summary>
    /// Begins the training of a model: fits what it standardizes, where that was not done before, puts it into training mode and makes
    /// its optimizer. At the end, dispose of the session; the model is then in the mode that it was in.
    /// </summary>
    /// <remarks>
    /// A session that ends before its first <see cref="TrainingSession{TBatch,TMetrics}.Update"/> leaves the model as it was, down to
    /// the last bit. After that step, what was fitted and learned stays.
    /// </remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; batches are moved to the device of its parameters.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="validation">Rows to measure the model on after every epoch, or null.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the session after the step at hand; what was learned until then stays.</param>
    /// <returns>What the loop asks for batches, and tells what came of them.</returns>
    /// <exception cref="ArgumentException">
    /// The rows are not such as the model reads, or too few for a step, the batch size is too small for the model, or the balancing method
    /// of the options was made for another number of tasks.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// Another training of the model has not ended, or the thread is in <c>torch.inference_mode()</c>.
    /// </exception>
    public static TrainingSession<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(
        TModel model,
        TBatch train,
        TBatch? validation = null,
        TrainingOptions? options = null,
        CancellationToken cancellationToken = default)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        var preparation = TrainingPreparation.OfTensors(model, model.Random, options);
        try
        {
            return Begin<TModel, TBatch, TMetrics>(model, train, validation, options, preparation, cancellationToken);
        }
        catch
        {
            preparation.Dispose();
            throw;
        }
    }

    /// <summary>Begins a training whose preparation has begun, and with the session it ends; what generated models call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static TrainingSession<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(
        TModel model, TBatch train, TBatch? validation, TrainingOptions options, TrainingPreparation preparation,
        CancellationToken cancellationToken)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(preparation);
        using var changing = ModelLock.Of(model).Change();
        var scope = torch.NewDisposeScope();
        try
        {
            var device = ModelDevice.Of(model);
            model.RequireReadable(train);
            if (validation is { } measured)
            {
                model.RequireReadable(measured);
                validation = measured.Slice(0, measured.Count);
            }

            var batches = new EpochBatches<TBatch>(train, device, options, TModel.Info, model.Random ?? new());
            RequireLabels(TModel.Info, train.Count, model.CountLabels(train));
            model.EnsureFitted(batches.All);
            var step = TrainingStep.Begin<TModel, TBatch, TMetrics>(model, options);
            return new(model, TModel.Info, step, batches, validation, options, preparation, scope, cancellationToken);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    /// <summary>Training without a single label would go on to its end, and nothing would tell that nothing was learned.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="labels">How many labels every task has; none where the model does not say.</param>
    /// <exception cref="TrainingException">There is no label of a task that counts.</exception>
    private static void RequireLabels(ModelInfo model, long rows, IReadOnlyList<long> labels)
    {
        var tasks = model.Tasks.Where(task => task.Weight > 0).Select(task => $"'{task.Name}'");
        if (labels.Count == 0 || labels.Zip(model.Tasks).Any(pair => pair.First > 0 && pair.Second.Weight > 0))
            return;
        throw new TrainingException(
            task: null,
            epoch: 1,
            step: 0,
            $"None of the {rows} training rows has a label for {string.Join(" or ", tasks)}: there is nothing to learn from. "
            + "A label that is null is a missing one; look at how the labels of the rows are read.");
    }
}
