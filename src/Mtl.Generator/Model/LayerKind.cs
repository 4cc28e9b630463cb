namespace Mtl.Generator.Model;

/// <summary>What is known of a kind of layer before any model uses it. Each kind is one object, and equal to itself alone.</summary>
internal sealed class LayerKind
{
    private static readonly string[] _windows = ["Kernel", "Stride", "Padding"];

    private LayerKind(string name, LayerComputation computation, LayerInput? input, LayerParameters parameters)
    {
        Name = name;
        Computation = computation;
        Input = input;
        Parameters = parameters;
    }

    /// <summary>A type that is no layer.</summary>
    public static LayerKind Unknown { get; } = new("", LayerComputation.Unknown, input: null, LayerParameters.None) { ReadsIndices = true };

    /// <summary>A <c>Module&lt;Tensor, Tensor&gt;</c> of the user's.</summary>
    public static LayerKind Custom { get; } = new("", LayerComputation.Custom, input: null, LayerParameters.Weights)
    {
        ReadsIndices = true,
        Arguments = ["Factory", "Output"],
    };

    public static LayerKind Linear { get; } = new("Linear", LayerComputation.Linear, input: null, LayerParameters.Weights)
    {
        NeedsSize = true,
        IsTrunk = true,
        OneWeight = "weight",
        ReadsVaryingLengths = true,
    };

    public static LayerKind Lstm { get; } = Recurrent("LSTM");

    public static LayerKind Embedding { get; } = new("Embedding", LayerComputation.Embedding, input: null, LayerParameters.Weights)
    {
        NeedsSize = true,
        OneWeight = "weight!",
        ReadsIndices = true,
        ReadsVaryingLengths = true,
    };

    /// <summary>All kinds that TorchSharp has a type for, in the order in which messages list them.</summary>
    public static IReadOnlyList<LayerKind> All { get; } =
    [
        Linear,
        Convolution("Conv1d", LayerInput.Signal, readsVaryingLengths: true),
        Convolution("Conv2d", LayerInput.Image, readsVaryingLengths: false),
        Pooling("MaxPool1d", LayerComputation.MaxPooling, LayerInput.Signal, readsVaryingLengths: true),
        Pooling("MaxPool2d", LayerComputation.MaxPooling, LayerInput.Image, readsVaryingLengths: false),
        Pooling("AvgPool1d", LayerComputation.AveragePooling, LayerInput.Signal, readsVaryingLengths: true),
        Pooling("AvgPool2d", LayerComputation.AveragePooling, LayerInput.Image, readsVaryingLengths: false),
        new("AdaptiveAvgPool1d", LayerComputation.AdaptivePooling, LayerInput.Signal, LayerParameters.None) { NeedsSize = true },
        new("AdaptiveAvgPool2d", LayerComputation.AdaptivePooling, LayerInput.Image, LayerParameters.None) { NeedsSize = true },
        new("Flatten", LayerComputation.Flatten, input: null, LayerParameters.None),
        Lstm,
        Recurrent("GRU"),
        new("LayerNorm", LayerComputation.LayerNorm, input: null, LayerParameters.Scales) { ReadsVaryingLengths = true },
        new("GroupNorm", LayerComputation.GroupNorm, LayerInput.Image, LayerParameters.Scales)
        {
            NeedsSize = true, SizeName = "number of groups",
        },
        new("MultiheadAttention", LayerComputation.Attention, LayerInput.Sequence, LayerParameters.Weights)
        {
            Arguments = ["Heads", "Positions"], ReadsVaryingLengths = true,
        },
        new("TransformerEncoder", LayerComputation.Encoder, LayerInput.Sequence, LayerParameters.Weights)
        {
            Arguments = ["Stack", "Heads", "Positions", "FeedForward"], TakesModifiersInside = true, ReadsVaryingLengths = true,
        },
        Embedding,
    ];

    /// <summary>TorchSharp's name of the type.</summary>
    public string Name { get; }

    /// <summary>How the output is computed: the lowering has one method for each.</summary>
    public LayerComputation Computation { get; }

    /// <summary>What the layer reads; null where it reads tensors of any rank.</summary>
    public LayerInput? Input { get; }

    public LayerParameters Parameters { get; }

