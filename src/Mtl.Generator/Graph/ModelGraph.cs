using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The computation of a model: its operations with their shapes. It is the only input of the emitters.</summary>
/// <param name="Type">The class.</param>
/// <param name="Row">The row type, or null for a model without rows.</param>
/// <param name="Inputs">The input tensors with their preprocessing.</param>
/// <param name="Categories">The columns of the input of all single categories.</param>
/// <param name="Layers">Shared and task-specific layers, in the order of computation.</param>
/// <param name="Tasks">The heads, in declaration order.</param>
/// <param name="Members">All declared properties, including those of unknown types.</param>
/// <param name="Penalties">The penalties of the objective.</param>
/// <param name="Problems">All problems of the declaration.</param>
/// <param name="Emission">How much can be generated.</param>
internal sealed record ModelGraph(
    TypeName Type,
    RowDescription? Row,
    EquatableArray<InputBlock> Inputs,
    EquatableArray<CategoryBlock> Categories,
    EquatableArray<LayerBlock> Layers,
    EquatableArray<TaskBlock> Tasks,
    EquatableArray<MemberDescription> Members,
    EquatableArray<Penalty> Penalties,
    EquatableArray<Problem> Problems,
    Emission Emission)
{
    /// <summary>The reason why the training step falls back to autograd; null for a fused step.</summary>
    public string? AutogradFallback { get; init; }

    /// <summary>Whether a constructor of the user has the signature of the generated one.</summary>
    public bool IsConstructorTaken { get; init; }

    /// <summary>Partial properties of a wrong declaration.</summary>
    public EquatableArray<StubDescription> Stubs { get; init; } = EquatableArray<StubDescription>.Empty;

    /// <summary>Whether the user overrides <c>Dispose</c>.</summary>
    public bool HasOwnDispose { get; init; }

    /// <summary>The soft-sharing penalties of the objective.</summary>
    public EquatableArray<Distance> Distances { get; init; } = EquatableArray<Distance>.Empty;

    /// <summary>Whether the objective has penalties.</summary>
    public bool HasPenalty => Penalties.Count + Distances.Count > 0;

    /// <summary>The balancing of tasks; null where their weighted losses are added.</summary>
    public BalancingDescription? Balancing { get; init; }

    /// <summary>The numbers that a model can be created with other values of, with different names.</summary>
    public EquatableArray<Hyperparameter> Hyperparameters { get; init; } = EquatableArray<Hyperparameter>.Empty;

    /// <summary>
    /// All blocks of the forward pass, in order. Those of the sharing architecture are between shared and task-specific layers.
    /// </summary>
    public EquatableArray<Block> Blocks { get; init; } = EquatableArray<Block>.Empty;

    /// <summary>The gates; none for a model without experts.</summary>
    public EquatableArray<GateBlock> Gates { get; private init; } = EquatableArray<GateBlock>.Empty;

    /// <summary>The cross-stitch units; none for a model without them.</summary>
    public EquatableArray<StitchBlock> Stitches { get; private init; } = EquatableArray<StitchBlock>.Empty;

    /// <summary>The attentions of tasks to layers; none for a model without task attention.</summary>
    public EquatableArray<AttentionBlock> Attentions { get; private init; } = EquatableArray<AttentionBlock>.Empty;

    /// <summary>The layers on attended features that have parameters, each once.</summary>
    public IEnumerable<LayerBlock> AttendedLayers => Blocks.OfType<ApplicationBlock>()
        .Where(static application => application.IsFirst)
        .Select(static application => application.Layer);

    public IEnumerable<LayerBlock> SharedLayers => Layers.Where(static layer => layer.Owner is null);

    /// <summary>The shared representation: the shared blocks that task-specific ones read, in order.</summary>
    public IEnumerable<Block> Representation
    {
        get
        {
            var taskSpecific = Blocks.Where(static block => block.Owner is not null);
            var read = new HashSet<string>(taskSpecific.SelectMany(static block => block.Sources.Blocks));
            foreach (var layer in SharedLayers.Reverse().Where(static layer => layer.Operations.Count == 0))
            {
                if (read.Contains(layer.Name))
                    read.UnionWith(layer.Sources.Blocks);
            }
            return Blocks.Where(block =>
                block is { Owner: null, Operations.Count: > 0 } and not (InputBlock or CategoryBlock) && read.Contains(block.Name));
        }
    }

    /// <summary>
    /// Whether the forward pass has convolutions or LSTMs, which libtorch computes by oneDNN, or custom modules, which may have some.
    /// </summary>
    public bool MayUseOneDnn =>
        Blocks.Any(static block => block.Operations.Any(static operation => operation is ModuleOperation { MayUseOneDnn: true }))
        || Tasks.Any(static task => task.Head.Kind == HeadKind.Custom);

    /// <summary>The task-specific layers of a task, in order.</summary>
    public IEnumerable<LayerBlock> LayersOf(TaskBlock task) => Layers.Where(layer => layer.Owner == task.Name);

    /// <summary>Replaces the blocks of the model.</summary>
    /// <param name="blocks">The blocks in the order of computation; their owners are set here.</param>
    public ModelGraph With(IReadOnlyList<Block> blocks)
    {
        var owned = Ownership.Assign(blocks);
        return this with
        {
            Blocks = owned,
            Layers = owned.OfType<LayerBlock>().ToEquatableArray(),
            Tasks = owned.OfType<TaskBlock>().ToEquatableArray(),
            Gates = owned.OfType<GateBlock>().ToEquatableArray(),
            Stitches = owned.OfType<StitchBlock>().ToEquatableArray(),
            Attentions = owned.OfType<AttentionBlock>().ToEquatableArray(),
        };
    }

    /// <summary>Replaces the trunk of the model.</summary>
    /// <param name="trunk">The shared layers and the blocks of the sharing architecture, in the order of computation.</param>
    /// <param name="read">Maps the sources of a task-specific block to those that replace them.</param>
    /// <param name="penalties">The penalties of the objective.</param>
    public ModelGraph On(IEnumerable<Block> trunk, Func<Sources, TaskBlock, Sources> read, IEnumerable<Penalty> penalties) => With(
    [
        .. Inputs, .. Categories, .. trunk,
        .. Tasks.SelectMany(task => LayersOf(task).Select(layer => layer with { Sources = read(layer.Sources, task) })),
        .. Tasks.Select(task => task with { Sources = read(task.Sources, task) }),
    ]) with
    {
        Penalties = penalties.ToEquatableArray(),
    };

    /// <summary>The blocks that some blocks depend on, and these themselves, in the order of computation.</summary>
    public IReadOnlyList<Block> NeededBy(IEnumerable<Block> results)
    {
        var needed = new HashSet<string>(results.Select(static block => block.Name), StringComparer.Ordinal);
        foreach (var block in Blocks.Reverse().Where(block => needed.Contains(block.Name)))
            needed.UnionWith(block.Sources.Blocks);
        return [.. Blocks.Where(block => needed.Contains(block.Name))];
    }

    /// <summary>The layer or task of a name, or null.</summary>
    public Block? Member(string name)
    {
        foreach (var block in Blocks)
        {
            if (block.IsMember && block.Name == name)
                return block;
        }
        return null;
    }

    /// <summary>The number of parameters, including those of the balancing method.</summary>
    public long ParameterCount => Operation.Count(Blocks.Sum(static block => (double)block.ParameterCount) + LearnedByBalancing);

    /// <summary>The number of parameters of the balancing method: one for every task, or none.</summary>
    public long LearnedByBalancing => Balancing is { Kind.Learned: not null } ? Tasks.Count : 0;

    /// <summary>The number of frozen parameters.</summary>
    public long FrozenCount => Operation.Count(Blocks.Sum(static block => block.Parameters.IsFrozen ? (double)block.ParameterCount : 0));

    /// <summary>The minimum rows of a training batch: 2 with batch normalization that is not frozen, else 1.</summary>
    public int MinimumBatchSize => Blocks.Any(HasBatchStatistics) ? 2 : 1;

    private static bool HasBatchStatistics(Block block) =>
        !block.Parameters.IsFrozen && block.Operations.FirstOf<BatchNormOperation>() is not null;
}

