using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>An operation of a fused step.</summary>
/// <param name="Op">What it is made of.</param>
/// <param name="Field">The field that holds it.</param>
/// <param name="Arguments">The arguments of its constructor.</param>
/// <param name="Comment">What it does, in a few words.</param>
/// <param name="Experts">How many experts have one each; 0 for an operation that is there once.</param>
internal sealed record StepField(FusedOpKind Op, string Field, Text Arguments, string Comment, int Experts)
{
    /// <summary>The variable that counts the experts.</summary>
    public const string Expert = "expert";

    /// <summary>The operation; in a loop over the experts, that of the expert at hand.</summary>
    public string Operation => Experts > 0 ? $"{Field}[{Expert}]" : Field;

    public string Output { get; } = Field + (Experts > 0 ? $"[{Expert}].Output" : ".Output");
}

/// <summary>What a fused step has for a block of the graph: its operations in order, and what they hand on.</summary>
internal sealed class StepBlock
{
    private readonly StepNames _names;
    private readonly string _memory;
    private readonly string _sourceMemory;
    private readonly List<StepField> _fields = [];

    private StepBlock(string name, Text title, StepNames names, string? owner, int experts = 0, bool isOfSeveral = false)
    {
        _names = names;
        _memory = owner is null && !isOfSeveral ? "Memory" : "TaskMemory";
        _sourceMemory = owner is null ? "Memory" : "TaskMemory";
        Owner = owner;
        IsOfSeveral = isOfSeveral;
        Experts = experts;
        Name = name;
        Title = title;
        Forward = names.Method(name, "Forward");
        Backward = names.Method(name, "Backward");
    }

    public string Name { get; }

    /// <summary>The task that it belongs to alone; null for what tasks share or have together.</summary>
    public string? Owner { get; }

    /// <summary>Whether it computes together what belongs to one task each.</summary>
    public bool IsOfSeveral { get; }

    /// <summary>The line above the methods: <c>Strokes: [batch, 12] → [batch, 16]</c>.</summary>
    public Text Title { get; }

    public string Forward { get; }

    public string Backward { get; }

    /// <summary>The operations. What experts have together comes before what each has for itself.</summary>
    public IReadOnlyList<StepField> Fields => _fields;

    /// <summary>How many experts have a copy of the block; 0 for one that is there once.</summary>
    public int Experts { get; }

    /// <summary>The expression of the value that the block hands on; of experts, that of the expert at hand.</summary>
    public string Value { get; private set; } = "";

    /// <summary>The operations of a layer or a head.</summary>
    /// <param name="block">The block.</param>
    /// <param name="names">The names of the step.</param>
    /// <param name="valueOf">The expression of what another block hands on.</param>
    /// <param name="first">The expression of what the first linear layer computes, if that is done elsewhere.</param>
    public static StepBlock Of(Block block, StepNames names, Func<string, string> valueOf, string? first = null)
    {
        var step = new StepBlock(block.Name, $"{block.Name}: {block.Sources.Shape} → {block.Output}", names, block.Owner);
        if (first is null)
            step.AddSources(block, valueOf);
        else
            step.Value = first;
        foreach (var operation in first is null ? block.Operations : block.Operations.Skip(1))
            step.Add(block, operation, valueOf);
        return step;
    }

    /// <summary>A layer of which every expert has a copy.</summary>
    public static StepBlock OfExperts(LayerBlock layer, StepNames names, Func<string, string> valueOf)
    {
        var step = new StepBlock(layer.Name, $"{layer.Name}: {layer.Sources.Shape} → {layer.Output}, {layer.Experts} experts", names, layer.Owner, layer.Experts);
        var rest = layer.Operations.AsEnumerable();
        if (layer.BeginsTogether)
        {
            step.AddMerge(layer.Sources, valueOf, experts: 0);
            step.AddTogether($"global::System.Linq.Enumerable.ToArray({MemberAccess.Of(SharingNames.Experts(layer.Name), "model")})", "y = x·Wᵀ + b of all experts at once");
            step.Value = $"{step.Fields[step.Fields.Count - 1].Field}[{StepField.Expert}]";
            rest = rest.SkipWhile(operation => operation is not LinearOperation).Skip(1);
        }
        else
        {
            step.AddSources(layer, valueOf);
        }
        foreach (var operation in rest)
            step.Add(layer, operation, valueOf);
        return step;
    }

