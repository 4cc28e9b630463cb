using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>A field of a fused step that holds an op, or one op for each expert.</summary>
/// <param name="Op">The kind of op.</param>
/// <param name="Field">The name of the field.</param>
/// <param name="Arguments">The arguments of the op's constructor.</param>
/// <param name="Comment">What the op computes, in a few words.</param>
/// <param name="Experts">The number of experts that have an op each; 0 for a single op.</param>
internal sealed record StepField(FusedOpKind Op, string Field, Text Arguments, string Comment, int Experts)
{
    /// <summary>The loop variable over the experts.</summary>
    public const string Expert = "expert";

    /// <summary>The expression of the op; in a loop over the experts, that of the current expert.</summary>
    public string Operation => Experts > 0 ? $"{Field}[{Expert}]" : Field;

    /// <summary>The expression of the op's output.</summary>
    public string Output { get; } = Field + (Experts > 0 ? $"[{Expert}].Output" : ".Output");
}

/// <summary>The part of a fused step that computes a block of the graph: its ops in order, and its output.</summary>
internal sealed class StepBlock
{
    private readonly StepNames _names;
    private readonly string _memory;
    private readonly string _sourceMemory;
    private readonly List<StepField> _fields = [];
    private string _role = "";

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

    /// <summary>The only task that it belongs to; null where several tasks use it.</summary>
    public string? Owner { get; }

    /// <summary>Whether it computes task-specific layers of several tasks at once.</summary>
    public bool IsOfSeveral { get; }

    /// <summary>The comment above its methods: <c>Strokes: [batch, 12] → [batch, 16]</c>.</summary>
    public Text Title { get; }

    /// <summary>The name of its forward method.</summary>
    public string Forward { get; }

    /// <summary>The name of its backward method.</summary>
    public string Backward { get; }

    /// <summary>The ops. Those of all experts at once come before those of each expert.</summary>
    public IReadOnlyList<StepField> Fields => _fields;

    /// <summary>The number of experts that have a copy of the block; 0 for a single block.</summary>
    public int Experts { get; }

    /// <summary>The expression of the block's output; of experts, the output of the current expert.</summary>
    public string Value { get; private set; } = "";

    /// <summary>A layer or a head.</summary>
    /// <param name="block">The block.</param>
    /// <param name="names">The names of the step.</param>
    /// <param name="valueOf">Returns the expression of another block's output.</param>
    /// <param name="first">The output of the first linear layer where a <see cref="HeadGroup"/> computes it; else null.</param>
    public static StepBlock Of(Block block, StepNames names, Func<string, string> valueOf, string? first = null)
    {
        var step = new StepBlock(block.Name, $"{block.Name}: {block.Sources.Shape} → {block.Output}", names, block.Owner);
        if (first is null)
            step.AddSources(block, valueOf);
        else
            (step.Value, step._role) = (first, Role(block, (LinearOperation)block.Operations[0]));
        foreach (var operation in first is null ? block.Operations : block.Operations.Skip(1))
            step.Add(block, operation, valueOf);
        return step;
    }