/// <summary>The sources of a block: the outputs of other blocks, and how they are merged.</summary>
/// <param name="Blocks">The names of the blocks; none for an input.</param>
/// <param name="Merge">How several are merged.</param>
/// <param name="Shape">The shape of the merged input.</param>
internal sealed record Sources(EquatableArray<string> Blocks, Merge Merge, Shape Shape)
{
    /// <summary>The name of a single source.</summary>
    public Hint Hint => Blocks.Count == 1 ? new Hint { Name = Blocks[0] } : Hint.None;

    /// <summary>Replaces the sources by other blocks.</summary>
    /// <param name="rename">Maps the name of a block to that of its replacement.</param>
    public Sources Renamed(Func<string, string> rename) => this with { Blocks = Blocks.Select(rename).ToEquatableArray() };
}

/// <summary>The operations of a declared input, layer or task, or of a block of the sharing architecture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">The input of the first operation.</param>
/// <param name="Operations">The operations in order; none where the source is the output.</param>
/// <param name="Output">The shape of the output.</param>
internal abstract record Block(string Name, Sources Sources, EquatableArray<Operation> Operations, Shape Output)
{
    /// <summary>How the parameters are saved and trained.</summary>
    public ParameterPolicy Parameters { get; init; } = new(Name, IsFrozen: false, LearningRate: null);

