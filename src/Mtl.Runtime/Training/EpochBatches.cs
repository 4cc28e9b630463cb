using TorchSharp;

namespace Mtl;

/// <summary>The batches of a training, epoch by epoch in an order of its own. A batch lives until the next one is made.</summary>
internal sealed class EpochBatches<TBatch> : IDisposable
    where TBatch : struct, IBatch<TBatch>
{
    private readonly TBatch _rows;
    private readonly torch.Device _device;
    private readonly BatchPlan _plan;
    private readonly ModelRandom _random;
    private readonly RowOrder _order;
    private torch.Tensor? _ofEpoch;
    private DisposeScope? _scope;
    private bool _isStopped;

    /// <summary>Holds the rows by tensors of its own, in the dispose scope at hand: the caller may dispose of those given.</summary>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="device">Where batches are wanted.</param>
    /// <param name="options">Batch size and seed.</param>
    /// <param name="model">The model.</param>
    /// <param name="random">Its random numbers: the seed where the options have none, and the count of its epochs.</param>
    /// <exception cref="ArgumentException">There are too few rows for a step, or the batch size is too small for the model.</exception>
    public EpochBatches(TBatch rows, torch.Device device, TrainingOptions options, ModelInfo model, ModelRandom random)
    {
        _plan = new(rows.Count, options.BatchSize, model);
        _rows = rows.Slice(0, rows.Count);
        _device = device;
        _random = random;
        Seed = options.Seed ?? random.Seed;
        _order = new(rows.Count, Seed);
    }

    /// <summary>What decides the order of the rows.</summary>
    public long Seed { get; }

    /// <summary>All rows.</summary>
    public TBatch All => _rows;

    /// <summary>The number of rows of an epoch.</summary>
    public long Rows => _rows.Count;

    /// <summary>The steps of an epoch.</summary>
    public int Steps => _plan.Steps;

    /// <summary>The step of the epoch at hand, from 1; at the end of the epoch the last.</summary>
    public int Step { get; private set; }

    /// <summary>The batch of the step.</summary>
    public TBatch Current { get; private set; }

    /// <summary>Whether the step is at hand, and not behind it.</summary>
    public bool IsAtStep => _scope is not null;

    public void Begin()
    {
        End();
        Step = 0;
        _ofEpoch = _order.ForEpoch(_random.NextEpoch(), _rows.Device);
    }

    /// <summary>Makes the next batch.</summary>
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

    /// <summary>Makes the last batch once more, where it was freed at the end of the epoch.</summary>
    /// <returns>What frees it again; null where it lives.</returns>
    public DisposeScope? Revive()
    {
        if (IsAtStep)
            return null;
        var scope = torch.NewDisposeScope();
        Current = Make(Step - 1);
        return scope;
    }

    /// <summary>Frees the batch, and whatever was made since; no other comes.</summary>
    public void Stop()
    {
        EndStep();
        _isStopped = true;
    }

    /// <summary>Ends the epoch, however many batches it had.</summary>
    public void End()
    {
        EndStep();
        _ofEpoch?.Dispose();
        _ofEpoch = null;
    }

    public void Dispose() => End();

    private TBatch Make(int step)
    {
        var (start, count) = _plan[step];
        return _rows.Rows(_ofEpoch!.narrow(0, start, count)).ToDevice(_device);
    }

    /// <summary>Frees the batch, and whatever was made since.</summary>
    private void EndStep()
    {
        _scope?.Dispose();
        _scope = null;
    }
}
