namespace Mtl;

/// <summary>Divides the rows of an epoch into batches, one for each training step.</summary>
internal sealed class BatchPlan
{
    private readonly long _rows;
    private readonly int _batchSize;

    /// <exception cref="ArgumentException">There are too few rows for a step, or the batch size is too small for the model.</exception>
    public BatchPlan(long rows, int batchSize, ModelInfo model)
    {
        if (rows < model.MinimumBatchSize || rows == 0)
        {
            throw new ArgumentException(
                $"{model.Name}: there are {rows} training rows, but a step needs at least {model.MinimumBatchSize}.");
        }

        if (batchSize < model.MinimumBatchSize)
        {
            throw new ArgumentException(
                $"{model.Name}: {nameof(TrainingOptions.BatchSize)} is {batchSize}, "
                + $"but batch normalization needs at least {model.MinimumBatchSize} rows in a step.");
        }

        _rows = rows;
        _batchSize = batchSize;
        long rest = rows % batchSize;
        bool restIsStep = rest >= model.MinimumBatchSize || rows < batchSize;
        Steps = (int)(rows / batchSize) + (rest > 0 && restIsStep ? 1 : 0);
    }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>The rows of a step, as a range of the order of the epoch; the last step has all remaining rows.</summary>
    /// <param name="step">The step, from 0.</param>
    public (long Start, long Count) this[int step]
    {
        get
        {
            long start = (long)step * _batchSize;
            return (start, step == Steps - 1 ? _rows - start : _batchSize);
        }
    }
}
