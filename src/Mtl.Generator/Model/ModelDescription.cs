namespace Mtl.Generator.Model;

/// <summary>The declaration of a model class, without symbols, so that it stays equal after unrelated edits.</summary>
internal sealed record ModelDescription(
    TypeName Type,
    EquatableArray<InputDescription> Inputs,
    RowDescription? Row,
    EquatableArray<LayerDescription> Layers,
    EquatableArray<HeadDescription> Heads,
    EquatableArray<Modifier> Defaults,
    EquatableArray<Problem> Problems)
{
    /// <summary>The maximum number of inputs of a TorchSharp module.</summary>
    public const int MaxInputs = 6;

    /// <summary>Whether numeric inputs are standardized by default.</summary>
    public bool StandardizesInputs { get; init; }

    /// <summary>The sharing architecture; null for hard sharing.</summary>
    public SharingDescription? Sharing { get; init; }

    /// <summary>The balancing of tasks; null where their weighted losses are added.</summary>
    public BalancingDescription? Balancing { get; init; }

    /// <summary>Whether a constructor of the user has the signature of the generated one, which is an error.</summary>
    public bool IsConstructorTaken { get; init; }

    /// <summary>Whether a member of the user has the name of a generated one, which is an error.</summary>
    public bool IsSurfaceTaken { get; init; }

    /// <summary>Partial properties of a wrong declaration, implemented so that the compiler reports no further errors.</summary>
    public EquatableArray<StubDescription> Stubs { get; init; } = EquatableArray<StubDescription>.Empty;

    /// <summary>Whether the user overrides <c>Dispose</c>. Then none is generated, and buffers are left to the garbage collector.</summary>
    public bool HasOwnDispose { get; init; }
}

/// <summary>An input tensor of the model.</summary>
/// <param name="Name">The declared name, or <c>Input</c> for the input of several features.</param>
/// <param name="Shape">Its sizes without the batch dimension.</param>
/// <param name="Features">The features of the row that it contains; none without a row type.</param>
/// <param name="Site">The site of the declaration.</param>
internal sealed record InputDescription(
    string Name, EquatableArray<int> Shape, EquatableArray<FeatureDescription> Features, Site Site)
{
    /// <summary>The range of category indices in it; null for numbers.</summary>
    public IndexRange? Indices { get; init; }

    /// <summary>
    /// The input whose lengths a padded sequence has, itself or another; the first size is then the maximum number of time steps. Null for
    /// other inputs.
    /// </summary>
    public string? Sequence { get; init; }

    public bool IsSequence => Sequence is not null;

    /// <summary>Whether its lengths are an input of the model.</summary>
    public bool HasLengths => Sequence == Name;

    /// <summary>Whether it is one category of a row: all of these share one tensor.</summary>
    public bool IsSingleCategory => Indices is not null && Shape.Count == 0 && Features.Count == 1;
}

/// <summary>The range of category indices.</summary>
/// <param name="Categories">The number of categories.</param>
/// <param name="HasMissing">Whether a category can be missing, which is index 0; the categories then start at 1.</param>
internal sealed record IndexRange(int Categories, bool HasMissing)
{
    /// <summary>The number of different indices.</summary>
    public long Count => Categories + (HasMissing ? 1L : 0L);
}

/// <summary>The property of a declared layer or head.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Modifiers">Its C# modifiers; those of a partial property as declared, because both parts must have the same.</param>
/// <param name="Field">The backing field.</param>
/// <param name="Form">The form of the declaration.</param>
/// <param name="IsDocumented">Whether the declaration has a documentation comment.</param>
internal sealed record MemberDescription(
    string Name,
    string Type,
    string Modifiers,
    string Field,
    MemberForm Form,
    bool IsDocumented)
{
    /// <summary>Whether the user's initializer creates it, and not the generated constructor.</summary>
    public bool IsInitialized { get; init; }

    /// <summary>The type without its namespace and type arguments, for messages.</summary>
    public string TypeName => Type.Split('<')[0].Split('.', ':').Last();
}

/// <summary>A partial property of a wrong declaration, implemented so that it compiles.</summary>
/// <param name="Modifiers">Its declared modifiers.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Accessors">Its declared accessors: <c>get</c>, <c>private set</c>.</param>
/// <param name="IsDocumented">Whether it has a documentation comment.</param>
internal sealed record StubDescription(string Modifiers, string Type, string Name, EquatableArray<string> Accessors, bool IsDocumented);

/// <summary>The form of the declaration of a layer or head.</summary>
internal enum MemberForm
{
    /// <summary>A declaration that cannot be completed by generated code; a problem has the reason.</summary>
    Wrong,

    /// <summary>A partial property, which generated code implements.</summary>
    PartialProperty,

    /// <summary>A field, which generated code sets.</summary>
    Field,

    /// <summary>An attribute on the class.</summary>
    ClassAttribute,
}

/// <summary>A shared or task-specific layer.</summary>
/// <param name="Member">The property.</param>
/// <param name="Kind">The kind of layer.</param>
/// <param name="IsShared">Whether it is shared; otherwise it is specific to one task.</param>
/// <param name="Options">The options of the layer.</param>
/// <param name="Sources">Its sources.</param>
/// <param name="Modifiers">The member's own modifiers.</param>
/// <param name="Site">The site of the declaration.</param>
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
/// <param name="Steps">What a layer outputs that computes a sequence.</param>
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

/// <summary>The declared sources of a layer or head: layers, inputs or features; none for the default.</summary>
internal sealed record SourcesDescription(EquatableArray<string> Names, Merge Merge)
{
    /// <summary>The default sources.</summary>
    public static SourcesDescription None { get; } = new(EquatableArray<string>.Empty, Merge.Concat);
}

/// <summary>How several sources are merged.</summary>
internal enum Merge
{
    /// <summary>Concatenated.</summary>
    Concat,

    /// <summary>Added element by element.</summary>
    Add,

    /// <summary>Multiplied element by element.</summary>
    Multiply,
}

/// <summary>A task: its head, its weight in the objective and its modifiers.</summary>
/// <param name="Member">The property.</param>
/// <param name="Kind">The kind of head.</param>
/// <param name="Types">The types of its labels, predictions and metrics.</param>
/// <param name="Classes">The classes, flags or ranks in order; empty for other kinds.</param>
/// <param name="Outputs">The number of outputs of the output layer.</param>
/// <param name="PerPosition">Whether it predicts at every time step of a sequence.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Weight">The weight of the task's loss.</param>
/// <param name="Loss">The loss.</param>
/// <param name="After">The task whose probability is a factor of this one's, or null.</param>
/// <param name="Sources">Its sources.</param>
/// <param name="Modifiers">The member's own modifiers.</param>
/// <param name="Accessibility">The accessibility of generated members with the head's type in their signature.</param>
/// <param name="Site">The site of the declaration.</param>
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

    /// <summary>The names of the declared metrics, the one for model selection first; empty for the default order.</summary>
    public EquatableArray<string> Metrics { get; init; }

    /// <summary>Whether a label is an array with a number for every output.</summary>
    public bool HasArrayLabels => Kind.HasArrayLabels(Outputs);

    /// <summary>Whether the output is one number per row or time step, and not a vector.</summary>
    public bool IsScalar => Kind.Outputs is OutputCount.One or OutputCount.Declared && Outputs == 1;
}
