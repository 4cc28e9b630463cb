using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent: steps along the gradient, or along a running sum of gradients.</summary>
public partial class SGD : OptimizerHelper, IMomentum
{
    /// <summary>Gradient descent over parameters that share their options.</summary>
    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Gradient descent over groups with options of their own; what those leave open is taken from here.</summary>
    public SGD(
        IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : base(new Options(lr, momentum, dampening, weight_decay, nesterov, maximize), parameters)
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
        var directions = batch.Directions(options.maximize!.Value, options.weight_decay!.Value);
        var momentum = options.momentum!.Value;
        if (momentum != 0)
        {
            var buffers = Accumulate(batch.States, directions, momentum, options.dampening!.Value);
            directions = options.nesterov!.Value ? Foreach.Add(directions, buffers, momentum) : buffers;
        }

        Foreach.Add_(batch.Parameters, directions, -options.LearningRate!.Value);
    }

    /// <summary>Adds gradients to the running sums; a parameter's first gradient starts its sum, undampened.</summary>
    private static Tensor[] Accumulate(State[] states, Tensor[] gradients, double momentum, double dampening)
    {
        var begun = Array.ConvertAll(states, static state => state.momentum_buffer is not null);
        for (var i = 0; i < states.Length; i++)
            states[i].momentum_buffer ??= gradients[i].clone().DetachFromDisposeScope();
        var buffers = Array.ConvertAll(states, static state => state.momentum_buffer!);
        if (Array.IndexOf(begun, true) >= 0)
        {
            var running = Kept(buffers, begun);
            Foreach.Mul_(running, momentum);
            Foreach.Add_(running, Kept(gradients, begun), 1 - dampening);
        }

        return buffers;
    }

    private static Tensor[] Kept(Tensor[] tensors, bool[] kept) =>
        Array.IndexOf(kept, false) < 0 ? tensors : [.. tensors.Where((_, i) => kept[i])];
}
