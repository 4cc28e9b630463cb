using System.ComponentModel;
using System.Diagnostics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The preparation of a training run: rows are converted to tensors, and vocabularies and standardization are fitted. It is reported and
/// timed. If the run ends before its first optimizer step, for example because its data is invalid, the state of the model is restored.
/// </summary>
/// <remarks>The <c>Fit</c> of generated models begins with it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TrainingPreparation : IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ModelLock _use;
    private readonly TrainingOptions _options;
    private StateBeforeTraining? _before;
    private bool _isComplete;
    private bool _isDisposed;

    private TrainingPreparation(
        torch.nn.Module model, ModelInfo info, ModelRandom? random, TrainingOptions options, Vocabulary[] vocabularies)
    {
        ModelDevice.Of(model); // It may have been disposed of.
        _options = options;
        _use = ModelLock.Of(model);
        _use.BeginTraining(model.GetName());
        try
        {
            using var changing = _use.Change();
            GradientRecording.RequirePossible(model);
            _before = new(model, random, options.Balancing, vocabularies);
            if (options.Checkpoints is { } checkpoints)
                Checkpoints = OpenCheckpoints(_before, checkpoints, options.Watch, info, new(model, info, random, vocabularies));
        }
        catch
        {
            _before?.Dispose();
            _use.EndTraining();
            throw;
        }
    }

    /// <summary>The checkpoints of the run, or null. The model has the state of the newest.</summary>
    internal TrainingCheckpoints? Checkpoints { get; }

    /// <summary>The progress report of the preparation; null without a receiver.</summary>
    internal TrainingProgress? Reported { get; private init; }

    /// <summary>Begins to prepare a training run on rows.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">The batch type of the model.</typeparam>
    /// <typeparam name="TMetrics">The metrics type of the model.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="options">The training options.</param>
    /// <param name="vocabularies">The vocabularies of the model.</param>
    /// <returns>The preparation, to be disposed of at the end of the run.</returns>
    /// <exception cref="InvalidOperationException">Another training run of the model has not ended.</exception>
    public static TrainingPreparation OfRows<TModel, TBatch, TMetrics>(
        TModel model, TrainingOptions options, params Vocabulary[] vocabularies)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(vocabularies);
        var report = options.Progress is null ? null : new TrainingProgress
        {
            IsPreparing = true,
            Epoch = 0,
            Epochs = options.Epochs,
            Step = 0,
            StepsPerEpoch = 0,
            Elapsed = TimeSpan.Zero,
            Tasks = [.. TModel.Info.Tasks.Select(task => task.Name)],
            Losses = [.. TModel.Info.Tasks.Select(_ => double.NaN)],
        };
        if (report is not null)
            options.Progress!.Report(report);
        return new(model, TModel.Info.With(model.Hyperparameters), model.Random, options, vocabularies) { Reported = report };
    }

    /// <summary>Begins to prepare a training run on tensors. It is short, and not reported.</summary>
    internal static TrainingPreparation OfTensors(
        torch.nn.Module model, ModelInfo info, ModelRandom? random, TrainingOptions options, Vocabulary[] vocabularies) =>
        new(model, info, random, options, vocabularies);

    /// <summary>Ends the preparation, when training begins.</summary>
    /// <returns>The duration of the preparation.</returns>
    internal TimeSpan Complete()
    {
        _isComplete = true;
        return _clock.Elapsed;
    }

    /// <summary>Keeps the fitted values, after the first optimizer step.</summary>
    internal void Keep()
    {
        _before?.Dispose();
        _before = null;
    }

    /// <summary>Ends the run. Restores the state of the model, unless an optimizer step was taken.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_before is not null)
        {
            using var changing = _use.Change();
            if (!_use.IsDisposed)
                _before.Restore();
        }

        Keep();
        Checkpoints?.Dispose();
        _use.EndTraining();
        if (Reported is not null && !_isComplete)
            ProgressReports.ReportEnd(_options, Reported, _clock.Elapsed);
    }

    /// <summary>Opens the checkpoints, and restores the model from the newest: vocabularies are needed to convert rows.</summary>
    private static TrainingCheckpoints OpenCheckpoints(
        StateBeforeTraining before, CheckpointOptions options, Watch? watch, ModelInfo info, CheckpointedModel model)
    {
        var checkpoints = TrainingCheckpoints.Open(options, info, watch, model);
        try
        {
            if (checkpoints.IsResumed)
                before.CopyParameters();
            checkpoints.RestoreModel();
            return checkpoints;
        }
        catch
        {
            before.Restore();
            checkpoints.Dispose();
            throw;
        }
    }
}
