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
        : base(new Options(lr, lr_decay, weight_decay, initial_accumulator_value, eps), parameters)
    {
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) =>
        Join<Options>(param_group, static parameter => new State(parameter));

    private protected override void Step(Modules.ParamGroup group)
    {
        var options = (Options)group.Options;
        var batch = Collect<State>(group);
        if (batch.IsEmpty)
            return;
        var gradients = batch.Directions(false, options.weight_decay!.Value);
        var sums = batch.Select(static state => state.sum);
        Foreach.Addcmul_(sums, gradients, gradients, 1);
        var denominators = Foreach.Sqrt(sums);
        Foreach.Add_(denominators, options.eps!.Value);
        var (rate, slowing) = (options.LearningRate!.Value, options.lr_decay!.Value);
        Foreach.Addcdiv_(batch.Parameters, gradients, denominators, batch.Select(state => -(rate / (1 + state.step++ * slowing))));
    }
}
