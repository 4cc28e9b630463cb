namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.OneCycleLR"/>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                double pct_start = 0.3, impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25,
                double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(
                    optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, base_momentum,
                    max_momentum, div_factor, final_div_factor, three_phase, last_epoch, verbose);

            /// <inheritdoc cref="impl.OneCycleLR"/>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                double pct_start = 0.3, impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null,
                double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1,
                bool verbose = false) =>
                new impl.OneCycleLR(
                    optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, base_momentum,
                    max_momentum, div_factor, final_div_factor, three_phase, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>Lets the learning rates rise to a largest and fall to a least one, and momentum the other way round.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int _total_steps;
                    private readonly AnnealStrategy _anneal_strategy;
                    private readonly bool _cycle_momentum;
                    private readonly Phase[][] _phases;

                    /// <summary>The same rates and momenta for all groups.</summary>
                    public OneCycleLR(
                        Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(
                            optimizer, optimizer.ParamGroups.Select(_ => max_lr), total_steps, epochs, steps_per_epoch, pct_start,
                            anneal_strategy, cycle_momentum, optimizer.ParamGroups.Select(_ => base_momentum),
                            optimizer.ParamGroups.Select(_ => max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    /// <summary>Rates and momenta for each group.</summary>
                    public OneCycleLR(
                        Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25,
                        double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                            throw new ArgumentException("An optimizer without momentum cannot cycle it: pass cycle_momentum: false.");
                        if (pct_start is < 0 or > 1)
                            throw new ArgumentException($"pct_start is {pct_start}, which is not between 0 and 1.");
                        _total_steps = TotalSteps(total_steps, epochs, steps_per_epoch);
                        _anneal_strategy = anneal_strategy;
                        _cycle_momentum = cycle_momentum;
                        var peaks = max_lr.ToArray();
                        var low = base_momentum?.ToArray() ?? [.. peaks.Select(_ => 0.85)];
                        var high = max_momentum?.ToArray() ?? [.. peaks.Select(_ => 0.95)];
                        _phases =
                        [
                            .. peaks.Select((peak, i) => Cycle(
                                peak / div_factor, peak, peak / div_factor / final_div_factor, low[i], high[i], pct_start * _total_steps,
                                three_phase)),
                        ];
                        step();
                    }

                    /// <summary>The form of rise and fall.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>Half a cosine wave.</summary>
                        Cos,

                        /// <summary>A straight line.</summary>
                        Linear,
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total_steps)
                        {
                            throw new InvalidOperationException(
                                $"Step {_last_epoch + 1} of a cycle that has {_total_steps} steps in all.");
                        }

                        return _optimizer.ParamGroups.Zip(_phases, Anneal);
                    }

                    private static int TotalSteps(int total_steps, int epochs, int steps_per_epoch)
                    {
                        var total = total_steps != -1 ? total_steps : epochs * steps_per_epoch;
                        if (total <= 0 || (total_steps == -1 && epochs <= 0))
                            throw new ArgumentException("A cycle needs total_steps, or epochs and steps_per_epoch, above zero.");
                        return total;
                    }

                    /// <summary>Up and down, or up, down the same way, and down to the end.</summary>
                    private Phase[] Cycle(double start, double peak, double end, double low, double high, double rise, bool threePhase)
                    {
                        var up = new Phase(rise - 1, start, peak, high, low);
                        return threePhase
                            ? [up, new(2 * rise - 2, peak, start, low, high), new(_total_steps - 1, start, end, high, high)]
                            : [up, new(_total_steps - 1, peak, end, low, high)];
                    }

                    /// <summary>A group's learning rate in this step; its momentum is set on the way.</summary>
                    private double Anneal(ILearningRateController group, Phase[] phases)
                    {
                        var index = Array.FindIndex(phases, phase => _last_epoch <= phase.End);
                        if (index < 0)
                            index = phases.Length - 1;
                        var (end, fromRate, toRate, fromMomentum, toMomentum) = phases[index];
                        var start = index == 0 ? 0 : phases[index - 1].End;
                        var way = (_last_epoch - start) / (end - start);
                        if (_cycle_momentum)
                        {
                            var momentum = Between(fromMomentum, toMomentum, way);
                            if (group is IBetas betas)
                                betas.Betas = (momentum, betas.Betas.Item2);
                            else
                                ((IMomentum)group).Momentum = momentum;
                        }

                        return Between(fromRate, toRate, way);
                    }

                    private double Between(double from, double to, double way) => _anneal_strategy == AnnealStrategy.Cos
                        ? to + (from - to) / 2 * (Math.Cos(Math.PI * way) + 1)
                        : (to - from) * way + from;

                    /// <summary>A part of the cycle: its last step, and between which rates and momenta it goes.</summary>
                    private readonly record struct Phase(
                        double End, double FromRate, double ToRate, double FromMomentum, double ToMomentum);
                }
            }
        }
    }
}
