using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>RMSprop: steps along the gradient, divided by the root of the running average of its square.</summary>
public partial class RMSProp : OptimizerHelper, IMomentum
{
    /// <summary>RMSprop over parameters that share their options.</summary>
    public RMSProp(
        IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0.0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    /// <summary>RMSprop over groups of parameters with options of their own; what those leave open is taken from here.</summary>
    public RMSProp(
        IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0.0, bool centered = false, bool maximize = false)
        : base(new Options(lr, alpha, eps, weight_decay, momentum, centered, maximize), parameters)
    {
    }

    /// <inheritdoc/>
    public double Momentum
    {
        get => ((Options)_defaults).momentum!.Value;
        set => ((Options)_defaults).momentum = value;
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
        foreach (var state in batch.States)
            state.step++;
        var gradients = batch.Directions(options.maximize!.Value, options.weight_decay!.Value);
        var denominators = Denominators(batch, gradients, options);
        var rate = options.LearningRate!.Value;
        var momentum = options.momentum!.Value;
        if (momentum > 0)
        {
            var buffers = batch.Select(static state => state.momentum_buffer);
            Foreach.Mul_(buffers, momentum);
            Foreach.Addcdiv_(buffers, gradients, denominators, 1);
            Foreach.Add_(batch.Parameters, buffers, -rate);
        }
        else
        {
            Foreach.Addcdiv_(batch.Parameters, gradients, denominators, -rate);
        }
    }

    /// <summary>The root of the average of the square, or, centered, of the variance.</summary>
    private static Tensor[] Denominators(Batch<State> batch, Tensor[] gradients, Options options)
    {
        var alpha = options.alpha!.Value;
        var squares = batch.Select(static state => state.square_avg);
        Foreach.Mul_(squares, alpha);
        Foreach.Addcmul_(squares, gradients, gradients, 1 - alpha);
        Tensor[] roots;
        if (options.centered!.Value)
        {
            var averages = batch.Select(static state => state.grad_avg);
            Foreach.Mul_(averages, alpha);
            Foreach.Add_(averages, gradients, 1 - alpha);
            roots = Foreach.Addcmul(squares, averages, averages, -1);
            Foreach.Sqrt_(roots);
        }
        else
        {
            roots = Foreach.Sqrt(squares);
        }

        Foreach.Add_(roots, options.eps!.Value);
        return roots;
    }
}
