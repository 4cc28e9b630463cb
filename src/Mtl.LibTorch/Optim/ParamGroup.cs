using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Parameters that are changed by the same options.</summary>
public class ParamGroup : ILearningRateController
{
    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The options; what is left open in them comes from the optimizer that the group joins.</summary>
    public OptimizerOptions Options { get; set; } = null!;

    /// <summary>What the optimizer keeps for this group from step to step.</summary>
    internal IDisposable? Kept { get; set; }

    /// <inheritdoc/>
    public double LearningRate
    {
        get => Options.LearningRate!.Value;
        set => Options.LearningRate = value;
    }

    /// <inheritdoc/>
    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }
}

/// <summary>Parameters that are changed by the same options, of an optimizer's own type.</summary>
/// <typeparam name="TOptions">The type of the options.</typeparam>
public class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions
{
    /// <summary>An empty group.</summary>
    public ParamGroup()
    {
    }

    /// <summary>A group of parameters.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        Options = options!;
    }

    /// <inheritdoc cref="ParamGroup.Options"/>
    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
