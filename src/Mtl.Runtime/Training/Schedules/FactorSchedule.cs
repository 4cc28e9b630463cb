namespace Mtl;

/// <summary>A schedule whose factor depends on the time alone.</summary>
/// <param name="name">A description.</param>
/// <param name="warmup">Its warm-up.</param>
/// <param name="factor">The factor after the warm-up.</param>
internal sealed class FactorSchedule(string name, Warmup warmup, Func<FactorSchedule.Place, double> factor) : Schedule
{
    /// <summary>"cosine to 0 after a warm-up of 100 steps".</summary>
    public override string ToString() => $"{name}{warmup}";

    internal override ScheduleRun Begin(ScheduledRates rates) => new Run(this, rates);

    private double Factor(ScheduleTime time) => warmup.Factor(time) ?? factor(new(time, warmup.StepsIn(time)));

    /// <summary>A step after the warm-up.</summary>
    /// <param name="Time">The time.</param>
    /// <param name="Warmup">The number of steps of the warm-up.</param>
    internal readonly record struct Place(ScheduleTime Time, long Warmup)
    {
        /// <summary>The part of the steps after the warm-up that was taken, from 0 to 1.</summary>
        public double Progress => (Time.Step - Warmup) / (double)(Time.TotalSteps - Warmup);
    }

    private sealed class Run(FactorSchedule schedule, ScheduledRates rates) : ScheduleRun
    {
        public override void BeginStep(ScheduleTime time) => rates.Set(schedule.Factor(time));
    }
}