    /// <summary>The only task that it belongs to; null for a shared block.</summary>
    public string? Owner { get; init; }

    /// <summary>The only task that its parameters belong to; null for shared parameters.</summary>
    public virtual string? ParameterOwner => Owner;

    /// <summary>The common prefix of the names of its modules.</summary>
    public virtual string ModuleName => Name;

    /// <summary>The adaptive dropout, or null. Several in one tower have the same rate.</summary>
    public AdaptiveDropoutOperation? AdaptiveDropout => Operations.FirstOf<AdaptiveDropoutOperation>();

    /// <summary>Whether it is a layer or a task.</summary>
    public bool IsMember => this is LayerBlock or TaskBlock;

    public virtual long ParameterCount => Operation.Count(Operations.Sum(static operation => (double)operation.ParameterCount));

    /// <summary>The shape of the output as an input of other blocks.</summary>
    public virtual Shape OutputAsInput => Output;
}

/// <summary>An input tensor of the model.</summary>
/// <param name="Name">The name of the input.</param>
/// <param name="Stored">Its shape in a batch.</param>
/// <param name="Features">The features of the row that it contains.</param>
/// <param name="Operations">Its preprocessing: standardization, missing numbers, dropout.</param>
internal sealed record InputBlock(
    string Name, Shape Stored, EquatableArray<FeatureDescription> Features, EquatableArray<Operation> Operations)
    : Block(Name, new Sources(EquatableArray<string>.Empty, Merge.Concat, Stored), Operations, Stored)
{
    /// <summary>The standardization of its numbers, or null.</summary>
    public StandardizeOperation? Standardization => Operations.FirstOf<StandardizeOperation>();

    /// <summary>
    /// Whether its numbers are collected as <c>float64</c>, because some that are standardized could lose digits as <c>float32</c>.
    /// </summary>
    public bool IsDouble => Features.Any(feature => feature.IsWide && Standardizes(feature));

    /// <summary>Whether a number can be missing.</summary>
    public bool HasMissingNumbers => Operations.FirstOf<MissingNumbersOperation>() is not null;

    /// <summary>Whether the numbers of a feature are standardized.</summary>
    public bool Standardizes(FeatureDescription feature)
    {
        if (Standardization is not { } standardization || feature.Kind != FeatureKind.Number)
            return false;
        var start = Features.TakeWhile(other => other != feature).Sum(static other => other.Width);
        return standardization.IsWhole || standardization.Columns.Any(columns => columns.Start <= start && start < columns.End);
    }

    /// <summary>The input dropout, or null.</summary>
    public DropoutOperation? Dropout => Operations.FirstOf<DropoutOperation>();

    /// <summary>The sequences whose lengths it contains, one column each; none for other inputs.</summary>
    public EquatableArray<string> LengthsOf { get; init; } = EquatableArray<string>.Empty;

    public bool HoldsLengths => LengthsOf.Count > 0;

    /// <summary>Whether it is a sequence of varying length.</summary>
    public bool IsSequence => Stored.Sequence is not null;

    /// <summary>Whether it contains single categories, one column each.</summary>
    public bool HoldsCategories => Stored.Indices is not null && Features.Count > 0 && Features.All(feature => !feature.IsArray);

    /// <summary>The input of the lengths of all sequences.</summary>
    public static InputBlock Lengths(EquatableArray<string> sequences)
    {
        var shape = Shape.Vector(sequences.Count);
        return new(GeneratedNames.AllLengths, shape, EquatableArray<FeatureDescription>.Empty, EquatableArray<Operation>.Empty)
        {
            LengthsOf = sequences,
        };
    }
}

/// <summary>A category of the row, which an embedding reads: a column of the input of all categories.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Input">The input that it is a column of.</param>
/// <param name="Column">The index of the column, from 0.</param>
/// <param name="Output">One index per row.</param>
internal sealed record CategoryBlock(string Name, InputBlock Input, int Column, Shape Output)
    : Block(
        Name,
        new Sources(new[] { Input.Name }.ToEquatableArray(), Merge.Concat, Input.Stored),
        new Operation[] { new ColumnOperation(Column, Output) }.ToEquatableArray(),
        Output);

