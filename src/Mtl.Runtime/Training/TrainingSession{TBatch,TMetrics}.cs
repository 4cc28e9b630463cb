using System.Diagnostics;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The state of a training loop: batches, shuffled in every epoch, the optimizer, progress and history. The loop itself is in the generated
/// <c>Fit</c>; a copy of it in the class of the model can be customized.
/// </summary>
/// <remarks>
/// <para>
/// A session belongs to the thread that began it: no <c>await</c> or <c>yield</c> inside the loop. Until it is disposed of, the parameters
/// must not be replaced or moved to another device. Random numbers are those of the model, <see cref="ModelRandom"/>. The batches that were
/// passed to it may be disposed of.
/// </para>
/// <para>
/// The calls have an order: <see cref="NextEpoch"/>; for every step <see cref="NextBatch"/>, <see cref="ZeroGradients"/>, the model's
/// <c>ForwardBackward</c> and <see cref="Update"/>; <see cref="EndEpoch"/>. A call in the wrong order throws an
/// <see cref="InvalidOperationException"/> that names the missing call. Gradients accumulate: for a step of several batches,
/// call <c>ForwardBackward</c> for each of them between <see cref="ZeroGradients"/> and <see cref="Update"/>. The step then uses
/// the sum of their gradients, not the mean. Losses count for every batch, steps for every <see cref="Update"/>.
/// </para>
/// </remarks>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
/// <typeparam name="TMetrics">The model's metrics.</typeparam>
public sealed partial class TrainingSession<TBatch, TMetrics> : IDisposable
    where TBatch : struct, IBatch<TBatch>
    where TMetrics : IModelMetrics
{
    private readonly torch.nn.Module _model;
    private readonly ModelInfo _info;
    private readonly TrainingStep<TBatch, TMetrics> _step;
    private readonly EpochBatches<TBatch> _batches;
    private readonly TBatch? _validation;
    private readonly int _epochsWanted;
    private readonly ModelLock _use;
    private readonly TrainingMode _mode;
    private readonly TrainingPreparation _preparation;
    private readonly TrainingCheckpoints? _checkpoints;
    private readonly DisposeScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Stopwatch _clock;
    private readonly ProgressReports _progress;
    private readonly List<EpochResult> _epochs = [];
    private readonly List<SkippedStep> _skipped = [];
    private readonly WatchedEpochs? _watched;
    private readonly EarlyStopping? _earlyStopping;
    private readonly BestWeights? _best;
    private readonly ScheduledRates _rates;
    private readonly ScheduleRun? _schedule;
    private readonly TaskAdaptation? _adaptation;
    private readonly TimeSpan? _maxDuration;
    private readonly bool _skipsNonFinite;
    private readonly IReadOnlyList<TrainingCallback> _callbacks;
    private readonly TrainingRun _run;
    private readonly Accumulation<TBatch> _accumulation;
    private readonly SessionOrder _order = new();
    private EpochLosses _losses;
    private IReadOnlyList<TaskMetrics>? _metrics;
    private ModelLock.Changing? _changing;
    private TimeSpan _begin;
    private StopReason? _stop;
    private bool _isSkipped;
    private int? _restoredEpoch;
    private int _stepOfEpoch;
    private TimeSpan _preparationTime;
    private SessionState? _interrupted;
    private long? _resumedAtStep;

    internal TrainingSession(
        torch.nn.Module model,
        ModelInfo info,
        TrainingStep<TBatch, TMetrics> step,
        EpochBatches<TBatch> batches,
        TBatch? validation,
        TrainingOptions options,
        TrainingPreparation preparation,
        Func<TBatch, IReadOnlyList<long>> countLabels,
        DisposeScope scope,
        CancellationToken cancellationToken)
    {
        _model = model;
        _info = info;
        _step = step;
        Step.Recorded = AddLosses;
        _batches = batches;
        _validation = validation;
        _epochsWanted = options.Epochs;
        Threads = options.Threads;
        _scope = scope;
        _cancellationToken = cancellationToken;
        _losses = new(info);
        _preparation = preparation;
        _checkpoints = preparation.Checkpoints;
        _preparationTime = preparation.Complete();
        _clock = Stopwatch.StartNew();
        _progress = new(options, info, batches.Steps, _clock) { Last = preparation.Reported };
        _use = ModelLock.Of(model);
        _mode = TrainingMode.Of(model);
        _earlyStopping = options.EarlyStopping;
        if (_earlyStopping is not null || options.RestoreBest)
            _watched = new(options.Watch, _earlyStopping?.MinimumChange ?? 0, info);
        _best = options.RestoreBest ? new(model) : null;
        _rates = new(step.Optimizers.All, options.Watch, info);
        _schedule = options.Schedule?.Begin(_rates);
        _adaptation = TaskAdaptation.Of(model, info, step.Optimizers.TaskRates, options);
        _maxDuration = options.MaxDuration;
        _skipsNonFinite = options.NonFinite == NonFiniteStep.Skip;
        _callbacks = options.Callbacks;
        _run = new(Step.Losses);
        _accumulation = new(batches, Step, options.AccumulateBatches, countLabels);
        model.train();
    }

    /// <summary>The current epoch, from 1; 0 before the first.</summary>
    public int Epoch { get => _run.Epoch; private set => _run.Epoch = value; }

    /// <summary>The backward pass of the step and its losses, the argument of the generated <c>ForwardBackward</c>.</summary>
    public BackwardPass Step => _step.Backward;

    /// <summary>The validation rows for the current epoch; null without validation, and after a cancellation.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public TBatch? Validation
    {
        get
        {
            _order.RequireLiving();
            return _stop is null ? _validation : null;
        }
    }

    /// <summary>
    /// The history so far: the finished epochs and the steps. Until the last epoch has ended, its
    /// <see cref="TrainingHistory.StopReason"/> is <see cref="StopReason.Stopped"/>.
    /// </summary>
    public TrainingHistory History => new(_info.Name, _batches.Seed, [.. _epochs], _run.Steps, StopReason)
    {
        Preparation = _preparationTime,
        RestoredEpoch = _restoredEpoch,
        Skipped = [.. _skipped],
        Hyperparameters = _info.Hyperparameters,
        ResumedAtStep = _resumedAtStep,
        Warnings = [.. _checkpoints?.Warnings ?? []],
    };

    private StopReason StopReason => _stop ?? (_epochs.Count >= _epochsWanted ? StopReason.Completed : StopReason.Stopped);

    /// <summary>The <see cref="TrainingOptions.Threads"/> of the run, for the evaluation of the validation rows.</summary>
    public int? Threads { get; }

    /// <summary>Begins the next epoch, and sets the model to training mode.</summary>
    /// <returns>Whether there is another epoch: false after the last, and if the run was stopped.</returns>
    /// <exception cref="InvalidOperationException">The epoch before was not ended.</exception>
    /// <exception cref="ObjectDisposedException">The session or the model was disposed of.</exception>
    public bool NextEpoch()
    {
        _order.RequireLiving();
        if (_stop is null)
            _order.RequireNoEpoch(Epoch);
        if (Epoch < _epochsWanted)
            StopBetweenEpochs();
        if (_stop is not null || Epoch >= _epochsWanted)
        {
            RestoreBest();
            return false;
        }

        _order.BeginEpoch(hasStep: _interrupted is not null);
        KeepTrainingMode();
        Epoch++;
        AdaptToTasks();
        _begin = _clock.Elapsed - (_interrupted?.Elapsed ?? TimeSpan.Zero);
        _losses = _interrupted is null ? new(_info) : new(_info) { Sums = _interrupted.Losses };
        _metrics = null;
        _stepOfEpoch = _interrupted?.StepOfEpoch ?? 0;
        _batches.Begin(_stepOfEpoch);
        _interrupted = null;
        return true;
    }

    /// <summary>Creates the next batch of the epoch, and frees the one before with all tensors created since.</summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns>Whether there is another batch: false at the end of the epoch, and if the run was stopped.</returns>
    /// <exception cref="InvalidOperationException">No epoch was begun.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public bool NextBatch(out TBatch batch)
    {
        _order.RequireEpoch(nameof(NextBatch));
        if (_accumulation.IsBetweenSteps)
            StopIfWanted();
        if (_stop is not null)
            _batches.Stop();
        else
            _accumulation.BeginBatch();
        if (_batches.TryNext(out batch))
        {
            _order.TakeBatch();
            return true;
        }

        EndStep();
        return false;
    }

    /// <summary>
    /// Begins a step: sets all gradients to zero, because backward passes add to them. Predictions of other threads wait until the step has
    /// ended.
    /// </summary>
    /// <exception cref="InvalidOperationException">No epoch was begun.</exception>
    /// <exception cref="ObjectDisposedException">The session or the model was disposed of.</exception>
    public void ZeroGradients()
    {
        _order.ZeroGradients();
        BeginStep();
        if (!_accumulation.IsFirst)
            return;
        _isSkipped = false;
        _step.ZeroGradients();
    }

    /// <summary>
    /// Ends a step: clips the gradients, updates the parameters by the optimizer, and the state of the balancing method. It may also be
    /// called after <see cref="NextBatch"/> has returned false, for the accumulated gradients of the last batches. With
    /// <see cref="TrainingOptions.AccumulateBatches"/> only the last call of several updates.
    /// </summary>
    /// <exception cref="InvalidOperationException">No losses were recorded since the last step.</exception>
    /// <exception cref="TrainingException">The norm of the gradient is not finite; the parameters are as before the step.</exception>
    /// <exception cref="ObjectDisposedException">The session or the model was disposed of.</exception>
    public void Update()
    {
        _order.Update();
        BeginStep();
        bool isUpdated = _accumulation.IsLast && TryUpdate();
        if (_accumulation.IsLast)
            _stepOfEpoch = _batches.Step;
        EndStep();
        if (isUpdated)
            Call(static (callback, run) => callback.StepEnded(run));
        if (_batches.Step < _batches.Steps)
            Report(finished: null);
        if (isUpdated)
            _checkpoints?.AfterStep(_run.Steps);
    }

    /// <summary>Records the metrics on the validation rows for the result of the epoch; call it before <see cref="EndEpoch"/>.</summary>
    /// <param name="metrics">The metrics, as <c>Evaluate</c> returns them.</param>
    /// <exception cref="ArgumentException">The metrics are <c>default</c>.</exception>
    /// <exception cref="InvalidOperationException">No epoch was begun, or it was ended.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public void Record(TMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _order.RequireEpoch(nameof(Record));
        if (metrics.Tasks.Any(static task => task is null))
        {
            throw new ArgumentException(
                "The metrics are default(Metrics), so nothing was measured: record what Evaluate returns.", nameof(metrics));
        }

        _metrics = metrics.Tasks;
    }

    /// <summary>Ends the epoch: adds its result to the history and reports it. An epoch that was canceled has no result.</summary>
    /// <exception cref="InvalidOperationException">No epoch was begun, or no step was taken in it.</exception>
    /// <exception cref="ObjectDisposedException">The session or the model was disposed of.</exception>
    public void EndEpoch()
    {
        if (_stop is not null)
        {
            _order.CancelEpoch();
            if (_run.Steps > 0 && _stepOfEpoch == _batches.Step) // Else the gradients of some batches were not used, and would be lost.
                _checkpoints?.Save(_run.Steps);
            return;
        }

        _order.EndEpoch(Epoch);
        if (_losses.Steps == 0)
            throw FiniteLosses.Refused(_skipped[^1]);
        EndStep();
        _batches.End();
        _step.EndEpoch();
        var result = _losses.Result(Epoch, _clock.Elapsed - _begin, _metrics) with { LearningRate = _run.LearningRate };
        result = _adaptation?.EndEpoch(result) ?? result;
        _epochs.Add(result);
        _schedule?.EndEpoch(result);
        Watch(result);
        Call((callback, run) => callback.EpochEnded(run, result));
        Report(result);
        _checkpoints?.AfterEpoch(result, _run.Steps, isLast: Epoch >= _epochsWanted || _stop is not null);
    }

    /// <summary>Creates an exception for an error in the loop, with its epoch and step.</summary>
    /// <param name="error">The exception of the loop.</param>
    /// <returns>
    /// An exception with <paramref name="error"/> as its inner exception; null if <paramref name="error"/> is a
    /// <see cref="TrainingException"/> or an <see cref="OperationCanceledException"/>, which can be rethrown.
    /// </returns>
    public TrainingException? Failure(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error is TrainingException or OperationCanceledException)
            return null;
        string where = $"{(_batches.IsAtStep ? "" : "after ")}step {_batches.Step}";
        string why = _use.IsDisposed ? ModelLock.DisposedWhileTrained : error.Message;
        return new(task: null, Epoch, _batches.Step, $"In epoch {Epoch}, {where}, training failed: {why}", error);
    }

    /// <summary>
    /// Frees the batch and the optimizer, restores the mode of the model, and reports the end. Exceptions of the report are ignored: they
    /// would replace the error or the history of the run.
    /// </summary>
    public void Dispose()
    {
        if (!_order.TryDispose())
            return;
        _batches.Dispose();
        _changing ??= _use.Change();
        _step.Dispose();
        RestoreBest();
        _best?.Dispose();
        _scope.Dispose();
        if (!_use.IsDisposed)
            _mode.Restore();
        EndStep();
        _preparation.Dispose();
        _progress.ReportEnd();
    }

    /// <summary>Adds the losses of a batch, at the end of <c>ForwardBackward</c>.</summary>
    /// <exception cref="TrainingException">A loss is not finite; the parameters are as before the step.</exception>
    private void AddLosses()
    {
        _order.ForwardBackward();
        if (FiniteLosses.Problem(Step.Losses, _info.Tasks, Epoch, _batches.Step) is { } problem)
            Skip(problem);
        else
            _losses.Add(Step.Losses);
    }

    /// <summary>Skips the step with a number that is not finite.</summary>
    /// <exception cref="TrainingException">The options stop training instead.</exception>
    private void Skip(SkippedStep problem)
    {
        if (!_skipsNonFinite)
        {
            _order.AbandonStep(); // The gradients are not finite; a loop that continues must begin the next step.
            throw FiniteLosses.Refused(problem);
        }

        _isSkipped = true;
        _skipped.Add(problem);
    }

    /// <summary>Takes the optimizer step, unless its losses or gradients are not finite and it is skipped.</summary>
    private bool TryUpdate()
    {
        _schedule?.BeginStep(new(_run.Steps, _accumulation.StepsPerEpoch, _epochsWanted));
        _step.ClipGradients();
        if (!_isSkipped && FiniteLosses.NormProblem(Step.Losses, Epoch, _batches.Step) is { } problem)
            Skip(problem);
        if (_isSkipped)
        {
            _step.Skip();
            return false;
        }

        using (_batches.Revive())
            _step.Update(_batches.Current);
        _preparation.Keep();
        _run.LearningRate = _rates.Current;
        _run.Steps++;
        _schedule?.EndStep();
        return true;
    }

    /// <summary>Sets the dropout rates and the learning rates of the tasks in the epoch.</summary>
    private void AdaptToTasks()
    {
        if (_adaptation is null)
            return;
        using var changing = _use.Change();
        _adaptation.BeginEpoch(Epoch, isInterrupted: _interrupted is not null);
    }

    /// <summary>Follows the watched values: keeps the parameters of the best epoch, and ends the run if nothing improves.</summary>
    private void Watch(EpochResult result)
    {
        if (_watched is null)
            return;
        if (_watched.Add(result) && _best is not null)
        {
            using var reading = _use.Read();
            _best.Keep();
        }

        StopIfNothingImproves();
    }

    private void StopIfNothingImproves()
    {
        if (Epoch < _epochsWanted && _watched?.WithoutImprovement >= _earlyStopping?.Patience)
            _stop = StopReason.EarlyStopped;
    }

    /// <summary>Restores the parameters of the best epoch once, at the end of the run.</summary>
    private void RestoreBest()
    {
        if (_best is not { Exist: true } || _restoredEpoch is not null || _use.IsDisposed)
            return;
        using var changing = _use.Change();
        _best.Restore();
        _restoredEpoch = _watched!.Best;
    }

    /// <summary>Ends the run before the next epoch, with a checkpoint of the epochs so far.</summary>
    private void StopBetweenEpochs()
    {
        if (_stop is not null)
            return;
        StopIfWanted();
        if (_stop is not null && _run.Steps > 0)
            _checkpoints?.Save(_run.Steps);
    }

    /// <summary>Ends the run if it was canceled, takes too long, or a callback wants it.</summary>
    private void StopIfWanted() => _stop ??=
        _cancellationToken.IsCancellationRequested ? StopReason.Canceled
        : _clock.Elapsed > _maxDuration ? StopReason.TimeLimit
        : _run.IsStopped ? StopReason.Stopped
        : null;

    private void Call(Action<TrainingCallback, TrainingRun> call)
    {
        if (_callbacks.Count == 0)
            return;
        foreach (var callback in _callbacks)
            call(callback, _run);
        KeepTrainingMode();
    }

    private void BeginStep()
    {
        _changing ??= _use.Change();
        _use.RequireLiving();
    }

    private void EndStep()
    {
        _changing?.Dispose();
        _changing = null;
    }

    private void Report(EpochResult? finished)
    {
        if (_progress.TryReport(Epoch, _batches.Step, _losses, finished))
            KeepTrainingMode();
    }

    /// <summary>Sets training mode again: a progress receiver, or code between two epochs, may have changed the mode.</summary>
    private void KeepTrainingMode()
    {
        using var changing = _use.Change();
        _use.RequireLiving();
        if (!_model.training)
            _model.train();
    }
}
