using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>An operation of an emitted step.</summary>
/// <param name="Type">Its class in the runtime.</param>
/// <param name="Field">The field that holds it.</param>
/// <param name="Arguments">The arguments of its constructor.</param>
/// <param name="Comment">What it does, in a few words.</param>
internal sealed record StepField(string Type, string Field, Text Arguments, string Comment)
{
    /// <summary>The way back in a few words.</summary>
    public string Derivative => Type switch
    {
        "LinearStep" or "HeadsStep" => "dW += dyᵀ·x, db += Σ dy, dx += dy·W",
        "ActivationStep" => "dx = dy·f′(x)",
        "DropoutStep" => "dx = dy·mask / (1 − p)",
        "BatchNormStep" => "dγ += Σ dy·x̂, dβ += Σ dy, dx = γ/σ·(dy − mean dy − x̂·mean(dy·x̂))",
        "LayerNormStep" => "dγ += Σ dy·x̂, dβ += Σ dy, dx = (g − mean g − x̂·mean(g·x̂))/σ with g = γ·dy",
        "EmbeddingStep" => "dW[i] += dy",
        "RestoreStep" => "dx = dy·deviation",
        "ProductStep" => "every source gets dy times the others",
        "ConcatStep" => "every source gets its columns of dy",
        _ => "every source gets dy",
    };

    public string Output { get; } = Field + ".Output";
}

/// <summary>What an emitted step has for a block of the graph: its operations in order, and what they hand on.</summary>
internal sealed class StepBlock
{
    private readonly StepNames _names;
    private readonly List<StepField> _fields = [];

    private StepBlock(string name, string title, StepNames names)
    {
        _names = names;
        Name = name;
        Title = title;
        Forward = names.Method(name, "Forward");
        Backward = names.Method(name, "Backward");
    }

    public string Name { get; }

    /// <summary>The line above the methods: <c>Strokes: [batch, 12] → [batch, 16]</c>.</summary>
    public string Title { get; }

    public string Forward { get; }

    public string Backward { get; }

    public IReadOnlyList<StepField> Fields => _fields;

    /// <summary>The expression of the value that the block hands on.</summary>
    public string Value { get; private set; } = "";

    /// <summary>The operations of a layer or a head.</summary>
    /// <param name="block">The block.</param>
    /// <param name="names">The names of the step.</param>
    /// <param name="valueOf">The expression of what another block hands on.</param>
    /// <param name="first">The expression of what the first linear layer computes, if that is done elsewhere.</param>
    public static StepBlock Of(Block block, StepNames names, Func<string, string> valueOf, string? first = null)
    {
        var step = new StepBlock(block.Name, $"{block.Name}: {block.Sources.Shape} → {block.Output}", names);
        if (first is null)
            step.AddSources(block, valueOf);
        else
            step.Value = first;
        foreach (var operation in first is null ? block.Operations : block.Operations.Skip(1))
            step.Add(block, operation);
        return step;
    }

    /// <summary>The first layers of several heads.</summary>
    public static StepBlock Of(HeadGroup group, StepNames names, Func<string, string> valueOf)
    {
        var layers = group.Layers.ToList();
        var step = new StepBlock(
            group.Name + "AndOthers",
            $"The first layers of {string.Join(", ", group.Tasks.Select(task => task.Name))}: {group.Sources.Shape} → [batch, {string.Join(" + ", layers.Select(layer => layer.Outputs))}]",
            names);
        step.AddMerge(group.Sources, valueOf);
        step.AddField("HeadsStep", "", $"Memory, {step.Value}, Parameters, {string.Join(", ", layers.Select(layer => Module(layer.Module)))}", "y = x·Wᵀ + b of all heads at once");
        return step;
    }

    /// <summary>A gradient that several readers add to must not be changed in place by one of them.</summary>
    private void AddSources(Block block, Func<string, string> valueOf)
    {
        if (block.Operations is [EmbeddingOperation, ..])
            return;
        AddMerge(block.Sources, valueOf);
        if (block.Sources.Blocks.Count == 1 && block.Operations.FirstOrDefault(operation => operation is not (FlattenOperation or FlattenLayerOperation)) is not (null or LinearOperation))
            AddField("SumStep", "Source", $"Memory, {Value}", "a gradient of its own");
    }

    private void AddMerge(Sources sources, Func<string, string> valueOf)
    {
        if (sources.Blocks.Count == 1)
        {
            Value = valueOf(sources.Blocks[0]);
            return;
        }
        var values = string.Join(", ", sources.Blocks.Select(valueOf));
        if (sources.Merge == Merge.Add)
            AddField("SumStep", "Source", $"Memory, {values}", string.Join(" + ", sources.Blocks));
        else if (sources.Merge == Merge.Multiply)
            AddField("ProductStep", "Source", $"Memory, {values}", string.Join(" · ", sources.Blocks));
        else
            AddField("ConcatStep", "Source", $"Memory, {values}", string.Join(" | ", sources.Blocks));
    }

    private void Add(Block block, Operation operation)
    {
        var comment = SummaryTable.Describe(operation);
        switch (operation)
        {
            case LinearOperation linear:
                AddField("LinearStep", Role(linear), $"Memory, {Value}, Parameters, {Module(linear.Module)}", "y = x·Wᵀ + b");
                break;
            case EmbeddingOperation embedding:
                var count = embedding.Output.Width / embedding.Dimensions;
                var missing = embedding.Indices.HasMissing ? 0 : -1;
                AddField("EmbeddingStep", "", $"Memory, {Literal.String(block.Name)}, {count}, {missing}, Parameters, {Module(embedding.Module)}", comment);
                break;
            case BatchNormOperation norm:
                AddField("BatchNormStep", Role(norm) + "Norm", $"Memory, {Value}, Parameters, {Module(norm.Module, "BatchNorm1d")}", comment);
                break;
            case LayerNormOperation norm:
                AddField("LayerNormStep", Role(norm) + "Norm", $"Memory, {Value}, Parameters, {Module(norm.Module, "LayerNorm")}", comment);
                break;
            case ActivationOperation activation:
                AddField("ActivationStep", "Activation", $"{Value}, {Names.Runtime}.Activation.{activation.Function}", comment);
                break;
            case DropoutOperation dropout:
                AddField("DropoutStep", "Dropout", $"Memory, {Value}, {Literal.Double(dropout.Probability)}", comment);
                break;
            case AdaptiveDropoutOperation dropout:
                AddField("DropoutStep", "Dropout", $"Memory, {Value}, {Module(dropout.Rate)}", comment);
                break;
            case RestoreOperation restore:
                AddField("RestoreStep", "Restored", $"{Value}, {Module(restore.Head)}.Standardization!", comment);
                break;
        }
    }

    private void AddField(string type, string role, Text arguments, string comment)
    {
        var field = new StepField(type, _names.Field(Name, role), arguments, comment);
        _fields.Add(field);
        Value = field.Output;
    }

    /// <summary>What distinguishes the modules of a head: <c>Hidden0</c>, <c>Output</c>; nothing for the module of a layer.</summary>
    private static string Role(ModuleOperation operation)
    {
        var end = operation.Module.IndexOf('.');
        return end < 0 ? "" : StepNames.Plain(operation.Module.Substring(end + 1)).Replace("HiddenNorm", "Hidden");
    }

    private static Text Module(string module, string? type = null)
    {
        var access = MemberAccess.Of(module, "model");
        return type is not null && module.Contains('.') ? $"({Names.Modules}.{type}){access}" : access;
    }
}