/// <summary>A shared or task-specific layer.</summary>
internal sealed record LayerBlock(LayerDescription Layer, Sources Sources, EquatableArray<Operation> Operations, Shape Output)
    : Block(Layer.Member.Name, Sources, Operations, Output)
{
    /// <summary>The task that has this copy of the layer; null for the declared layer.</summary>
    public string? Task { get; init; }

    /// <summary>Whether it is declared as shared, and not the copy of a task.</summary>
    public bool IsSharedAsDeclared => Layer.IsShared && Task is null;

    /// <summary>Whether it is the declared layer, without copies.</summary>
    public bool IsSingle => Name == Layer.Member.Name && Experts == 0;

    /// <summary>The number of experts that have a copy of the layer; 0 for a single layer.</summary>
    public int Experts { get; init; }

    /// <summary>Whether every copy reads the copy of another layer of the same expert.</summary>
    public bool ReadsExperts { get; init; }

    /// <summary>Whether all copies have the same input and start with a linear layer, so that these are computed as one product.</summary>
    public bool BeginsTogether =>
        Experts > 0 && !ReadsExperts && Operations.First(operation => operation is not FlattenOperation) is LinearOperation;

    public override long ParameterCount => Operation.Count(Math.Max(Experts, 1) * (double)base.ParameterCount);

    /// <summary>A copy of the layer under another name, with its own modules.</summary>
    public LayerBlock Renamed(string name) => this with
    {
        Name = name,
        Operations = Operations.Select(operation => Renamed(operation, name)).ToEquatableArray(),
    };

    private Operation Renamed(Operation operation, string name) => operation switch
    {
        ModuleOperation module => module with { Module = name + module.Module.Substring(Name.Length) },
        AdaptiveDropoutOperation dropout => dropout with { Rate = GeneratedNames.DropoutRate(name) },
        _ => operation,
    };

    /// <summary>The list of all copies of a module of the layer, or the module itself of a single layer.</summary>
    public string Copies(string module) => Experts > 0 ? SharingNames.Experts(module) : module;

    /// <summary>The learned positions of the layer, or null.</summary>
    public LearnedPositionsOperation? Positions => Operations.FirstOf<LearnedPositionsOperation>();

    /// <summary>The generated modules that are named after the layer: its normalization, its positions.</summary>
    public IEnumerable<ModuleOperation> Beside
    {
        get
        {
            foreach (var operation in Operations)
            {
                if (operation is ModuleOperation module && module.Module != Name)
                    yield return module;
            }
        }
    }
}

/// <summary>A task: its tower and output layer.</summary>
internal sealed record TaskBlock(HeadDescription Head, Sources Sources, EquatableArray<Operation> Operations, Shape Output)
    : Block(Head.Member.Name, Sources, Operations, Output)
{
    /// <summary>The weight of the task in the objective.</summary>
    public Hyperparameter Weight => Hyperparameter.WeightOf(Head);

    /// <summary>The input size of the first linear layer of the head.</summary>
    public int Inputs => Operations.FirstOf<LinearOperation>()!.Inputs;

    /// <summary>Other heads read the prediction as a vector, or as one vector per time step.</summary>
    public override Shape OutputAsInput => Head.IsScalar ? Output with { Sizes = Output.Sizes.Append(1).ToEquatableArray() } : Output;
}

/// <summary>A penalty on the weights of one module.</summary>
/// <param name="Kind">L1, L2 or group lasso.</param>
/// <param name="Strength">λ.</param>
/// <param name="Owner">The layer or task that it belongs to.</param>
/// <param name="Module">The module, as an expression of the model class that starts with the name of the owner.</param>
/// <param name="Weight">The property of the only weight; null where every parameter with two dimensions or more counts.</param>
internal sealed record Penalty(ModifierKind Kind, Hyperparameter Strength, string Owner, string Module, string? Weight)
{
    /// <summary>The penalty on a copy of the owner.</summary>
    public Penalty Of(string copy) => this with { Owner = copy, Module = copy + Module.Substring(Owner.Length) };

    /// <summary>The penalty on each of several experts.</summary>
    public IEnumerable<Penalty> OfExperts(int count) =>
        Enumerable.Range(0, count).Select(expert => this with { Module = $"{SharingNames.Experts(Module)}[{expert}]" });
}

/// <summary>How much of a model can be generated.</summary>
internal enum Emission
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>The same members with bodies that throw, so that the compiler does not report errors that follow from ours.</summary>
    Surface,

    /// <summary>Only the declared properties, with bodies that throw: a member of the user has the name of a generated one.</summary>
    Properties,

    /// <summary>Nothing, because a second part of the class cannot be declared.</summary>
    None,
}