    /// <summary>The matrices of gates that read the same.</summary>
    public static StepBlock Of(GateGroup group, StepNames names, Func<string, string> valueOf)
    {
        var gates = group.Gates;
        var step = new StepBlock(
            "Gates",
            $"The gates of {string.Join(", ", gates.Select(gate => gate.Task ?? "all"))}: {group.Sources.Shape} → [batch, {string.Join(" + ", gates.Select(gate => gate.Output.Last))}]",
            names,
            group.Owner,
            isOfSeveral: group.IsOfSeveral);
        step.AddMerge(group.Sources, valueOf, experts: 0);
        step.AddTogether(string.Join(", ", gates.Select(gate => MemberAccess.Of(gate.Name, "model"))), "x·Wᵀ of all gates at once");
        return step;
    }

    /// <summary>The shares of a gate.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="names">The names of the step.</param>
    /// <param name="valueOf">The expression of what another block hands on.</param>
    /// <param name="logits">The expression of what its matrix computes, if that is done elsewhere.</param>
    public static StepBlock Of(GateBlock gate, StepNames names, Func<string, string> valueOf, string? logits)
    {
        var step = new StepBlock(gate.Name, $"{gate.Name}: {gate.Sources.Shape} → {gate.Output}", names, gate.Owner);
        if (logits is null)
        {
            step.AddMerge(gate.Sources, valueOf, experts: 0);
            var arguments = $"{step._memory}, {step.Value}, Parameters, {MemberAccess.Of(gate.Name, "model")}";
            step.AddField(FusedOpKind.Linear, "Logits", arguments, "x·Wᵀ", experts: 0);
        }
        step.AddField(FusedOpKind.Gate, "", logits ?? step.Value, experts: 0);
        return step;
    }

    /// <summary>What a task reads of the experts.</summary>
    public static StepBlock Of(MixtureBlock mixture, StepNames names, Func<string, string> valueOf)
    {
        var mix = mixture.Mix;
        var step = new StepBlock(mixture.Name, $"{mixture.Name}: {mix.Experts} experts → {mix.Output}", names, mixture.Owner);
        var experts = mix.Parts is [{ Experts: > 0 } all]
            ? $"Each({mix.Experts}, {StepField.Expert} => {valueOf(all.Layer)})"
            : string.Join(", ", mix.Parts.SelectMany(part => Enumerable.Range(0, Math.Max(part.Experts, 1)).Select(expert => valueOf(part.Layer).Replace($"[{StepField.Expert}]", $"[{expert}]"))));
        step.AddField(FusedOpKind.Mixture, "", $"{step._memory}, {valueOf(mix.Gate)}, {experts}", experts: 0);
        return step;
    }

    /// <summary>What the network of a task goes on with behind a layer.</summary>
    public static StepBlock Of(StitchBlock stitch, StepNames names, Func<string, string> valueOf)
    {
        var step = new StepBlock(stitch.Name, $"{stitch.Name}: {stitch.Stitch.Copies} × {stitch.Sources.Shape} → {stitch.Output}", names, stitch.Owner);
        var copies = string.Join(", ", stitch.Sources.Blocks.Select(valueOf));
        var unit = MemberAccess.Of(stitch.Name, "model");
        step.AddField(FusedOpKind.CrossStitch, "", $"{step._memory}, Parameters, {unit}, {copies}", experts: 0);
        return step;
    }

    /// <summary>The first layers of several heads.</summary>
    public static StepBlock Of(HeadGroup group, StepNames names, Func<string, string> valueOf)
    {
        var layers = group.Layers.ToList();
        var step = new StepBlock(
            group.Name + "AndOthers",
            $"The first layers of {string.Join(", ", group.Tasks.Select(task => task.Name))}: {group.Sources.Shape} → [batch, {string.Join(" + ", layers.Select(layer => layer.Outputs))}]",
            names,
            owner: null,
            isOfSeveral: true);
        step.AddMerge(group.Sources, valueOf, experts: 0);
        step.AddTogether(string.Join(", ", layers.Select(layer => step.Module(layer.Module))), "y = x·Wᵀ + b of all heads at once");
        return step;
    }

    /// <summary>A gradient that several readers add to must not be changed in place by one of them.</summary>
    private void AddSources(Block block, Func<string, string> valueOf)
    {
        if (block.Operations is [EmbeddingOperation, ..])
            return;
        AddMerge(block.Sources, valueOf, Experts);
        if (block.Sources.Blocks.Count == 1 && block.Operations.FirstOrDefault(operation => operation is not (FlattenOperation or FlattenLayerOperation)) is not (null or LinearOperation))
            AddField(FusedOpKind.Sum, "Source", $"{_memory}, {Value}", "a gradient of its own", Experts);
    }

