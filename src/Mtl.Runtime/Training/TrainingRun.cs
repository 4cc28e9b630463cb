using System.Diagnostics;
using TorchSharp;

namespace Mtl;

/// <summary>One call of <see cref="Trainer.Fit"/>.</summary>
internal sealed class TrainingRun<TModel, TBatch, TMetrics> : IDisposable
    where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
    where TBatch : struct, IBatch<TBatch>
    where TMetrics : IModelMetrics
{
    /// <summary>Without gradients even large batches need little memory.</summary>
    private const int ValidationBatchSize = 1024;

    private readonly TModel _model;
    private readonly TBatch _train;
    private readonly TBatch? _validation;
    private readonly TrainingOptions _options;
    private readonly BatchPlan _plan;
    private readonly long _seed;
    private readonly RowOrder _order;
    private readonly torch.Device _device;
    private readonly string[] _tasks = [.. TModel.Info.Tasks.Select(task => task.Name)];
    private readonly TrainingMode _mode;
    private readonly TrainingPreparation _preparation;
    private readonly TimeSpan _preparationTime;
    private readonly TrainingStep<TBatch, TMetrics> _step;
    private readonly Stopwatch _clock;
    private readonly List<EpochResult> _epochs = [];
    private long _steps;
    private TrainingProgress? _reported;

    public TrainingRun(TModel model, TBatch train, TBatch? validation, TrainingOptions options, TrainingPreparation preparation)
    {
        _model = model;
        _train = train;
        _validation = validation;
        _options = options;
        _plan = new BatchPlan(train.Count, options.BatchSize, TModel.Info);
        _seed = options.Seed ?? Random.Shared.NextInt64();
        _order = new RowOrder(train.Count, _seed);
        _device = ModelDevice.Of(model);
        _mode = TrainingMode.Of(model);
        model.EnsureFitted(train);
        _step = Trainer.Begin<TModel, TBatch, TMetrics>(model, options);
        _preparation = preparation;
        _preparationTime = preparation.Complete();
        _reported = preparation.Reported;
        _clock = Stopwatch.StartNew();
    }

    /// <summary>Trains all epochs, or fewer if cancelled.</summary>
    public TrainingHistory Execute(CancellationToken cancellationToken)
    {
        try
        {
            _model.train();
            for (int epoch = 1; epoch <= _options.Epochs; epoch++)
            {
                if (!TryTrainEpoch(epoch, cancellationToken))
                    return History(StopReason.Cancelled);
            }

            return History(StopReason.Completed);
        }
        finally
        {
            ReportEnd();
        }
    }

    public void Dispose()
    {
        _step.Dispose();
        _mode.Restore();
    }

    private TrainingHistory History(StopReason reason) =>
        new(TModel.Info.Name, _seed, _epochs, _steps, reason) { Preparation = _preparationTime };

    /// <summary>Trains one epoch and measures the model; false if cancelled on the way.</summary>
    private bool TryTrainEpoch(int epoch, CancellationToken cancellationToken)
    {
        var begin = _clock.Elapsed;
        var losses = new EpochLosses(_tasks.Length);
        using var order = _order.ForEpoch(epoch, _train.Device);
        for (int step = 0; step < _plan.Steps; step++)
        {
            if (cancellationToken.IsCancellationRequested)
                return false;
            TrainStep(order, epoch, step);
            losses.Add(_step.Losses);
            if (step < _plan.Steps - 1)
                Report(epoch, step + 1, losses, finished: null);
        }

        _step.EndEpoch();
        if (epoch == 1) // The same rows come in every epoch.
            RequireLabels(losses, epoch);
        if (cancellationToken.IsCancellationRequested)
            return false;
        var validation = _validation is { } rows ? _model.Evaluate(rows, ValidationBatchSize).Tasks : null;
        var result = new EpochResult(epoch, _clock.Elapsed - begin, TaskResults(losses, validation), losses.Penalty, losses.Objective);
        _epochs.Add(result);
        Report(epoch, _plan.Steps, losses, result);
        return true;
    }

    private void TrainStep(torch.Tensor order, int epoch, int step)
    {
        using var scope = torch.NewDisposeScope();
        var (start, count) = _plan[step];
        var batch = _train.Rows(order.narrow(0, start, count)).ToDevice(_device);
        _step.ComputeGradients(batch);
        FiniteLosses.Require(_step.Losses, _tasks, epoch, step + 1);
        _step.Update(batch);
        _steps++;
        _preparation.Keep();
    }

    /// <summary>Training without a single label would go on to its end, and nothing would tell that nothing was learned.</summary>
    private void RequireLabels(EpochLosses losses, int epoch)
    {
        if (losses.HasLabels)
            return;
        throw new TrainingException(
            task: null,
            epoch,
            _plan.Steps,
            $"In epoch {epoch}, none of the {_train.Count} training rows had a label for {string.Join(" or ", _tasks.Select(task => $"'{task}'"))}: there was nothing to learn from. " +
            "A label that is null is a missing one; look at how the labels of the rows are read.");
    }

    private TaskResult[] TaskResults(EpochLosses losses, IReadOnlyList<TaskMetrics>? validation)
        => [.. losses.TaskMeans().Select((loss, task) => new TaskResult(_tasks[task], loss, Summary(TModel.Info.Tasks[task], validation?[task])) { Weight = losses.MeanWeight(task) })];

    private static ValidationResult? Summary(TaskInfo task, TaskMetrics? metrics)
        => metrics is null ? null : new(metrics.Count, metrics.Loss, task.Ordered(metrics)) { Shown = task.ShownMetrics };

    private void Report(int epoch, int step, EpochLosses losses, EpochResult? finished)
    {
        if (_options.Progress is not { } progress)
            return;
        _reported = new TrainingProgress
        {
            Epoch = epoch,
            Epochs = _options.Epochs,
            Step = step,
            StepsPerEpoch = _plan.Steps,
            Elapsed = _clock.Elapsed,
            Tasks = _tasks,
            Losses = losses.TaskMeans(),
            Finished = finished,
        };
        progress.Report(_reported);
    }

    private void ReportEnd()
    {
        if (_reported is not null)
            _options.Progress?.Report(_reported with { Elapsed = _clock.Elapsed, Finished = null, Ended = true });
    }
}