    /// <summary>A layer that every expert has a copy of.</summary>
    public static StepBlock OfExperts(LayerBlock layer, StepNames names, Func<string, string> valueOf)
    {
        var title = $"{layer.Name}: {layer.Sources.Shape} → {layer.Output}, {layer.Experts} experts";
        var step = new StepBlock(layer.Name, title, names, layer.Owner, layer.Experts);
        var rest = layer.Operations.AsEnumerable();
        if (layer.BeginsTogether)
        {
            step.AddMerge(layer.Sources, valueOf, experts: 0);
            var experts = MemberAccess.Of(SharingNames.Experts(layer.Name), "model");
            step.AddLinearGroup($"global::System.Linq.Enumerable.ToArray({experts})", "y = x·Wᵀ + b of all experts at once");
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

    /// <summary>The linear layers of gates that have the same sources.</summary>
    public static StepBlock Of(GateGroup group, StepNames names, Func<string, string> valueOf)
    {
        var gates = group.Gates;
        var tasks = string.Join(", ", gates.Select(gate => gate.Task ?? "all"));
        var widths = string.Join(" + ", gates.Select(gate => gate.Output.Last));
        var step = new StepBlock(
            "GatesOn" + NameOf(group.Sources),
            $"The gates of {tasks}: {group.Sources.Shape} → [batch, {widths}]",
            names,
            group.Owner,
            isOfSeveral: group.IsOfSeveral);
        step.AddMerge(group.Sources, valueOf, experts: 0);
        step.AddLinearGroup(string.Join(", ", gates.Select(gate => MemberAccess.Of(gate.Name, "model"))), "x·Wᵀ of all gates at once");
        return step;
    }

    /// <summary>The weights of a gate: the softmax of its logits.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="names">The names of the step.</param>
    /// <param name="valueOf">Returns the expression of another block's output.</param>
    /// <param name="logits">The expression of the logits where a <see cref="GateGroup"/> computes them; else null.</param>
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

    /// <summary>The experts' outputs, weighted by a gate.</summary>
    public static StepBlock Of(MixtureBlock mixture, StepNames names, Func<string, string> valueOf)
    {
        var mix = mixture.Mix;
        var step = new StepBlock(mixture.Name, $"{mixture.Name}: {mix.Experts} experts → {mix.Output}", names, mixture.Owner);
        var experts = mix.Parts is [{ Experts: > 0 } all]
            ? $"Each({mix.Experts}, {StepField.Expert} => {valueOf(all.Layer)})"
            : string.Join(", ", mix.Parts.SelectMany(ValuesOf));
        step.AddField(FusedOpKind.Mixture, "", $"{step._memory}, {valueOf(mix.Gate)}, {experts}", experts: 0);
        return step;

        IEnumerable<string> ValuesOf(MixPart part) => Enumerable.Range(0, Math.Max(part.Experts, 1))
            .Select(expert => valueOf(part.Layer).Replace($"[{StepField.Expert}]", $"[{expert}]"));
    }

    /// <summary>A cross-stitch unit: the weighted sum of a layer's copies, which the network of a task reads next.</summary>
    public static StepBlock Of(StitchBlock stitch, StepNames names, Func<string, string> valueOf)
    {
        var title = $"{stitch.Name}: {stitch.Stitch.Copies} × {stitch.Sources.Shape} → {stitch.Output}";
        var step = new StepBlock(stitch.Name, title, names, stitch.Owner);
        var copies = string.Join(", ", stitch.Sources.Blocks.Select(valueOf));
        var unit = MemberAccess.Of(stitch.Name, "model");
        step.AddField(FusedOpKind.CrossStitch, "", $"{step._memory}, Parameters, {unit}, {copies}", experts: 0);
        return step;
    }

    /// <summary>The first layers of heads that have the same sources.</summary>
    public static StepBlock Of(HeadGroup group, StepNames names, Func<string, string> valueOf)
    {
        var layers = group.Layers.ToList();
        var tasks = string.Join(", ", group.Tasks.Select(task => task.Name));
        var widths = string.Join(" + ", layers.Select(layer => layer.Outputs));
        var step = new StepBlock(
            "HeadsOn" + NameOf(group.Sources),
            $"The first layers of the heads {tasks}: {group.Sources.Shape} → [batch, {widths}]",
            names,
            owner: null,
            isOfSeveral: true);
        step.AddMerge(group.Sources, valueOf, experts: 0);
        step.AddLinearGroup(string.Join(", ", layers.Select(layer => step.Module(layer.Module))), "y = x·Wᵀ + b of all heads at once");
        return step;
    }

    private static string NameOf(Sources sources) => sources.Blocks[0] + (sources.Blocks.Count > 1 ? "AndOthers" : "");

    /// <summary>
    /// Adds the sources of a block. Ops that change the gradient of their input in place get a source of their own, because other readers
    /// add to the gradient of a shared one.
    /// </summary>
    private void AddSources(Block block, Func<string, string> valueOf)
    {
        if (block.Operations is [EmbeddingOperation, ..])
            return;
        AddMerge(block.Sources, valueOf, Experts);
        var first = block.Operations.FirstOrDefault(operation => operation is not (FlattenOperation or FlattenLayerOperation));
        if (block.Sources.Blocks.Count == 1 && first is not (null or LinearOperation))
            AddField(FusedOpKind.Sum, "Source", $"{_memory}, {Value}", "a copy with a gradient of its own", Experts);
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

    /// <summary>Adds linear layers of the same input as one matrix product.</summary>
    private void AddLinearGroup(string layers, string comment) =>
        AddField(FusedOpKind.LinearGroup, "", $"{_memory}, {Value}, Parameters, {layers}", comment, experts: 0);

    private void Add(Block block, Operation operation, Func<string, string> valueOf)
    {
        var comment = operation.Summary;
        switch (operation)
        {
            case LinearOperation linear:
                _role = Role(block, linear);
                AddField(FusedOpKind.Linear, _role, $"{_memory}, {Value}, Parameters, {Module(linear.Module)}");
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
                var function = $"{Names.Runtime}.Activation.{activation.Function}";
                AddField(FusedOpKind.Activation, _role + "Activation", $"{Value}, {function}", comment);
                break;
            case DropoutOperation dropout:
                AddDropout(HyperparameterEmitter.Of(dropout.Probability, "model"), comment);
                break;
            case AdaptiveDropoutOperation dropout:
                AddDropout(MemberAccess.Of(dropout.Rate, "model"), comment);
                break;
            case AttendOperation attend:
                AddField(FusedOpKind.Product, "", $"{_memory}, {Value}, {valueOf(attend.Layer)}", comment);
                break;
            case FlattenOperation or FlattenLayerOperation or SqueezeOperation:
                break; // The buffers are matrices with one row per row of the batch.
            case DestandardizeOperation:
                break; // The loss op destandardizes.
            default:
                throw new InvalidOperationException($"No op for {operation.GetType().Name}.");
        }
    }

    private void AddNorm(FusedOpKind op, Block block, ModuleOperation norm, string type) =>
        AddField(op, Role(block, norm) + "Norm", $"{_memory}, {Value}, Parameters, {Module(norm.Module, type)}", norm.Summary);

    private void AddDropout(Text rate, string comment) =>
        AddField(FusedOpKind.Dropout, _role + "Dropout", $"{_memory}, {Value}, model._modelRandom, {rate}", comment);

    /// <summary>Appends an op.</summary>
    /// <param name="op">The op.</param>
    /// <param name="role">Its role within the block, which ends the name of its field.</param>
    /// <param name="arguments">The arguments of its constructor.</param>
    /// <param name="comment">What it computes; null for the formula of the op.</param>
    /// <param name="experts">The number of experts that have an op each; null for that of the block.</param>
    private void AddField(FusedOpKind op, string role, Text arguments, string? comment = null, int? experts = null)
    {
        var text = comment ?? op.Forward ?? throw new ArgumentNullException(nameof(comment), $"A {op.ClassName} requires a comment.");
        var field = new StepField(op, _names.Field(Name, role), arguments, text, experts ?? Experts);
        _fields.Add(field);
        Value = field.Output;
    }

    /// <summary>The role of a module within its block: <c>Hidden0</c>, <c>Output</c>; empty for the module of a layer.</summary>
    private static string Role(Block block, ModuleOperation operation) =>
        StepNames.Plain(operation.Module.Substring(block.ModuleName.Length)).Replace("Norm", "");

    private Text Module(string module, string? type = null)
    {
        var access = MemberAccess.Of(Experts > 0 ? $"{SharingNames.Experts(module)}[{StepField.Expert}]" : module, "model");
        return type is not null && module.Contains('.') ? $"({Names.Modules}.{type}){access}" : access;
    }
}
