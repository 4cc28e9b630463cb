using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all optimizers share: groups, states per parameter, and saving them.</summary>
public abstract partial class OptimizerHelper : optim.Optimizer
{
    /// <summary>What groups take where their own options say nothing.</summary>
    protected OptimizerOptions _defaults = new();

    /// <summary>What is remembered of each parameter, by its handle.</summary>
    protected OrderedDict<nint, OptimizerState> _state = new();

    /// <summary>An optimizer without groups and defaults as yet.</summary>
    protected OptimizerHelper()
    {
    }

    private protected OptimizerHelper(OptimizerOptions defaults, IEnumerable<ParamGroup> groups)
    {
        defaults.Validate();
        _defaults = defaults;
        foreach (var group in groups)
            add_param_group(group);
    }

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(closure))]
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    /// <inheritdoc/>
    public override void zero_grad()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var gradients = Gradients.Of(parameters());
        if (gradients.Length > 0)
            Foreach.Zero_(gradients);
    }

    /// <summary>Moves the states to a device.</summary>
    public void to(Device device)
    {
        foreach (var parameter in parameters())
            _state[parameter.Handle].to(device);
    }

    /// <summary>Computes the loss, where a closure for that is given, and then lets <paramref name="body"/> change each group.</summary>
    [return: NotNullIfNotNull(nameof(loss_closure))]
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var recording = enable_grad();
            loss = loss_closure();
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        for (var i = 0; i < _parameter_groups.Count; i++)
            body((T)_parameter_groups[i]);
        return loss;
    }

    /// <summary>Changes the parameters of a group once.</summary>
    private protected virtual void Step(ParamGroup group) =>
        throw new NotSupportedException($"{GetType().Name} is an optimizer of its own kind: it must override step.");

    /// <summary>Completes a group's options and gives each of its parameters a state.</summary>
    private protected void Join<TOptions>(ParamGroup group, Func<Parameter, OptimizerState> state)
        where TOptions : OptimizerOptions, new()
    {
        group.Options ??= new TOptions();
        group.Options.Complete(_defaults);
        _parameter_groups.Add(group);
        var states = group.Parameters.Select(state).ToArray();
        foreach (var fresh in states)
        {
            fresh.Initialize(group.Options);
            _state[fresh.Parameter.Handle] = fresh;
        }

        OptimizerState.Gather(states);
    }

    /// <summary>The parameters of a group that have a gradient.</summary>
    private protected Batch<TState> Collect<TState>(ParamGroup group)
        where TState : OptimizerState
    {
        var all = group.Parameters as Parameter[] ?? [.. group.Parameters];
        var batch = new Batch<TState>(new Tensor[all.Length], new Tensor[all.Length], new TState[all.Length]);
        var count = 0;
        foreach (var parameter in all)
        {
            if (parameter.grad is not { } gradient)
                continue;
            batch.Parameters[count] = parameter;
            batch.Gradients[count] = gradient;
            batch.States[count++] = (TState)_state[parameter.Handle];
        }

        return count == all.Length ? batch : batch.Take(count);
    }

    /// <summary>Gives the states' tensors back.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var (_, state) in _state)
                (state as IDisposable)?.Dispose();
            _state.Clear();
            foreach (var group in _parameter_groups)
                group.Kept?.Dispose();
        }

        base.Dispose(disposing);
    }
}
