using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>One step of the computation: it reads the output of the step before it in its block.</summary>
/// <param name="Output">The shape of what it computes.</param>
internal abstract record Operation(Shape Output)
{
    /// <summary>How many trainable numbers the operation owns; <see cref="long.MaxValue"/> stands for that many and more.</summary>
    public long ParameterCount => Count(Parameters);

    /// <summary>The same as a number that cannot overflow; it is exact up to 2⁵³.</summary>
    protected virtual double Parameters => 0;

    /// <summary>A number of parameters, at most <see cref="long.MaxValue"/>.</summary>
    public static long Count(double parameters) => parameters >= long.MaxValue ? long.MaxValue : (long)parameters;
}

/// <summary>An operation whose weights, if any, a module holds.</summary>
/// <param name="Module">The module, as an expression of the model class: <c>Left.Hidden[0]</c>.</param>
/// <param name="Output">The shape of what it computes.</param>
internal abstract record ModuleOperation(string Module, Shape Output) : Operation(Output);

/// <summary>x·Wᵀ + b along the last dimension.</summary>
internal sealed record LinearOperation(string Module, int Inputs, int Outputs, Shape Output) : ModuleOperation(Module, Output)
{
    /// <summary>Whether there is a b.</summary>
    public bool HasBias { get; init; } = true;

    protected override double Parameters => (Inputs + (HasBias ? 1.0 : 0.0)) * Outputs;
}

/// <summary>Something that slides windows along channels, or along the steps of a sequence.</summary>
internal abstract record SlidingOperation(string Module, Shape Output) : ModuleOperation(Module, Output)
{
    /// <summary>The sequence of varying length that it slides along; null where all rows are equally long.</summary>
    public WindowedSequence? Over { get; init; }
}

/// <summary>A convolution over one or two dimensions with a bias.</summary>
internal sealed record ConvolutionOperation(
    string Module, int Dimensions, int InputChannels, int Channels, int Kernel, int Stride, int Padding, Shape Output)
    : SlidingOperation(Module, Output)
{
    protected override double Parameters => ((InputChannels * Math.Pow(Kernel, Dimensions)) + 1) * Channels;
}

/// <summary>Maximum or average over windows; for the adaptive kind <paramref name="Kernel"/> is the output size.</summary>
internal sealed record PoolingOperation(string Module, LayerKind Kind, int Kernel, int Stride, int Padding, Shape Output)
    : SlidingOperation(Module, Output);

/// <summary>All sizes behind the batch become one, by a layer that is declared.</summary>
internal sealed record FlattenLayerOperation(string Module, Shape Output) : ModuleOperation(Module, Output);

/// <summary>LSTM or GRU over the steps of a sequence.</summary>
internal sealed record RecurrentOperation(
    string Module, LayerKind Kind, int Inputs, int Hidden, int Stack, bool Bidirectional, Shape Output)
    : ModuleOperation(Module, Output)
{
    private int Directions => Bidirectional ? 2 : 1;

    private int Gates => Kind == LayerKind.Lstm ? 4 : 3;

    protected override double Parameters => Level(Inputs) + ((Stack - 1.0) * Level((double)Hidden * Directions));

    private double Level(double inputs) => (double)Directions * Gates * Hidden * (inputs + Hidden + 2);
}

/// <summary>From all steps of a sequence to a vector.</summary>
/// <param name="Choice">What of the steps is taken.</param>
/// <param name="Backward">How many of the last features are computed backwards, so that their last step is the first.</param>
/// <param name="Sequence">The input whose lengths the steps follow, or null.</param>
/// <param name="Output">The vector.</param>
internal sealed record StepsOperation(StepChoice Choice, int Backward, string? Sequence, Shape Output) : Operation(Output);

/// <summary>Layer normalization of every row, or step of a row, with scale and shift.</summary>
/// <param name="Module">The module.</param>
/// <param name="Normalized">The last sizes of the tensor: over these values together it is normalized.</param>
/// <param name="Output">The shape, which stays.</param>
internal sealed record LayerNormOperation(string Module, EquatableArray<int> Normalized, Shape Output) : ModuleOperation(Module, Output)
{
    protected override double Parameters => Normalized.Aggregate(2.0, (product, size) => product * size);
}

/// <summary>Self-attention over the steps of a sequence.</summary>
internal sealed record AttentionOperation(string Module, int Features, int Heads, Shape Output) : ModuleOperation(Module, Output)
{
    protected override double Parameters => 4.0 * Features * (Features + 1.0);
}

/// <summary>Adds to every step what says where in the sequence it is.</summary>
internal sealed record PositionsOperation(Shape Output) : Operation(Output);

/// <summary>Adds to every step a learned vector of its place.</summary>
internal sealed record LearnedPositionsOperation(string Module, int Steps, int Features, Shape Output) : ModuleOperation(Module, Output)
{
    protected override double Parameters => (double)Steps * Features;
}

/// <summary>Blocks of a transformer's encoder: attention and a network for every step, each with a shortcut and a layer normalization behind it.</summary>
internal sealed record EncoderOperation(
    string Module, int Features, int Heads, int FeedForward, int Blocks, double Dropout, ActivationFunction Activation, Shape Output)
    : ModuleOperation(Module, Output)
{
    protected override double Parameters =>
        Blocks * ((4.0 * Features * (Features + 1.0)) + (2.0 * Features * FeedForward) + FeedForward + Features + (4.0 * Features));
}

