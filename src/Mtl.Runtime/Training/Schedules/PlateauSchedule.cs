namespace Mtl;

/// <summary>A schedule that lowers the factor when the validation result no longer improves.</summary>
internal sealed class PlateauSchedule(double factor, int patience, double minimum, Warmup warmup) : Schedule
{
    /// <summary>"times 0.1 after 5 epochs without an improvement".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"times {factor} after {Figure.Count(patience, "epoch")} without an improvement{warmup}");

    internal override bool NeedsValidation => true;

    internal override ScheduleRun Begin(ScheduledRates rates) => new Run(factor, patience, minimum, warmup, rates);

    private sealed class Run(double factor, int patience, double minimum, Warmup warmup, ScheduledRates rates) : ScheduleRun
    {
        private readonly WatchedEpochs _epochs = new(rates.Watch, minimumChange: 0, rates.Model);
        private double _current = 1;
        private int _sinceChange;

        public override void BeginStep(ScheduleTime time) => rates.Set(warmup.Factor(time) ?? _current);

        public override void EndEpoch(EpochResult result)
        {
            if (!result.HasValidation) // Of a checkpoint: validation rows can be new.
                return;
            _epochs.Add(result);
            _sinceChange++;
            if (Math.Min(_epochs.WithoutImprovement, _sinceChange) < patience)
                return;
            (_current, _sinceChange) = (Math.Max(_current * factor, minimum), 0);
        }
    }
}
