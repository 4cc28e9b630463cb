using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam: steps along the running average of the gradient, divided by the root of that of its square.</summary>
public partial class Adam : OptimizerHelper, IBetas
{
    /// <summary>Adam over parameters that share their options.</summary>
    public Adam(
        IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Adam over groups of parameters with options of their own; what those leave open is taken from here.</summary>
    public Adam(
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
        var batch = Collect<State>(group);
        if (!batch.IsEmpty)
            AdamRule.Of(group).Apply(options, batch, batch.Directions(options.maximize!.Value, options.weight_decay!.Value));
    }
}
