namespace Mtl;

/// <summary>Follows the watched values over the epochs of a run: which epoch is the best, and for how long nothing has improved.</summary>
/// <param name="watch">What is watched; null for the objective.</param>
/// <param name="minimumChange">The change that counts as an improvement.</param>
/// <param name="model">The model.</param>
internal sealed class WatchedEpochs(Watch? watch, double minimumChange, ModelInfo model)
{
    private readonly BestEpoch _best = new(model, watch);
    private MetricValue[] _improved = [];
    private int[] _since = [];

    /// <summary>The number of the best epoch; null before the first epoch with a defined value.</summary>
    public int? Best => _best.Number;

    /// <summary>The number of epochs since the last improvement: of the value that decides, if there are several.</summary>
    public int WithoutImprovement { get; private set; }

    /// <summary>Adds the next epoch.</summary>
    /// <returns>Whether it is the best so far.</returns>
    /// <exception cref="InvalidOperationException">No watched value is defined.</exception>
    public bool Add(EpochResult epoch)
    {
        var values = watch?.Values(epoch, model) ?? [Watch.Objective(epoch, model)];
        if (_since.Length == 0)
            (_improved, _since) = ([.. values.Select(value => value with { Value = double.NaN })], new int[values.Count]);
        for (int i = 0; i < values.Count; i++)
        {
            _since[i]++;
            if (!IsImproved(values[i], _improved[i]))
                continue;
            (_improved[i], _since[i]) = (values[i], 0);
        }

        int[] defined = [.. _since.Where((_, i) => !double.IsNaN(_improved[i].Value))];
        if (defined.Length == 0)
            throw NothingToWatch(epoch);
        WithoutImprovement = watch is { StopsAtFirst: true } ? defined.Max() : defined.Min();
        return _best.TryImprove(epoch);
    }

    private bool IsImproved(MetricValue value, MetricValue best) =>
        value.IsBetterThan(best)
        && (double.IsNaN(best.Value) || minimumChange == 0 || Math.Abs(value.Value - best.Value) > minimumChange);

    private InvalidOperationException NothingToWatch(EpochResult epoch) => new(
        $"{model.Name}: nothing that is watched is defined in epoch {epoch.Epoch}, because "
        + (epoch.HasValidation
            ? "the validation rows have no labels of these tasks. Give some, or watch another task."
            : "there are no metrics on validation rows. Call Record(metrics) before EndEpoch."));
}
