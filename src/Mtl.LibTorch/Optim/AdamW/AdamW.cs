using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>AdamW: Adam, but the decay of the weights goes around the averages of the gradient.</summary>
public partial class AdamW : OptimizerHelper, IBetas
{
    private readonly Dictionary<Modules.ParamGroup, AdamRule> _rules = [];

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
    {
        Check.NotNegative(lr, nameof(lr));
        Check.NotNegative(eps, nameof(eps));
        Check.Fraction(beta1, nameof(beta1));
        Check.Fraction(beta2, nameof(beta2));
        Check.NotNegative(weight_decay, nameof(weight_decay));
        _defaults = new Options
        {
            LearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        foreach (var group in parameters)
            add_param_group(group);
    }

    /// <inheritdoc/>
    public (double, double) Betas
    {
        get => (Defaults.beta1!.Value, Defaults.beta2!.Value);
        set => (Defaults.beta1, Defaults.beta2) = value;
    }

    private Options Defaults => (Options)_defaults;

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        Join<Options>(param_group, static parameter => new State(parameter));
        _rules[param_group] = new();
    }

    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(closure))]
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var rule in _rules.Values)
            rule.Dispose();
    }

    private void Step(ParamGroup group)
    {
        var options = group.Options;
        var batch = Collect<State>(group);
        if (batch.IsEmpty)
            return;
        var decay = options.weight_decay!.Value;
        if (decay != 0)
            Foreach.Mul_(batch.Parameters, 1 - options.LearningRate!.Value * decay);
        _rules[group].Apply(
            new(options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value),
            batch.Parameters,
            options.maximize!.Value ? Foreach.Neg(batch.Gradients) : batch.Gradients,
            batch.Select(static state => state.exp_avg),
            batch.Select(static state => state.exp_avg_sq),
            options.amsgrad!.Value ? batch.Select(static state => state.max_exp_avg_sq!) : null,
            batch.Select(static state => ++state.step));
    }
}
