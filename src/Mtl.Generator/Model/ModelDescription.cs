namespace Mtl.Generator.Model;

/// <summary>What was declared: one annotated class, free of symbols and equal to itself after an unrelated edit.</summary>
internal sealed record ModelDescription(
    TypeName Type,
    EquatableArray<InputDescription> Inputs,
    RowDescription? Row,
    EquatableArray<LayerDescription> Layers,
    EquatableArray<HeadDescription> Heads,
    EquatableArray<Modifier> Defaults,
    EquatableArray<Problem> Problems)
{
    /// <summary>TorchSharp's modules end at six inputs.</summary>
    public const int MaxInputs = 6;

    /// <summary>Whether the numbers that it reads are standardized, where a feature does not say otherwise.</summary>
    public bool StandardizesInputs { get; init; }

    /// <summary>The scheme by which the tasks share the trunk; null where they share it as it stands.</summary>
    public SharingDescription? Sharing { get; init; }

    /// <summary>How tasks are balanced, or null where their losses are added.</summary>
    public BalancingDescription? Balancing { get; init; }

    /// <summary>Whether a constructor of the user's, wrongly, is where the generated one should be.</summary>
    public bool IsConstructorTaken { get; init; }

    /// <summary>Whether a member of the user's, wrongly, has the name of one that every model has.</summary>
    public bool IsSurfaceTaken { get; init; }

    /// <summary>Partial properties of a wrong declaration, which are implemented so that the compiler has nothing to add.</summary>
    public EquatableArray<StubDescription> Stubs { get; init; } = EquatableArray<StubDescription>.Empty;

    /// <summary>Whether the user overrides <c>Dispose</c>. Then none is generated, and buffers are left to the garbage collector.</summary>
    public bool HasOwnDispose { get; init; }
}

/// <summary>A tensor that the model reads.</summary>
/// <param name="Name">The name: as declared, or <c>Input</c> for the one that is made of several features.</param>
/// <param name="Shape">Its sizes without the batch dimension.</param>
/// <param name="Features">The features of the row that it is made of; none without a row type.</param>
/// <param name="Site">Where it is declared.</param>
internal sealed record InputDescription(
    string Name, EquatableArray<int> Shape, EquatableArray<FeatureDescription> Features, Site Site)
{
    /// <summary>Which indices it holds; null where it holds numbers.</summary>
    public IndexRange? Indices { get; init; }

    /// <summary>The input whose lengths it has, itself or another, if it is a padded sequence; the first size is then the most steps.</summary>
    public string? Sequence { get; init; }

    public bool IsSequence => Sequence is not null;

    /// <summary>Whether the model reads its lengths beside it.</summary>
    public bool HasLengths => Sequence == Name;

    /// <summary>Whether it is one category of a row: all of these share one tensor.</summary>
    public bool IsSingleCategory => Indices is not null && Shape.Count == 0 && Features.Count == 1;
}

/// <summary>Which indices a tensor of categories holds.</summary>
/// <param name="Categories">How many categories there are.</param>
/// <param name="HasMissing">Whether a category can be missing: index 0 then says so, and the categories follow.</param>
internal sealed record IndexRange(int Categories, bool HasMissing)
{
    /// <summary>How many different indices there are.</summary>
    public long Count => Categories + (HasMissing ? 1L : 0L);
}

/// <summary>A declared layer or head, and the property that gives access to it.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Modifiers">Its modifiers as generated; of a partial property as written, since both parts must have the same.</param>
/// <param name="Field">The field that holds it.</param>
/// <param name="Form">How it is declared.</param>
/// <param name="IsDocumented">Whether the property's declaration has a documentation comment of its own.</param>
internal sealed record MemberDescription(
    string Name,
    string Type,
    string Modifiers,
    string Field,
    MemberForm Form,
    bool IsDocumented)
{
    /// <summary>Whether the user's initializer makes it, and not the generated constructor.</summary>
    public bool IsInitialized { get; init; }

    /// <summary>The type without its namespace and type arguments, for messages.</summary>
    public string TypeName => Type.Split('<')[0].Split('.', ':').Last();
}

/// <summary>A partial property that generated code implements only so that a wrong declaration compiles.</summary>
/// <param name="Modifiers">Its modifiers as written.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Accessors">Its accessors as written: <c>get</c>, <c>private set</c>.</param>
/// <param name="IsDocumented">Whether it has a documentation comment.</param>
internal sealed record StubDescription(string Modifiers, string Type, string Name, EquatableArray<string> Accessors, bool IsDocumented);

/// <summary>How a layer or head is declared.</summary>
internal enum MemberForm
{
    /// <summary>By a declaration that generated code cannot complete; a problem says why.</summary>
    Wrong,

    /// <summary>By a partial property, which generated code implements.</summary>
    PartialProperty,

    /// <summary>By a field, which generated code fills.</summary>
    Field,

