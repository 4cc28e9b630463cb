using TorchSharp;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Mtl;

/// <summary>Schedulers of TorchSharp, one for each optimizer.</summary>
internal sealed class TorchSchedule(Func<torch.optim.Optimizer, LRScheduler> create, bool everyStep) : Schedule
{
    /// <summary>"TorchSharp's scheduler, after every epoch".</summary>
    public override string ToString() => $"TorchSharp's scheduler, after every {(everyStep ? "step" : "epoch")}";

    internal override ScheduleRun Begin(ScheduledRates rates)
    {
        LRScheduler[] schedulers = [.. rates.Optimizers.Select(optimizer => create(optimizer)
            ?? throw new ArgumentException($"The option {nameof(TrainingOptions.Schedule)} created no scheduler, but null."))];
        return new Run(schedulers, everyStep, rates.Model);
    }

    private sealed class Run(LRScheduler[] schedulers, bool everyStep, ModelInfo model) : ScheduleRun
    {
        public override void BeginStep(ScheduleTime time)
        {
            // The schedulers have set the learning rates of the optimizers.
        }

        public override void EndStep()
        {
            if (everyStep)
                Array.ForEach(schedulers, static scheduler => scheduler.step());
        }

        public override void EndEpoch(EpochResult result)
        {
            if (everyStep)
                return;
            double objective = Watch.Objective(result, model).Value;
            foreach (var scheduler in schedulers)
            {
                if (double.IsNaN(objective))
                    scheduler.step();
                else
                    scheduler.step(objective);
            }
        }
    }
}
