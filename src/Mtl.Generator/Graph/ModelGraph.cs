using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>What will be computed: the operations of a model with their shapes. Every emitter reads this and nothing else.</summary>
/// <param name="Type">The class.</param>
/// <param name="Row">The row type, or null for a model on tensors alone.</param>
/// <param name="Inputs">The tensors that the model reads, and what happens to them first.</param>
/// <param name="Categories">The columns of the input that holds the single categories of a row; none without one.</param>
/// <param name="Layers">Shared and task layers, in the order of computation.</param>
/// <param name="Tasks">The heads, in declaration order.</param>
/// <param name="Members">All declared properties, those of unknown types too.</param>
/// <param name="Penalties">The terms that are added to the objective.</param>
/// <param name="Problems">Everything that is wrong with the declaration, and so with this graph.</param>
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
    /// <summary>What keeps the training step from being fused, or null.</summary>
    public string? AutogradFallback { get; init; }

    /// <summary>Whether a constructor of the user's is where the generated one should be.</summary>
    public bool IsConstructorTaken { get; init; }

    /// <summary>Partial properties of a wrong declaration.</summary>
    public EquatableArray<StubDescription> Stubs { get; init; } = EquatableArray<StubDescription>.Empty;

    /// <summary>Whether the user overrides <c>Dispose</c>.</summary>
    public bool HasOwnDispose { get; init; }

    /// <summary>The terms of the objective that keep copies of a layer alike.</summary>
    public EquatableArray<Distance> Distances { get; init; } = EquatableArray<Distance>.Empty;

    /// <summary>Whether anything is added to the losses.</summary>
    public bool HasPenalty => Penalties.Count + Distances.Count > 0;

    /// <summary>How tasks are balanced, or null where their losses are added.</summary>
    public BalancingDescription? Balancing { get; init; }

    /// <summary>Everything that the forward pass goes through, in order. What a scheme of sharing adds stands between shared layers and those of one task.</summary>
    public EquatableArray<Block> Blocks { get; init; } = EquatableArray<Block>.Empty;

    /// <summary>The gates; none for a model without experts.</summary>
    public EquatableArray<GateBlock> Gates { get; private init; } = EquatableArray<GateBlock>.Empty;

    /// <summary>The units that add up the copies of a layer; none for a model without cross-stitches.</summary>
    public EquatableArray<StitchBlock> Stitches { get; private init; } = EquatableArray<StitchBlock>.Empty;

    /// <summary>What tasks attend to; none for a model without task attention.</summary>
    public EquatableArray<AttentionBlock> Attentions { get; private init; } = EquatableArray<AttentionBlock>.Empty;

    /// <summary>The layers that read what tasks attend to and have parameters of their own, each once.</summary>
    public IEnumerable<LayerBlock> AttendedLayers => Blocks.OfType<ApplicationBlock>().Where(static pass => pass.IsFirst).Select(static pass => pass.Layer);

    public IEnumerable<LayerBlock> SharedLayers => Layers.Where(static layer => layer.Owner is null);

    /// <summary>What tasks read of what they share, in order: layers, and what a scheme of sharing puts behind them.</summary>
    public IEnumerable<Block> Representation
    {
        get
        {
            var read = new HashSet<string>(Blocks.Where(static block => block.Owner is not null).SelectMany(static block => block.Sources.Blocks));
            foreach (var layer in SharedLayers.Reverse().Where(static layer => layer.Operations.Count == 0))
            {
                if (read.Contains(layer.Name))
                    read.UnionWith(layer.Sources.Blocks);
            }
            return Blocks.Where(block => block is { Owner: null, Operations.Count: > 0 } and not (InputBlock or CategoryBlock) && read.Contains(block.Name));
        }
    }

    /// <summary>Whether the forward pass has convolutions or LSTMs, which libtorch leaves to oneDNN, or modules of the user's that may have some.</summary>
    public bool MayUseOneDnn =>
        Blocks.Any(static block => block.Operations.Any(static operation => operation is ModuleOperation { MayUseOneDnn: true }))
        || Tasks.Any(static task => task.Head.Kind == HeadKind.Custom);

    /// <summary>The layers that belong to a task alone, in order.</summary>
    public IEnumerable<LayerBlock> LayersOf(TaskBlock task) => Layers.Where(layer => layer.Owner == task.Name);

    /// <summary>The same model made of other blocks.</summary>
    /// <param name="blocks">The blocks in the order of computation; who owns them is found out.</param>
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

    /// <summary>The same model on another trunk.</summary>
    /// <param name="trunk">What tasks share and what a scheme of sharing puts beside it, in the order of computation.</param>
    /// <param name="read">From the sources of what belongs to a task to those that take their place.</param>
    /// <param name="penalties">The terms that are added to the objective.</param>
    public ModelGraph On(IEnumerable<Block> trunk, Func<Sources, TaskBlock, Sources> read, IEnumerable<Penalty> penalties) => With(
    [
        .. Inputs, .. Categories, .. trunk,
        .. Tasks.SelectMany(task => LayersOf(task).Select(layer => layer with { Sources = read(layer.Sources, task) })),
        .. Tasks.Select(task => task with { Sources = read(task.Sources, task) }),
    ]) with
    {
        Penalties = penalties.ToEquatableArray(),
    };

    /// <summary>The layer or task of a name, or null: inputs and categories are none.</summary>
    public Block? Member(string name)
    {
        foreach (var block in Blocks)
        {
            if (block.IsMember && block.Name == name)
                return block;
        }
        return null;
    }

    public long ParameterCount => Operation.Count(Blocks.Sum(static block => (double)block.ParameterCount) + LearnedByBalancing);

    /// <summary>How many of them the balancing method has: one for every task, or none.</summary>
    public long LearnedByBalancing => Balancing is { Kind.Learned: not null } ? Tasks.Count : 0;

    /// <summary>How many of the parameters stay as they are.</summary>
    public long FrozenCount => Operation.Count(Blocks.Sum(static block => block.Parameters.IsFrozen ? (double)block.ParameterCount : 0));

    /// <summary>Batch statistics of a single row do not exist; frozen ones are not taken from the batch.</summary>
    public int MinimumBatchSize => Blocks.Any(static block => !block.Parameters.IsFrozen && block.Operations.FirstOf<BatchNormOperation>() is not null) ? 2 : 1;
}

