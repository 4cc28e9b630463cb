namespace Mtl;

/// <summary>
/// The best epoch so far: by the value that is watched or, if there are several or none, by the objective on the validation rows.
/// </summary>
/// <param name="model">The model with the weights of its tasks.</param>
/// <param name="watch">What decides; null for the objective.</param>
internal sealed class BestEpoch(ModelInfo model, Watch? watch) : IResumable
{
    private const string Key = "best";

    private Record _best = new(0, double.NaN);

    /// <summary>Its number; null before the first epoch with a defined value.</summary>
    public int? Number => double.IsNaN(_best.Value) ? null : _best.Epoch;

    /// <summary>Compares an epoch with the best before.</summary>
    /// <returns>Whether it is better, and so the best now; a value that is not a number never is.</returns>
    public bool TryImprove(EpochResult epoch)
    {
        var value = Value(epoch);
        if (!value.IsBetterThan(value with { Value = _best.Value }))
            return false;
        _best = new(epoch.Epoch, value.Value);
        return true;
    }

    void IResumable.Save(CheckpointWriter checkpoint) => checkpoint.Add(Key, _best, CheckpointJson.Default.Record);

    void IResumable.Restore(CheckpointReader checkpoint) => _best = checkpoint.Value(Key, CheckpointJson.Default.Record);

    /// <summary>What is watched on the validation rows, or the objective of training without validation.</summary>
    private MetricValue Value(EpochResult epoch) => epoch.HasValidation
        ? watch?.Values(epoch, model) is [var only] ? only : Watch.Objective(epoch, model)
        : new(Metric.Loss, epoch.Objective);

    /// <summary>The best epoch, from 1, and its value; NaN before the first.</summary>
    internal sealed record Record(int Epoch, double Value);
}
