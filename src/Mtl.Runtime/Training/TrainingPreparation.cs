using System.ComponentModel;
using System.Diagnostics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// What comes before the first optimizer step of a training: rows become tensors, and what is not fitted yet is fitted. It is reported and
/// timed, and until that step it can be taken back: a training that was refused leaves the model as it was.
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

    private TrainingPreparation(torch.nn.Module model, ModelRandom? random, TrainingOptions options, Vocabulary[] vocabularies)
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
        }
        catch
        {
            _use.EndTraining();
            throw;
        }
    }

    /// <summary>What was reported of it; null where nobody follows.</summary>
    internal TrainingProgress? Reported { get; private init; }

    /// <summary>Begins to prepare a training on rows.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="options">How to train.</param>
    /// <param name="vocabularies">The model's vocabularies.</param>
    /// <returns>What the training completes, and keeps after its first step; dispose of it at the end.</returns>
    /// <exception cref="InvalidOperationException">Another training of the model has not ended.</exception>
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
        return new(model, model.Random, options, vocabularies) { Reported = report };
    }

    /// <summary>Begins to prepare a training on tensors. It is short, and not reported.</summary>
    internal static TrainingPreparation OfTensors(torch.nn.Module model, ModelRandom? random, TrainingOptions options) =>
        new(model, random, options, []);

    /// <summary>Ends the preparation: training begins.</summary>
    /// <returns>How long it took.</returns>
    internal TimeSpan Complete()
    {
        _isComplete = true;
        return _clock.Elapsed;
    }

    /// <summary>Keeps what was fitted: an optimizer step was taken.</summary>
    internal void Keep()
    {
        _before?.Dispose();
        _before = null;
    }

    /// <summary>Takes back what was changed, unless an optimizer step was taken.</summary>
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
        _use.EndTraining();
        if (Reported is not null && !_isComplete)
            ProgressReports.ReportEnd(_options, Reported, _clock.Elapsed);
    }
}
