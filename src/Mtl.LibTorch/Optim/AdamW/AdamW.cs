using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>AdamW: Adam, but the decay of the weights goes around the averages of the gradient.</summary>
public class AdamW : OptimizerHelper, IBetas
{
    /// <summary>AdamW over parameters that share their options.</summary>
    public AdamW(
        IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>AdamW over groups of parameters with options of their own; what those leave open is taken from here.</summary>
    public AdamW(
        IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : base(new Options(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize), parameters)
    {
    }

    /// <inheritdoc/>
    public (double, double) Betas
    {
        get => ((Options)_defaults).Betas;
        set => ((Options)_defaults).Betas = value;
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) =>
        Join<Options>(param_group, static parameter => new State(parameter));

    private protected override void Step(Modules.ParamGroup group)
    {
        var options = (Options)group.Options;
        var batch = Collect<Adam.State>(group);
        if (batch.IsEmpty)
            return;
        var decay = options.weight_decay!.Value;
        if (decay != 0)
            Foreach.Mul_(batch.Parameters, 1 - options.LearningRate!.Value * decay);
        AdamRule.Of(group).Apply(options, batch, batch.Directions(options.maximize!.Value, 0));
    }

    /// <summary>What a group of parameters is changed by: as in Adam, but the decay is of the parameters themselves.</summary>
    public class Options : Adam.Options
    {
        /// <summary>Options that come from the optimizer unless they are set.</summary>
        public Options()
        {
        }

        internal Options(double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize)
            : base(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }
    }

    /// <summary>Parameters that are changed by the same options.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        /// <summary>An empty group.</summary>
        public ParamGroup()
        {
        }

        /// <summary>Parameters with options; what those leave open comes from the optimizer.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        /// <summary>Parameters with all options.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
        {
        }

        /// <inheritdoc/>
        public (double, double) Betas
        {
            get => Options.Betas;
            set => Options.Betas = value;
        }
    }

    /// <summary>What AdamW remembers of a parameter: the same as Adam.</summary>
    public sealed class State(Parameter parameter) : Adam.State(parameter);
}
