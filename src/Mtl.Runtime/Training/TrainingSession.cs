using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>Begins training sessions; the <c>Fit</c> of a generated model is a loop around one.</summary>
public static class TrainingSession
{
    /// <summary>
    /// Begins a training session: fits the standardization of the model, unless it is fitted, sets the model to training mode and creates
    /// its optimizer. Dispose of the session at the end; this restores the mode of the model.
    /// </summary>
    /// <remarks>
    /// A session that ends before its first <see cref="TrainingSession{TBatch,TMetrics}.Update"/> leaves the model bit-identical. After
    /// that step, fitted and learned values are kept.
    /// </remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">The batch type of the model.</typeparam>
    /// <typeparam name="TMetrics">The metrics type of the model.</typeparam>
    /// <param name="model">The model; batches are moved to the device of its parameters.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="validation">The validation rows, or null.</param>
    /// <param name="options">The training options; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the session after the current step; learned values are kept.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ArgumentException">
    /// The rows do not have the shapes of the inputs, or are too few for a step, a label is not valid, the batch size is too small for the
    /// model, or the balancing method of the options was created for another number of tasks.
    /// </exception>
    /// <exception cref="IOException">The folder of the checkpoints cannot be written.</exception>
    /// <exception cref="ModelFileException">
    /// The run cannot go on from the newest checkpoint: it has another model, other rows or other options. The model is unchanged.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// Another training run of the model has not ended, or the thread is in <c>torch.inference_mode()</c>.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
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
        if (options.HasValidationRows)
        {
            throw new ArgumentException(
                $"{TModel.Info.Name}: the training data are tensors, but the validation data of the options are rows. "
                + "Pass the validation data to Fit as a batch: Encode(rows) makes one.",
                nameof(options));
        }

        var preparation = TrainingPreparation.OfTensors(
            model, TModel.Info.With(model.Hyperparameters), model.Random, options, [.. model.Vocabularies]);
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

    /// <summary>Begins a training session after its preparation, which is disposed of with the session; generated models call it.</summary>
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
        TrainingSession<TBatch, TMetrics> session;
        try
        {
            var device = ModelDevice.Of(model);
            model.RequireReadable(train);
            if (validation is { } measured)
            {
                model.RequireReadable(measured);
                validation = measured.Slice(0, measured.Count);
            }

            var info = TModel.Info.With(model.Hyperparameters);
            OptionsCheck.Require(
                options, info, typeof(TModel), options.Balancing ?? model.Balancing,
                validation is { } rows ? () => model.CountLabels(rows) : null);
            var batches = new EpochBatches<TBatch>(train, device, options, info, model.Random ?? new());
            RequireLabels(info, train.Count, model.CountLabels(train));
            model.EnsureFitted(batches.All);
            var step = TrainingStep.Begin<TModel, TBatch, TMetrics>(model, options);
            session = new(model, info, step, batches, validation, options, preparation, model.CountLabels, scope, cancellationToken);
        }
        catch
        {
            scope.Dispose();
            throw;
        }

        session.BeginCheckpoints(options);
        return session;
    }

    /// <summary>Requires at least one label: a run without labels would silently learn nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="labels">The number of labels of every task; empty if the model does not count them.</param>
    /// <exception cref="TrainingException">No task has a weight above 0, or none of these has a label.</exception>
    private static void RequireLabels(ModelInfo model, long rows, IReadOnlyList<long> labels)
    {
        if (model.Tasks.All(task => task.Weight == 0))
        {
            throw new TrainingException(
                task: null,
                epoch: 1,
                step: 0,
                $"The weights of all tasks of '{model.Name}' are 0, so nothing would be learned: create it with a weight above 0.");
        }

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
