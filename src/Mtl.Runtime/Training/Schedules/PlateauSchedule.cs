namespace Mtl;

/// <summary>A schedule that lowers the factor when the validation result no longer improves.</summary>
internal sealed class PlateauSchedule(double factor, int patience, double minimum, Warmup warmup) : Schedule
{
    /// <summary>"times 0.1 after 5 epochs without an improvement".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"times {factor} after {Figure.Count(patience, "epoch")} without an improvement{warmup}");

    internal override bool NeedsValidation => true;

    internal override ScheduleRun Begin(ScheduledRates rates) => new Run(this, rates);

    private double Lowered(double current) => Math.Max(current * factor, minimum);

    private sealed class Run(PlateauSchedule schedule, ScheduledRates rates) : ScheduleRun
    {
        private readonly WatchedEpochs _epochs = new(rates.Watch, minimumChange: 0, rates.Model);
        private double _factor = 1;
        private int _sinceChange;

        public override void BeginStep(ScheduleTime time) => rates.Set(schedule.WarmupFactor(time) ?? _factor);

        public override void EndEpoch(EpochResult result)
        {
            if (result.Tasks.All(task => task.Validation is null)) // Of a checkpoint: validation rows can be new.
                return;
            _epochs.Add(result);
            _sinceChange++;
            if (Math.Min(_epochs.WithoutImprovement, _sinceChange) < schedule.Patience)
                return;
            (_factor, _sinceChange) = (schedule.Lowered(_factor), 0);
        }
    }

    private int Patience => patience;

    private double? WarmupFactor(ScheduleTime time) => warmup.Factor(time);
}