    /// <summary>By an attribute on the class alone.</summary>
    ClassAttribute,
}

/// <summary>A layer, shared or of one task.</summary>
/// <param name="Member">The property.</param>
/// <param name="Kind">Which layer it is.</param>
/// <param name="IsShared">Whether all tasks may read it; otherwise it belongs to one.</param>
/// <param name="Options">The layer's numbers.</param>
/// <param name="Sources">What it reads.</param>
/// <param name="Modifiers">The member's own modifiers.</param>
/// <param name="Site">Where it is declared.</param>
internal sealed record LayerDescription(
    MemberDescription Member,
    LayerKind Kind,
    bool IsShared,
    LayerOptions Options,
    SourcesDescription Sources,
    EquatableArray<Modifier> Modifiers,
    Site Site);

/// <summary>The numbers of a layer as written; 0 where nothing is written and the layer's own default holds.</summary>
/// <param name="Size">Units, channels, hidden size, dimensions.</param>
/// <param name="Kernel">Kernel size of a convolution or pooling.</param>
/// <param name="Stride">Its stride.</param>
/// <param name="Padding">Its padding.</param>
/// <param name="Stack">Number of stacked recurrent layers or blocks.</param>
/// <param name="Bidirectional">Whether a recurrent layer reads in both directions.</param>
/// <param name="Steps">What a layer hands on that computes a sequence.</param>
/// <param name="Heads">Number of attention heads.</param>
/// <param name="Positions">How attention is told where each step is.</param>
/// <param name="FeedForward">Hidden units in the blocks of a transformer.</param>
/// <param name="Factory">The method that makes a layer of the user's own type.</param>
/// <param name="Output">The output shape of a layer of the user's own type.</param>
internal sealed record LayerOptions(
    int Size,
    int Kernel,
    int Stride,
    int Padding,
    int Stack,
    bool Bidirectional,
    StepChoice Steps,
    int Heads,
    PositionChoice Positions,
    int FeedForward,
    string? Factory,
    EquatableArray<int> Output);

/// <summary>The values of <c>Mtl.Steps</c>.</summary>
internal enum StepChoice
{
    All,
    Last,
    Mean,
    Max,
}

/// <summary>The values of <c>Mtl.Positions</c>.</summary>
internal enum PositionChoice
{
    None,
    Sinusoidal,
    Learned,
}

/// <summary>What a layer or head reads: names of layers, inputs or features; none for what comes before it.</summary>
internal sealed record SourcesDescription(EquatableArray<string> Names, Merge Merge)
{
    /// <summary>Nothing is named.</summary>
    public static SourcesDescription None { get; } = new(EquatableArray<string>.Empty, Merge.Concat);
}

/// <summary>How several sources become one.</summary>
internal enum Merge
{
    /// <summary>Side by side.</summary>
    Concat,

    /// <summary>Added element by element.</summary>
    Add,

    /// <summary>Multiplied element by element.</summary>
    Multiply,
}

/// <summary>A task: its head, its weight in the objective and its modifiers.</summary>
/// <param name="Member">The property.</param>
/// <param name="Kind">What kind of task it is.</param>
/// <param name="Types">The types of its labels, answers and metrics.</param>
/// <param name="Classes">The classes, flags or ranks in order; empty for other kinds.</param>
/// <param name="Outputs">How many numbers the output layer has.</param>
/// <param name="PerPosition">Whether there is an answer at every step of a sequence.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Weight">The weight of the task's loss.</param>
/// <param name="Loss">What the task minimizes.</param>
/// <param name="After">The task whose probability is a factor of this one's, or null.</param>
/// <param name="Sources">What it reads.</param>
/// <param name="Modifiers">The member's own modifiers.</param>
/// <param name="Accessibility">How far members of the model that mention the head's type can be seen.</param>
/// <param name="Site">Where the head is declared.</param>
internal sealed record HeadDescription(
    MemberDescription Member,
    HeadKind Kind,
    HeadTypes Types,
    EquatableArray<string> Classes,
    int Outputs,
    bool PerPosition,
    EquatableArray<int> Hidden,
    double Weight,
    LossDescription Loss,
    string? After,
    SourcesDescription Sources,
    EquatableArray<Modifier> Modifiers,
    MemberAccessibility Accessibility,
    Site Site)
{
    /// <summary>Whether its labels are standardized.</summary>
    public bool IsStandardized { get; init; }

    /// <summary>The names of the metrics that count, the one that decides first; empty where the head's own order holds.</summary>
    public EquatableArray<string> Metrics { get; init; }

    /// <summary>Whether a label is an array with a number for every output.</summary>
    public bool HasArrayLabels => Kind.HasArrayLabels(Outputs);

    /// <summary>Whether the output is one number per row or step, and not a vector.</summary>
    public bool IsScalar => Kind.Outputs is OutputCount.One or OutputCount.Declared && Outputs == 1;
}