/// <summary>What a block reads: the outputs of other blocks, and how several become one.</summary>
/// <param name="Blocks">Names of the blocks; none for an input.</param>
/// <param name="Merge">How several become one.</param>
/// <param name="Shape">The shape of what is read.</param>
internal sealed record Sources(EquatableArray<string> Blocks, Merge Merge, Shape Shape)
{
    /// <summary>The only source, where there is one.</summary>
    public Hint Hint => Blocks.Count == 1 ? new Hint { Name = Blocks[0] } : Hint.None;

    /// <summary>The same of other blocks.</summary>
    /// <param name="rename">From the name of a block to that of the one which takes its place.</param>
    public Sources Renamed(Func<string, string> rename) => this with { Blocks = Blocks.Select(rename).ToEquatableArray() };
}

/// <summary>The operations that belong to one declared thing, one after the other.</summary>
/// <param name="Name">The name of the declared thing.</param>
/// <param name="Sources">What the first operation reads.</param>
/// <param name="Operations">In order; empty where nothing happens to the source.</param>
/// <param name="Output">The shape of the result.</param>
internal abstract record Block(string Name, Sources Sources, EquatableArray<Operation> Operations, Shape Output)
{
    /// <summary>How the parameters are saved and trained.</summary>
    public ParameterPolicy Parameters { get; init; } = new(Name, IsFrozen: false, LearningRate: 1);

    /// <summary>The task that it belongs to alone; null for what tasks share.</summary>
    public string? Owner { get; init; }

    /// <summary>The task that its parameters belong to alone; null for those that tasks share.</summary>
    public virtual string? ParameterOwner => Owner;

    /// <summary>The name with which those of its modules begin.</summary>
    public virtual string ModuleName => Name;

    /// <summary>Whether it is a declared member, a layer or a task, and not what the model reads.</summary>
    public bool IsMember => this is LayerBlock or TaskBlock;

    public virtual long ParameterCount => Operation.Count(Operations.Sum(static operation => (double)operation.ParameterCount));

    /// <summary>The shape of what those read that name the block as a source.</summary>
    public virtual Shape OutputAsInput => Output;
}

/// <summary>A tensor that the model reads.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Stored">Its shape in a batch.</param>
/// <param name="Features">The features of the row that it is made of.</param>
/// <param name="Operations">What happens to it first: input dropout.</param>
internal sealed record InputBlock(string Name, Shape Stored, EquatableArray<FeatureDescription> Features, EquatableArray<Operation> Operations)
    : Block(Name, new Sources(EquatableArray<string>.Empty, Merge.Concat, Stored), Operations, Stored)
{
    /// <summary>What standardizes its numbers, or null.</summary>
    public StandardizeOperation? Standardization => Operations.FirstOf<StandardizeOperation>();

    /// <summary>
    /// Whether its numbers are collected as <c>float64</c>, because some that are standardized are too long for <c>float32</c>.
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

    /// <summary>Its dropout, or null.</summary>
    public DropoutOperation? Dropout => Operations.FirstOf<DropoutOperation>();

    /// <summary>The sequences whose lengths it holds, one column each; none for what layers and heads read.</summary>
    public EquatableArray<string> LengthsOf { get; init; } = EquatableArray<string>.Empty;

    public bool HoldsLengths => LengthsOf.Count > 0;

    /// <summary>Whether it is a sequence whose length varies; the lengths of all sequences are one input.</summary>
    public bool IsSequence => Stored.Sequence is not null;

    /// <summary>Whether it holds single categories, one column each.</summary>
    public bool HoldsCategories => Stored.Indices is not null && Features.Count > 0 && Features.All(feature => !feature.IsArray);

    /// <summary>The lengths of sequences.</summary>
    public static InputBlock Lengths(EquatableArray<string> sequences) =>
        new(GeneratedNames.AllLengths, Shape.Vector(sequences.Count), EquatableArray<FeatureDescription>.Empty, EquatableArray<Operation>.Empty)
        {
            LengthsOf = sequences,
        };
}

