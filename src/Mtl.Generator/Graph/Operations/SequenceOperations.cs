using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>LSTM or GRU over the steps of a sequence.</summary>
internal sealed record RecurrentOperation(
    string Module, LayerKind Kind, int Inputs, int Hidden, int Stack, bool Bidirectional, Shape Output)
    : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors
        .Of(Level(0, Inputs))
        .Then(Stack - 1, level => Level(level + 1, (long)Hidden * (Bidirectional ? 2 : 1)));

    public override string Summary => $"{Kind.Name.ToLowerInvariant()} {Hidden}{(Bidirectional ? ", bidirectional" : "")}";

    public override string? AutogradReason => "a recurrent layer";

    public override bool MayUseOneDnn => Kind == LayerKind.Lstm;

    private OwnedTensor[] Level(int level, long inputs) => Bidirectional
        ? [.. Direction(level, inputs, ""), .. Direction(level, inputs, "_reverse")]
        : Direction(level, inputs, "");

    private OwnedTensor[] Direction(int level, long inputs, string direction)
    {
        var gates = (Kind == LayerKind.Lstm ? 4L : 3L) * Hidden;
        return
        [
            new($"weight_ih_l{level}{direction}", gates, inputs),
            new($"weight_hh_l{level}{direction}", gates, Hidden),
            new($"bias_ih_l{level}{direction}", gates),
            new($"bias_hh_l{level}{direction}", gates),
        ];
    }
}

/// <summary>Reduces the time steps of a sequence to a vector.</summary>
/// <param name="Choice">The reduction.</param>
/// <param name="Backward">The number of trailing features of the backward direction, whose last time step is the first.</param>
/// <param name="Sequence">The input whose lengths the sequence has, or null.</param>
/// <param name="Output">The vector.</param>
internal sealed record StepsOperation(StepChoice Choice, int Backward, string? Sequence, Shape Output) : StatelessOperation(Output)
{
    public override string Summary =>
        Choice switch { StepChoice.Last => "last time step", StepChoice.Mean => "mean over time steps", _ => "maximum over time steps" };

    public override string? AutogradReason => "a reduction over time steps";
}

/// <summary>Self-attention over the time steps of a sequence.</summary>
internal sealed record AttentionOperation(string Module, int Features, int Heads, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(TensorsOf(Features, ""));

    public override string Summary => $"attention, {Counted.Of(Heads, "head")}";

    public override string? AutogradReason => "attention";

    public override bool MayUseOneDnn => false;

    /// <summary>The tensors of a self-attention with the given number of features.</summary>
    public static OwnedTensor[] TensorsOf(long features, string prefix) =>
    [
        new(prefix + "in_proj_weight", 3 * features, features), new(prefix + "in_proj_bias", 3 * features),
        new(prefix + "out_proj.weight", features, features), new(prefix + "out_proj.bias", features),
    ];
}

/// <summary>Adds sinusoidal position encodings to the time steps.</summary>
internal sealed record PositionsOperation(Shape Output) : StatelessOperation(Output)
{
    public override string Summary => "positions";

    public override string? AutogradReason => "attention";
}

/// <summary>Adds learned position embeddings to the time steps.</summary>
internal sealed record LearnedPositionsOperation(string Module, int Steps, int Features, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(new OwnedTensor("weight", Steps, Features));

    public override string Summary => "learned positions";

    public override string? AutogradReason => "attention";

    public override bool MayUseOneDnn => false;
}

/// <summary>
/// Blocks of a transformer encoder: self-attention and a feed-forward network, each with a residual connection and a layer normalization
/// after it.
/// </summary>
internal sealed record EncoderOperation(
    string Module, int Features, int Heads, int FeedForward, int Blocks, Hyperparameter? Dropout, ActivationFunction Activation,
    Shape Output)
    : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.None.Then(Blocks, Block);

    public override string Summary =>
        $"transformer, {Blocks} × {Counted.Of(Heads, "head")}, {FeedForward} hidden"
        + (Dropout is null ? "" : $", dropout {Number(Dropout.Value)}");

    public override string? AutogradReason => "a transformer";

    public override bool MayUseOneDnn => false;

    private OwnedTensor[] Block(int block)
    {
        var prefix = $"layers.{block}.";
        return
        [
            .. AttentionOperation.TensorsOf(Features, prefix + "self_attn."),
            new(prefix + "linear1.weight", FeedForward, Features), new(prefix + "linear1.bias", FeedForward),
            new(prefix + "linear2.weight", Features, FeedForward), new(prefix + "linear2.bias", Features),
            new(prefix + "norm1.weight", Features), new(prefix + "norm1.bias", Features),
            new(prefix + "norm2.weight", Features), new(prefix + "norm2.bias", Features),
        ];
    }
}