    /// <summary>Whether the declaration must say a size; that of others follows from what they read.</summary>
    public bool NeedsSize { get; init; }

    /// <summary>What messages call the size.</summary>
    public string SizeName { get; init; } = "size";

    /// <summary>The named arguments that it reads. Sources and steps, of which the shapes decide, are not among them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether the layer is one that a trunk is made of: with weights, and with normalization and activation after it.</summary>
    public bool IsTrunk { get; init; }

    /// <summary>Whether activation and dropout act inside the layer, and not after it.</summary>
    public bool TakesModifiersInside { get; init; }

    /// <summary>Whether it can read indices of categories.</summary>
    public bool ReadsIndices { get; init; }

    /// <summary>Whether it can read sequences whose length varies from row to row, and padding never influences what it computes.</summary>
    public bool ReadsVaryingLengths { get; init; }

    /// <summary>
    /// The property of the layer that holds all its weights; null where there are several. TorchSharp says that an embedding's can be null.
    /// </summary>
    public string? OneWeight { get; init; }

    /// <summary>Whether the layer can have parameters; those of the user's own types are not known.</summary>
    public bool HasParameters => Parameters != LayerParameters.None;

    /// <summary>Whether the layer has weights in the sense of penalties and defaults: factors of what it reads, not a scale.</summary>
    public bool HasWeights => Parameters == LayerParameters.Weights;

    /// <summary>Whether the layer is a normalization: it scales and shifts what it reads.</summary>
    public bool IsNormalization => Parameters == LayerParameters.Scales;

    /// <summary>Whether it only encodes what it reads, and does not compute with it; a layer after others always computes.</summary>
    public bool OnlyEncodes => !HasWeights || Computation == LayerComputation.Embedding;

    /// <summary>The activation where none is declared.</summary>
    public ActivationFunction DefaultActivation => IsTrunk ? ActivationFunction.Relu : ActivationFunction.None;

    /// <summary>The kind of a type of TorchSharp's; null where it is no layer.</summary>
    public static LayerKind? Of(string name)
    {
        foreach (var kind in All)
        {
            if (kind.Name == name)
                return kind;
        }
        return null;
    }

    public override string ToString() => Name;

    private static LayerKind Convolution(string name, LayerInput input, bool readsVaryingLengths) =>
        new(name, LayerComputation.Convolution, input, LayerParameters.Weights)
        {
            NeedsSize = true,
            Arguments = _windows,
            IsTrunk = true,
            OneWeight = "weight",
            ReadsVaryingLengths = readsVaryingLengths,
        };

    private static LayerKind Pooling(string name, LayerComputation computation, LayerInput input, bool readsVaryingLengths) =>
        new(name, computation, input, LayerParameters.None) { Arguments = _windows, ReadsVaryingLengths = readsVaryingLengths };

    private static LayerKind Recurrent(string name) => new(name, LayerComputation.Recurrent, LayerInput.Sequence, LayerParameters.Weights)
    {
        NeedsSize = true,
        Arguments = ["Stack", "Bidirectional"],
        ReadsVaryingLengths = true,
    };
}

/// <summary>How a layer computes its output. Kinds that differ in their dimensions alone compute alike.</summary>
internal enum LayerComputation
{
    Unknown,
    Linear,
    Convolution,
    MaxPooling,
    AveragePooling,
    AdaptivePooling,
    Flatten,
    Recurrent,
    LayerNorm,
    GroupNorm,
    Attention,
    Encoder,
    Embedding,
    Custom,
}

/// <summary>What a layer learns.</summary>
internal enum LayerParameters
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Scales and shifts of what it reads: no penalty and no default of the class concerns them.</summary>
    Scales,

    /// <summary>Weights.</summary>
    Weights,
}

/// <summary>The tensors that a layer reads.</summary>
/// <param name="Rank">How many sizes they have after the batch dimension.</param>
/// <param name="Name">What messages call them.</param>
internal sealed record LayerInput(int Rank, string Name)
{
    public static LayerInput Signal { get; } = new(2, "[channels, length]");

    public static LayerInput Image { get; } = new(3, "[channels, height, width]");

    public static LayerInput Sequence { get; } = new(2, "[steps, features]");
}