/// <summary>A category of the row, which an embedding reads: a column of the input that holds all of them.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Input">The input that it is a column of.</param>
/// <param name="Column">Which, from 0.</param>
/// <param name="Output">One index per row.</param>
internal sealed record CategoryBlock(string Name, InputBlock Input, int Column, Shape Output)
    : Block(Name, new Sources(new[] { Input.Name }.ToEquatableArray(), Merge.Concat, Input.Stored), new Operation[] { new ColumnOperation(Column, Output) }.ToEquatableArray(), Output);

/// <summary>A layer, shared or of one task.</summary>
internal sealed record LayerBlock(LayerDescription Layer, Sources Sources, EquatableArray<Operation> Operations, Shape Output)
    : Block(Layer.Member.Name, Sources, Operations, Output)
{
    /// <summary>The task whose copy of the layer it is; null for the layer as it is declared.</summary>
    public string? Task { get; init; }

    /// <summary>Whether it is a layer that is declared as shared, and no task's copy of one.</summary>
    public bool IsSharedAsDeclared => Layer.IsShared && Task is null;

    /// <summary>Whether it is the layer as it is declared, and no copy of it.</summary>
    public bool IsSingle => Name == Layer.Member.Name && Experts == 0;

    /// <summary>How many experts have a copy of the layer; 0 for a layer that is there once.</summary>
    public int Experts { get; init; }

    /// <summary>Whether it reads the copies of another layer: each copy that of its own expert.</summary>
    public bool ReadsExperts { get; init; }

    /// <summary>Whether all its copies read the same and begin with a matrix, so that one matrix product serves them all.</summary>
    public bool BeginsTogether => Experts > 0 && !ReadsExperts && Operations.First(operation => operation is not FlattenOperation) is LinearOperation;

    public override long ParameterCount => Operation.Count(Math.Max(Experts, 1) * (double)base.ParameterCount);

    /// <summary>The same layer with modules of its own under another name.</summary>
    public LayerBlock Renamed(string name) => this with
    {
        Name = name,
        Operations = Operations.Select(operation => operation is ModuleOperation module ? module with { Module = name + module.Module.Substring(Name.Length) } : operation).ToEquatableArray(),
    };

    /// <summary>The list of all copies of a module of the layer, or the module itself where it is there once.</summary>
    public string Copies(string module) => Experts > 0 ? SharingNames.Experts(module) : module;

    /// <summary>The positions that are learned with the layer, or null.</summary>
    public LearnedPositionsOperation? Positions => Operations.FirstOf<LearnedPositionsOperation>();

    /// <summary>The modules that are generated beside the layer and called after it: its normalization, its positions.</summary>
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
    /// <summary>What the first linear layer of the head reads.</summary>
    public int Inputs => Operations.FirstOf<LinearOperation>()!.Inputs;

    /// <summary>The dropout whose rate can move, or null. Where a tower has it several times, all share one rate.</summary>
    public AdaptiveDropoutOperation? AdaptiveDropout => Operations.FirstOf<AdaptiveDropoutOperation>();

    /// <summary>Other heads read the task's answer, always as a vector, or as one vector per step.</summary>
    public override Shape OutputAsInput => Head.IsScalar ? Output with { Sizes = Output.Sizes.Append(1).ToEquatableArray() } : Output;
}

/// <summary>A term of the objective that keeps the weights of one module small.</summary>
/// <param name="Kind">L1, L2 or group lasso.</param>
/// <param name="Strength">λ.</param>
/// <param name="Owner">The layer or task that it belongs to.</param>
/// <param name="Module">The module, as an expression of the model class that begins with the owner's name.</param>
/// <param name="Weight">The property that holds all weights; null where every parameter counts that has two dimensions or more.</param>
internal sealed record Penalty(ModifierKind Kind, double Strength, string Owner, string Module, string? Weight)
{
    /// <summary>The same on a copy of the owner.</summary>
    public Penalty Of(string copy) => this with { Owner = copy, Module = copy + Module.Substring(Owner.Length) };

    /// <summary>The same on each of so many experts.</summary>
    public IEnumerable<Penalty> OfExperts(int count) =>
        Enumerable.Range(0, count).Select(expert => this with { Module = $"{SharingNames.Experts(Module)}[{expert}]" });
}

/// <summary>How much of a model can be generated.</summary>
internal enum Emission
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>The same members with bodies that throw, so that a user sees our rule and not the compiler's echo of it.</summary>
    Surface,

    /// <summary>The declared properties alone, with bodies that throw: something of the user's is where another member of the surface should be.</summary>
    Properties,

    /// <summary>Nothing: a second part of the class could not even be declared.</summary>
    None,
}
