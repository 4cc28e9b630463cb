namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.ReduceLROnPlateau"/>
            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) =>
                new impl.ReduceLROnPlateau(
                    optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);

            public static partial class impl
            {
                /// <summary>Lowers the learning rates when a metric has not improved for some epochs.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly Func<double, double, bool> _is_better;
                    private readonly double _factor;
                    private readonly int _patience;
                    private readonly int _cooldown;
                    private readonly double[] _min_lrs;
                    private readonly double _eps;
                    private readonly bool _tells;
                    private double _best;
                    private int _cooldown_counter;
                    private int _num_bad_epochs;

                    /// <inheritdoc cref="ReduceLROnPlateau"/>
                    public ReduceLROnPlateau(
                        Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                        string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8,
                        bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1)
                            throw new ArgumentException($"The factor must be below 1, but is {factor}.");
                        _is_better = (mode, threshold_mode) switch
                        {
                            ("min", "rel") => (value, best) => value < best * (1 - threshold),
                            ("min", "abs") => (value, best) => value < best - threshold,
                            ("max", "rel") => (value, best) => value > best * (threshold + 1),
                            ("max", "abs") => (value, best) => value > best + threshold,
                            _ => throw new ArgumentException(
                                $"The mode is 'min' or 'max', not '{mode}'; the threshold's is 'rel' or 'abs', not '{threshold_mode}'."),
                        };
                        _best = mode == "min" ? double.PositiveInfinity : double.NegativeInfinity;
                        _factor = factor;
                        _patience = patience;
                        _cooldown = cooldown;
                        _eps = eps;
                        _tells = verbose;
                        _min_lrs = min_lr is { Count: > 1 } ? [.. min_lr] : [.. _base_lrs.Select(_ => min_lr is [var least] ? least : 0)];
                    }

                    /// <inheritdoc/>
                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        _num_bad_epochs++;
                        if (_is_better(current, _best))
                        {
                            _best = current;
                            _num_bad_epochs = 0;
                        }

                        if (_cooldown_counter > 0)
                        {
                            _cooldown_counter--;
                            _num_bad_epochs = 0;
                        }

                        if (_num_bad_epochs > _patience)
                        {
                            Reduce();
                            _cooldown_counter = _cooldown;
                            _num_bad_epochs = 0;
                        }
                    }

                    /// <summary>Not for this schedule, which needs a metric.</summary>
                    public override void step() => throw NeedsMetric();

                    /// <inheritdoc cref="step()"/>
                    public override void step(int? epoch) => throw NeedsMetric();

                    private static InvalidOperationException NeedsMetric() =>
                        new("ReduceLROnPlateau needs the metric: call step(double, int?).");

                    private void Reduce()
                    {
                        var i = 0;
                        foreach (var group in _optimizer.ParamGroups)
                        {
                            var lower = Math.Max(group.LearningRate * _factor, _min_lrs[i]);
                            if (group.LearningRate - lower > _eps)
                            {
                                group.LearningRate = lower;
                                if (_tells)
                                    Console.WriteLine($"Epoch {_last_epoch}: reducing learning rate of group {i} to {lower:g4}.");
                            }

                            i++;
                        }
                    }
                }
            }
        }
    }
}