/// <summary>From every index to its learned vector; where an index stands for a missing category, that vector stays zero.</summary>
internal sealed record EmbeddingOperation(string Module, IndexRange Indices, int Dimensions, Shape Output) : ModuleOperation(Module, Output)
{
    protected override double Parameters => (double)Indices.Count * Dimensions;
}

/// <summary>A module of the user's own; how many parameters it has is not known here.</summary>
internal sealed record CustomOperation(string Module, string? Factory, Shape Output) : ModuleOperation(Module, Output);

/// <summary>Batch normalization over vectors, signals or images, with scale and shift.</summary>
internal sealed record BatchNormOperation(string Module, int Dimensions, int Features, Shape Output) : ModuleOperation(Module, Output)
{
    protected override double Parameters => 2.0 * Features;
}

/// <summary>(x − mean) / deviation, number by number, along some places of the first size.</summary>
internal sealed record StandardizeOperation(string Module, EquatableArray<ColumnRange> Columns, Shape Output) : ModuleOperation(Module, Output)
{
    /// <summary>The sizes that have a mean and a deviation: of a sequence whose length varies, one step, else all.</summary>
    public EquatableArray<int> Sizes => Output.Sequence is null ? Output.Sizes : Output.Sizes.Skip(1).ToEquatableArray();

    public bool IsWhole => Columns is [{ Start: 0 } columns] && columns.End == Sizes[0];
}

/// <summary>Places one after the other.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The first behind them.</param>
internal sealed record ColumnRange(int Start, int End);

/// <summary>From the standardized numbers that a head computes to the label's own unit.</summary>
internal sealed record DestandardizeOperation(string Head, Shape Output) : Operation(Output);

/// <summary>Missing numbers, which tensors hold as NaN, become 0.</summary>
internal sealed record MissingNumbersOperation(Shape Output) : Operation(Output);

/// <summary>One column of a matrix.</summary>
/// <param name="Column">Which, from 0.</param>
/// <param name="Output">The shape: one number per row.</param>
internal sealed record ColumnOperation(int Column, Shape Output) : Operation(Output);

/// <summary>An activation function, element by element.</summary>
internal sealed record ActivationOperation(ActivationFunction Function, Shape Output) : Operation(Output);

/// <summary>Inverted dropout, element by element.</summary>
internal sealed record DropoutOperation(double Probability, Shape Output) : Operation(Output);

/// <summary>Inverted dropout whose rate is a member of the model.</summary>
/// <param name="Rate">The member that holds the rate.</param>
/// <param name="Minimum">The lowest rate.</param>
/// <param name="Maximum">The highest rate.</param>
/// <param name="Output">The shape, which stays.</param>
internal sealed record AdaptiveDropoutOperation(string Rate, double Minimum, double Maximum, Shape Output) : Operation(Output);

/// <summary>Inverted dropout of whole channels of signals or images.</summary>
internal sealed record SpatialDropoutOperation(double Probability, Shape Output) : Operation(Output);

/// <summary>Inverted dropout of features of a sequence, in all its steps together.</summary>
internal sealed record RecurrentDropoutOperation(double Probability, Shape Output) : Operation(Output);

/// <summary>A tensor with a shape read as a vector.</summary>
internal sealed record FlattenOperation(Shape Output) : Operation(Output);

/// <summary>From the logit of a conditional probability to that of its product with the probability of a task above.</summary>
/// <param name="Condition">The task above.</param>
/// <param name="Output">The shape of both.</param>
internal sealed record ConditionOperation(string Condition, Shape Output) : Operation(Output);

/// <summary>From one column, <c>[batch, 1]</c>, to one number per row, <c>[batch]</c>; in a sequence, to one per step.</summary>
internal sealed record SqueezeOperation(Shape Output) : Operation(Output);

/// <summary>From any numbers to the shares of a whole, along the last dimension.</summary>
internal sealed record SoftmaxOperation(Shape Output) : Operation(Output);

/// <summary>What the copies of a layer compute, each times a learned number, added up.</summary>
/// <param name="Module">The unit that holds the numbers.</param>
/// <param name="Copies">How many copies there are.</param>
/// <param name="Own">Which of them is the unit's own.</param>
/// <param name="Share">Its number at the beginning.</param>
/// <param name="Output">The shape of what each computes.</param>
internal sealed record StitchOperation(string Module, int Copies, int Own, double Share, Shape Output) : ModuleOperation(Module, Output)
{
    protected override double Parameters => Copies;
}

/// <summary>What a layer computes, number by number times a mask.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Output">The shape of both.</param>
internal sealed record AttendOperation(string Layer, Shape Output) : Operation(Output);

/// <summary>What the experts compute, each times its share in a gate, added up.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Parts">The blocks whose experts are mixed, in the order of the shares.</param>
/// <param name="Output">The shape of what each computes.</param>
internal sealed record MixOperation(string Gate, EquatableArray<MixPart> Parts, Shape Output) : Operation(Output)
{
    public int Experts => (int)Parts.Sum(static part => Math.Max(part.Experts, 1));
}

/// <summary>A block of experts that is mixed with others.</summary>
/// <param name="Layer">The block.</param>
/// <param name="Experts">How many experts have a copy of it; 0 for a block that is one expert.</param>
internal sealed record MixPart(string Layer, int Experts);
