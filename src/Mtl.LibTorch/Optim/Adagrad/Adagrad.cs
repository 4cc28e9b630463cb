using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adagrad: steps along the gradient, divided by the root of the sum of its squares so far.</summary>
public partial class Adagrad : OptimizerHelper
{
    /// <summary>Adagrad over parameters that share their options.</summary>
    public Adagrad(
        IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0,
        double initial_accumulator_value = 0, double eps = 1e-10)
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
    {
    }

    /// <summary>Adagrad over groups of parameters with options of their own; what those leave open is taken from here.</summary>
    public Adagrad(
        IEnumerable<ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0,
        double initial_accumulator_value = 0, double eps = 1e-10)
    {
        Check.NotNegative(lr, nameof(lr));
        Check.NotNegative(eps, nameof(eps));
        Check.NotNegative(lr_decay, nameof(lr_decay));
        Check.NotNegative(weight_decay, nameof(weight_decay));
        Check.NotNegative(initial_accumulator_value, nameof(initial_accumulator_value));
        _defaults = new Options
        {
            LearningRate = lr,
            lr_decay = lr_decay,
            weight_decay = weight_decay,
            initial_accumulator_value = initial_accumulator_value,
            eps = eps,
        };
        foreach (var group in parameters)
            add_param_group(group);
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) =>
        Join<Options>(param_group, static parameter => new State(parameter));

    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(closure))]
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    private void Step(ParamGroup group)
    {
        var options = group.Options;
        var batch = Collect<State>(group);
        if (batch.IsEmpty)
            return;
        var gradients = batch.Gradients;
        var decay = options.weight_decay!.Value;
        if (decay != 0)
            gradients = Foreach.Add(gradients, batch.Parameters, decay);
        var sums = batch.Select(static state => state.sum);
        Foreach.Addcmul_(sums, gradients, gradients, 1);
        var denominators = Foreach.Sqrt(sums);
        Foreach.Add_(denominators, options.eps!.Value);
        var (rate, slowing) = (options.LearningRate!.Value, options.lr_decay!.Value);
        Foreach.Addcdiv_(batch.Parameters, gradients, denominators, batch.Select(state => -(rate / (1 + state.step++ * slowing))));
    }
}
