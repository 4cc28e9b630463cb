namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>The schedules as classes.</summary>
            public static partial class impl
            {
            }

            /// <summary>Changes an optimizer's learning rates from step to step.</summary>
            public abstract class LRScheduler
            {
                internal Optimizer _optimizer;
                internal int _last_epoch = -1;
                internal IReadOnlyList<double> _base_lrs;
                internal double[] _last_lrs;
                private readonly bool _verbose;

                /// <summary>A schedule that begins with its first step, which the derived constructor takes.</summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _last_epoch = last_epoch;
                    _verbose = verbose;
                    _base_lrs = [.. optimizer.ParamGroups.Select(group => group.InitialLearningRate)];
                    _last_lrs = [.. optimizer.ParamGroups.Select(group => group.LearningRate)];
                }

                /// <summary>Sets the learning rates of the next epoch.</summary>
                public virtual void step() => step(null);

                /// <summary>Sets the learning rates of an epoch; without one, of the next.</summary>
                public virtual void step(int? epoch)
                {
                    _last_epoch = epoch ?? _last_epoch + 1;
                    double[] rates = [.. epoch is null ? get_lr() : get_closed_form_lr()];
                    var i = 0;
                    foreach (var group in _optimizer.ParamGroups)
                    {
                        group.LearningRate = rates[i];
                        if (_verbose && rates[i] != _last_lrs[i])
                            Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        i++;
                    }

                    _last_lrs = rates;
                }

                /// <summary>Sets the learning rates of an epoch; this schedule does not look at the metric.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The learning rates that the last step has set.</summary>
                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>The learning rates of this epoch, made from those of the last.</summary>
                protected virtual IEnumerable<double> get_lr() => _optimizer.ParamGroups.Select(group => group.LearningRate);

                /// <summary>The learning rates of this epoch, made from those at the beginning.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The present learning rates times a factor.</summary>
                private protected IEnumerable<double> Scaled(double factor) =>
                    _optimizer.ParamGroups.Select(group => group.LearningRate * factor);

                /// <summary>The learning rates at the beginning, each times a factor.</summary>
                private protected IEnumerable<double> ScaledBase(double factor) => _base_lrs.Select(rate => rate * factor);
            }
        }
    }
}
