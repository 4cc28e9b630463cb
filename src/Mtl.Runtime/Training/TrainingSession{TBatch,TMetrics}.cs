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
public sealed class TrainingSession<TBatch, TMetrics> : IDisposable
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
    private readonly TimeSpan _preparationTime;
    private readonly DisposeScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Stopwatch _clock;
    private readonly ProgressReports _progress;
    private readonly List<EpochResult> _epochs = [];
    private readonly SessionOrder _order = new();
    private EpochLosses _losses;
    private IReadOnlyList<TaskMetrics>? _metrics;
    private ModelLock.Changing? _changing;
    private TimeSpan _begin;
    private long _steps;
    private bool _isCanceled;

    internal TrainingSession(
        torch.nn.Module model,
        ModelInfo info,
        TrainingStep<TBatch, TMetrics> step,
        EpochBatches<TBatch> batches,
        TBatch? validation,
        TrainingOptions options,
        TrainingPreparation preparation,
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
        _preparationTime = preparation.Complete();
        _clock = Stopwatch.StartNew();
        _progress = new(options, info, batches.Steps, _clock) { Last = preparation.Reported };
        _use = ModelLock.Of(model);
        _mode = TrainingMode.Of(model);
        model.train();
    }

    /// <summary>The current epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>The backward pass of the step and its losses, the argument of the generated <c>ForwardBackward</c>.</summary>
    public BackwardPass Step => _step.Backward;

    /// <summary>The validation rows for the current epoch; null without validation, and after a cancellation.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public TBatch? Validation
    {
        get
        {
            _order.RequireLiving();
            return _isCanceled ? null : _validation;
        }
    }

    /// <summary>
    /// The history so far: the finished epochs and the steps. Until the last epoch has ended, its
    /// <see cref="TrainingHistory.StopReason"/> is <see cref="StopReason.Stopped"/>.
    /// </summary>
    public TrainingHistory History => new(_info.Name, _batches.Seed, [.. _epochs], _steps, StopReason) { Preparation = _preparationTime };

    private StopReason StopReason =>
        _isCanceled ? StopReason.Canceled : _epochs.Count == _epochsWanted ? StopReason.Completed : StopReason.Stopped;

    /// <summary>The <see cref="TrainingOptions.Threads"/> of the run, for the evaluation of the validation rows.</summary>
    public int? Threads { get; }

    /// <summary>Begins the next epoch, and sets the model to training mode.</summary>
    /// <returns>Whether there is another epoch: false after the last, and after a cancellation.</returns>
    /// <exception cref="InvalidOperationException">The epoch before was not ended.</exception>
    /// <exception cref="ObjectDisposedException">The session or the model was disposed of.</exception>
    public bool NextEpoch()
    {
        _order.RequireLiving();
        if (_isCanceled)
            return false;
        _order.RequireNoEpoch(Epoch);
        if (Epoch == _epochsWanted)
            return false;
        _order.BeginEpoch();
        KeepTrainingMode();
        Epoch++;
        _begin = _clock.Elapsed;
        _losses = new(_info);
        _metrics = null;
        _batches.Begin();
        return true;
    }

    /// <summary>Creates the next batch of the epoch, and frees the one before with all tensors created since.</summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns>Whether there is another batch: false at the end of the epoch, and after a cancellation.</returns>
    /// <exception cref="InvalidOperationException">No epoch was begun.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public bool NextBatch(out TBatch batch)
    {
        _order.RequireEpoch(nameof(NextBatch));
        _isCanceled |= _cancellationToken.IsCancellationRequested;
        if (_isCanceled)
            _batches.Stop();
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
        _step.ZeroGradients();
    }

    /// <summary>
    /// Ends a step: clips the gradients, updates the parameters by the optimizer, and the state of the balancing method. It may also be
    /// called after <see cref="NextBatch"/> has returned false, for the accumulated gradients of the last batches.
    /// </summary>
    /// <exception cref="InvalidOperationException">No losses were recorded since the last step.</exception>
    /// <exception cref="TrainingException">The norm of the gradient is not finite; the parameters are as before the step.</exception>
    /// <exception cref="ObjectDisposedException">The session or the model was disposed of.</exception>
    public void Update()
    {
        _order.Update();
        BeginStep();
        _step.ClipGradients();
        FiniteLosses.RequireNorm(Step.Losses, Epoch, _batches.Step);
        using (_batches.Revive())
            _step.Update(_batches.Current);
        _preparation.Keep();
        EndStep();
        _steps++;
        if (_batches.Step < _batches.Steps)
            Report(finished: null);
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
        if (_isCanceled)
        {
            _order.CancelEpoch();
            return;
        }

        _order.EndEpoch(Epoch);
        EndStep();
        _batches.End();
        _step.EndEpoch();
        var result = _losses.Result(Epoch, _clock.Elapsed - _begin, _metrics);
        _epochs.Add(result);
        Report(result);
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
        try
        {
            FiniteLosses.Require(Step.Losses, _info.Tasks, Epoch, _batches.Step);
        }
        catch (TrainingException)
        {
            _order.AbandonStep(); // The gradients are not finite; a loop that continues must begin the next step.
            throw;
        }

        _losses.Add(Step.Losses);
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
