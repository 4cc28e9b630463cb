using System.Diagnostics;
using TorchSharp;

namespace Mtl;

/// <summary>
/// What a training loop needs beside the model: batches in an order of every epoch's own, the optimizer, progress and history. The loop
/// itself stands in the generated <c>Fit</c>, and a copy of it in the model's class can be changed at will.
/// </summary>
/// <remarks>
/// It belongs to the thread that began it: no <c>await</c> or <c>yield</c> inside the loop. While it lives, the parameters must not be
/// replaced or moved to another device. What is random comes from the model's own numbers, <see cref="ModelRandom"/>.
/// </remarks>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
/// <typeparam name="TMetrics">The model's metrics.</typeparam>
public sealed class TrainingSession<TBatch, TMetrics> : IDisposable
    where TBatch : struct, IBatch<TBatch>
    where TMetrics : IModelMetrics
{
    private readonly ModelInfo _info;
    private readonly TrainingStep<TBatch, TMetrics> _step;
    private readonly EpochBatches<TBatch> _batches;
    private readonly TBatch? _validation;
    private readonly int _epochsWanted;
    private readonly ModelUse _use;
    private readonly TrainingMode _mode;
    private readonly TrainingPreparation _preparation;
    private readonly TimeSpan _preparationTime;
    private readonly DisposeScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Stopwatch _clock;
    private readonly ProgressReports _progress;
    private readonly List<EpochResult> _epochs = [];
    private EpochLosses _losses;
    private IReadOnlyList<TaskMetrics>? _metrics;
    private ModelUse.Changing? _changing;
    private TimeSpan _begin;
    private long _steps;
    private bool _isCancelled;
    private bool _isDisposed;

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
        _info = info;
        _step = step;
        _batches = batches;
        _validation = validation;
        _epochsWanted = options.Epochs;
        _scope = scope;
        _cancellationToken = cancellationToken;
        _losses = new(info);
        _preparation = preparation;
        _preparationTime = preparation.Complete();
        _clock = Stopwatch.StartNew();
        _progress = new(options, info, batches.Steps, _clock) { Last = preparation.Reported };
        _use = ModelUse.Of(model);
        _mode = TrainingMode.Of(model);
        model.train();
    }

    /// <summary>The epoch at hand, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>The losses of the step at hand, and its way back: what a model's <c>ForwardBackward</c> fills.</summary>
    public StepLosses Step => _step.Losses;

    /// <summary>The rows to measure the model on after the epoch at hand; null where there are none, and after a cancellation.</summary>
    public TBatch? Validation => _isCancelled ? null : _validation;

    /// <summary>What happened so far: the epochs that were ended, and the steps.</summary>
    public TrainingHistory History =>
        new(_info.Name, _batches.Seed, [.. _epochs], _steps, _isCancelled ? StopReason.Cancelled : StopReason.Completed)
        {
            Preparation = _preparationTime,
        };

    /// <summary>Begins the next epoch.</summary>
    /// <returns>Whether there is one: false after the last, and after a cancellation.</returns>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public bool NextEpoch()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isCancelled || Epoch == _epochsWanted)
            return false;
        Epoch++;
        _begin = _clock.Elapsed;
        _losses = new(_info);
        _metrics = null;
        _batches.Begin();
        return true;
    }

    /// <summary>Makes the next batch of the epoch, and frees the one before with all tensors that were made since.</summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns>Whether there is one: false at the end of the epoch, and after a cancellation.</returns>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public bool NextBatch(out TBatch batch)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _isCancelled |= _cancellationToken.IsCancellationRequested;
        if (_isCancelled)
            _batches.End();
        return _batches.TryNext(out batch);
    }

    /// <summary>
    /// Begins a step: sets all gradients to zero, because the backward pass adds to them. Threads that ask the model for predictions wait
    /// until the step has ended.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    public void ZeroGradients()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _changing ??= _use.Change();
        _step.ZeroGradients();
    }

    /// <summary>Ends a step: clips the gradients, lets the optimizer move the parameters, and balancing see what came of it.</summary>
    /// <exception cref="TrainingException">A loss is no longer a finite number; the parameters are as before the step.</exception>
    public void Update()
    {
        _step.ClipGradients();
        FiniteLosses.Require(Step, _info.Tasks, Epoch, _batches.Step);
        _step.Update(_batches.Current);
        _preparation.Keep();
        EndStep();
        _steps++;
        _losses.Add(Step);
        if (_batches.Step < _batches.Steps)
            _progress.Report(Epoch, _batches.Step, _losses, finished: null);
    }

    /// <summary>Takes the metrics on the validation rows into the result of the epoch.</summary>
    /// <param name="metrics">What the model was measured at.</param>
    public void Record(TMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _metrics = metrics.Tasks;
    }

    /// <summary>Ends the epoch: its result goes into the history and is reported. An epoch that was cancelled has none.</summary>
    /// <exception cref="TrainingException">No row of the first epoch had a label: there is nothing to learn from.</exception>
    public void EndEpoch()
    {
        if (_isCancelled)
            return;
        _batches.End();
        _step.EndEpoch();
        if (Epoch == 1) // The same rows come in every epoch.
            _losses.RequireLabels(Epoch, _batches.Rows, _batches.Step);
        var result = _losses.Result(Epoch, _clock.Elapsed - _begin, _metrics);
        _epochs.Add(result);
        _progress.Report(Epoch, _batches.Step, _losses, result);
    }

    /// <summary>Says of an error in the loop where it happened. The model stays usable: it has what it learned before.</summary>
    /// <param name="error">What was thrown.</param>
    /// <returns>
    /// An exception with the epoch and the step, and <paramref name="error"/> within; null where that says it all, a
    /// <see cref="TrainingException"/> or an <see cref="OperationCanceledException"/>.
    /// </returns>
    public TrainingException? Failure(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error is TrainingException or OperationCanceledException)
            return null;
        string where = $"{(_batches.IsAtStep ? "" : "after ")}step {_batches.Step}";
        return new(task: null, Epoch, _batches.Step, $"In epoch {Epoch}, {where}, training broke off: {error.Message}", error);
    }

    /// <summary>Frees the batch and the optimizer, puts the model into the mode that it was in, and reports the end.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _batches.Dispose();
        _changing ??= _use.Change();
        _step.Dispose();
        _scope.Dispose();
        _mode.Restore();
        EndStep();
        _preparation.Dispose();
        _progress.ReportEnd();
    }

    private void EndStep()
    {
        _changing?.Dispose();
        _changing = null;
    }
}