    private void AddMerge(Sources sources, Func<string, string> valueOf, int experts)
    {
        if (sources.Blocks.Count == 1)
        {
            Value = valueOf(sources.Blocks[0]);
            return;
        }
        var values = string.Join(", ", sources.Blocks.Select(valueOf));
        if (sources.Merge == Merge.Add)
            AddField(FusedOpKind.Sum, "Source", $"{_sourceMemory}, {values}", string.Join(" + ", sources.Blocks), experts);
        else if (sources.Merge == Merge.Multiply)
            AddField(FusedOpKind.Product, "Source", $"{_sourceMemory}, {values}", string.Join(" · ", sources.Blocks), experts);
        else
            AddField(FusedOpKind.Concat, "Source", $"{_sourceMemory}, {values}", string.Join(" | ", sources.Blocks), experts);
    }

    /// <summary>Linear layers that read the same, as one product.</summary>
    private void AddTogether(string layers, string comment) =>
        AddField(FusedOpKind.LinearGroup, "", $"{_memory}, {Value}, Parameters, {layers}", comment, experts: 0);

    private void Add(Block block, Operation operation, Func<string, string> valueOf)
    {
        var comment = operation.Summary;
        switch (operation)
        {
            case LinearOperation linear:
                AddField(FusedOpKind.Linear, Role(block, linear), $"{_memory}, {Value}, Parameters, {Module(linear.Module)}");
                break;
            case EmbeddingOperation embedding:
                var count = embedding.Output.Width / embedding.Dimensions;
                var missing = embedding.Indices.HasMissing ? 0 : -1;
                var range = $"{Literal.String(block.Name)}, {count}, {missing}";
                AddField(FusedOpKind.Embedding, "", $"{_memory}, {range}, Parameters, {Module(embedding.Module)}", comment);
                break;
            case BatchNormOperation norm:
                AddNorm(FusedOpKind.BatchNorm, block, norm, "BatchNorm1d");
                break;
            case LayerNormOperation norm:
                AddNorm(FusedOpKind.LayerNorm, block, norm, "LayerNorm");
                break;
            case ActivationOperation activation:
                AddField(FusedOpKind.Activation, "Activation", $"{Value}, {Names.Runtime}.Activation.{activation.Function}", comment);
                break;
            case DropoutOperation dropout:
                AddDropout(Literal.Double(dropout.Probability), comment);
                break;
            case AdaptiveDropoutOperation dropout:
                AddDropout(Module(dropout.Rate), comment);
                break;
            case AttendOperation attend:
                AddField(FusedOpKind.Product, "", $"{_memory}, {Value}, {valueOf(attend.Layer)}", comment);
                break;
            case FlattenOperation or FlattenLayerOperation or SqueezeOperation:
                break; // Buffers have one row for each row anyway.
            case DestandardizeOperation:
                break; // The loss does it.
            default:
                throw new InvalidOperationException($"No op for {operation.GetType().Name}.");
        }
    }

    private void AddNorm(FusedOpKind op, Block block, ModuleOperation norm, string type) =>
        AddField(op, Role(block, norm) + "Norm", $"{_memory}, {Value}, Parameters, {Module(norm.Module, type)}", norm.Summary);

    private void AddDropout(Text rate, string comment) =>
        AddField(FusedOpKind.Dropout, "Dropout", $"{_memory}, {Value}, model._modelRandom, {rate}", comment);

    /// <summary>Appends an op.</summary>
    /// <param name="op">The op.</param>
    /// <param name="role">What distinguishes it among those of the block.</param>
    /// <param name="arguments">The arguments of its constructor.</param>
    /// <param name="comment">What it computes, where that is more than the op itself says.</param>
    /// <param name="experts">How many experts have one each; as many as have a copy of the block, where nothing is said.</param>
    private void AddField(FusedOpKind op, string role, Text arguments, string? comment = null, int? experts = null)
    {
        var text = comment ?? op.Forward ?? throw new ArgumentNullException(nameof(comment), $"A {op.ClassName} needs one.");
        var field = new StepField(op, _names.Field(Name, role), arguments, text, experts ?? Experts);
        _fields.Add(field);
        Value = field.Output;
    }

    /// <summary>What distinguishes the modules of a block: <c>Hidden0</c>, <c>Output</c>; nothing for the module of a layer.</summary>
    private static string Role(Block block, ModuleOperation operation) => StepNames.Plain(operation.Module.Substring(block.ModuleName.Length)).Replace("Norm", "");

    private Text Module(string module, string? type = null)
    {
        var access = MemberAccess.Of(Experts > 0 ? $"{SharingNames.Experts(module)}[{StepField.Expert}]" : module, "model");
        return type is not null && module.Contains('.') ? $"({Names.Modules}.{type}){access}" : access;
    }
}
