using TorchSharp;

namespace Mtl;

/// <summary>The batches of a training run, shuffled in every epoch. A batch is freed when the next one is created.</summary>
internal sealed class EpochBatches<TBatch> : IDisposable
    where TBatch : struct, IBatch<TBatch>
{
    private readonly TBatch _rows;
    private readonly torch.Device _device;
    private readonly bool _isOnDevice;
    private readonly BatchPlan _plan;
    private readonly ModelRandom _random;
    private RowOrder _order;
    private readonly GatheredRows<TBatch> _gathered;
    private readonly int _accumulated;
    private torch.Tensor? _ofEpoch;
    private DisposeScope? _scope;
    private bool _isStopped;

    /// <summary>References the rows by new tensor objects in the current dispose scope: the caller may dispose of the batch.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="device">The device of the batches.</param>
    /// <param name="options">Batch size and seed.</param>
    /// <param name="model">The model.</param>
    /// <param name="random">The random numbers of the model: the seed if the options have none, and the number of its epochs.</param>
    /// <exception cref="ArgumentException">There are too few rows for a step, or the batch size is too small for the model.</exception>
    public EpochBatches(TBatch rows, torch.Device device, TrainingOptions options, ModelInfo model, ModelRandom random)
    {
        _plan = new(rows.Count, options.BatchSize, model);
        _rows = rows.Slice(0, rows.Count);
        _device = device;
        _isOnDevice = rows.Device.type == DeviceType.CPU && device.type == DeviceType.CPU;
        _random = random;
        Seed = options.Seed ?? random.Seed;
        _order = new(rows.Count, Seed);
        _gathered = new(_rows);
        _accumulated = options.AccumulateBatches;
    }

    /// <summary>The seed of the order of the rows.</summary>
    public long Seed { get; private set; }

    /// <summary>The number of epochs that the model was trained.</summary>
    public long EpochsOfModel => _random.Epochs;

    /// <summary>All rows.</summary>
    public TBatch All => _rows;

    /// <summary>The number of rows of an epoch.</summary>
    public long Rows => _rows.Count;

    /// <summary>The number of steps of an epoch.</summary>
    public int Steps => _plan.Steps;

    /// <summary>The current step of the epoch, from 1; the last step at the end of the epoch.</summary>
    public int Step { get; private set; }

    /// <summary>The batch of the current step.</summary>
    public TBatch Current { get; private set; }

    /// <summary>Whether the batch of the current step is not freed yet.</summary>
    public bool IsAtStep => _scope is not null;

    /// <summary>Begins the next epoch.</summary>
    /// <param name="step">The step of the epoch that was taken before, in a run that was interrupted; 0 for a new epoch.</param>
    public void Begin(int step = 0)
    {
        End();
        _ofEpoch = _order.ForEpoch(_random.NextEpoch(), _rows.Device);
        for (Step = 0; Step < step; Step++)
        {
            var (start, count) = Step % _accumulated == 0 ? Accumulated() : _plan[Step];
            _gathered.Skip(_ofEpoch, start, count);
        }
    }

    /// <summary>Goes on with the order of an interrupted run.</summary>
    /// <param name="seed">Its <see cref="Seed"/>.</param>
    /// <param name="epochs">Its <see cref="EpochsOfModel"/> before the next epoch.</param>
    public void Resume(long seed, long epochs)
    {
        Seed = seed;
        _order = new(_rows.Count, seed);
        _random.ResumeEpochs(epochs);
    }

    /// <summary>Creates the next batch.</summary>
    /// <returns>False at the end of the epoch.</returns>
    public bool TryNext(out TBatch batch)
    {
        EndStep();
        if (_isStopped || Step == Steps)
        {
            batch = default;
            return false;
        }

        _scope = torch.NewDisposeScope();
        Current = batch = Make(Step++);
        return true;
    }

    /// <summary>Counts the labels of the next batches of the epoch, of which the gradients are accumulated.</summary>
    /// <param name="count">Counts the labels of every task.</param>
    public IReadOnlyList<long> CountLabels(Func<TBatch, IReadOnlyList<long>> count)
    {
        using var scope = torch.NewDisposeScope();
        var (start, rows) = Accumulated();
        return count(_gathered.Take(_ofEpoch!, start, rows));
    }

    /// <summary>Creates the last batch again, if it was freed at the end of the epoch.</summary>
    /// <returns>The scope that frees it; null if it was not freed.</returns>
    public DisposeScope? Revive()
    {
        if (IsAtStep)
            return null;
        var scope = torch.NewDisposeScope();
        Current = Make(Step - 1);
        return scope;
    }

    /// <summary>Frees the batch and all tensors created since; there are no more batches.</summary>
    public void Stop()
    {
        EndStep();
        _isStopped = true;
    }

    /// <summary>Ends the epoch, which may be incomplete.</summary>
    public void End()
    {
        EndStep();
        _gathered.Dispose();
        _ofEpoch?.Dispose();
        _ofEpoch = null;
    }

    public void Dispose() => End();

    private TBatch Make(int step)
    {
        var (start, count) = _plan[step];
        var batch = _gathered.Take(_ofEpoch!, start, count);
        return _isOnDevice ? batch : batch.ToDevice(_device);
    }

    /// <summary>The rows of the next batches that are accumulated.</summary>
    private (long Start, long Count) Accumulated()
    {
        long start = _plan[Step].Start;
        var (lastStart, lastCount) = _plan[Math.Min(Step + _accumulated, Steps) - 1];
        return (start, lastStart + lastCount - start);
    }

    /// <summary>Frees the batch and all tensors created since.</summary>
    private void EndStep()
    {
        _scope?.Dispose();
        _scope = null;
    }
}
