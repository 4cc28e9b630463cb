using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>
/// Writes the properties of generated modules: vocabularies, standardizations, normalizations, and the modules of the sharing architecture.
/// </summary>
internal static class GeneratedProperties
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        if (model.Emission != Emission.Full)
            return;
        foreach (var feature in model.Row?.Texts ?? [])
        {
            const string type = $"{Names.Runtime}.Vocabulary";
            var (name, text) = (GeneratedNames.Vocabulary(feature.Name), Literal.String(feature.Name));
            file.Document(
                $"""
                <summary>The known values of {feature.Name}, at most {feature.Categories}: learned by the first training on rows.</summary>
                """);
            file.Write(ModelFile.GeneratedCode);
            file.Write($"public {type} {name} {{ get; }} = new {type}({text}, {feature.Categories});");
            file.Blank();
        }

        StandardizationEmitter.WriteProperties(file, model);
        foreach (var layer in model.Layers)
        {
            if (layer.Experts > 0)
                WriteLayer(file, layer, Experts(layer));
            else if (!layer.IsSingle)
                WriteLayer(file, layer, $"{layer.Layer.Member.Name} of the task {layer.Task}, {Size(layer)}");
            WriteBeside(file, layer);
        }
        foreach (var layer in model.AttendedLayers)
        {
            WriteLayer(file, layer, $"{layer.Layer.Member.Name} on the attended features, shared by all tasks, {Size(layer)}");
            WriteBeside(file, layer);
        }
        foreach (var stitch in model.Stitches)
        {
            var weights = $"learned weights of {string.Join(", ", stitch.Sources.Blocks)}";
            Write(file, $"Cross-stitch unit of the task {stitch.Task}: {weights}.", $"{Names.Runtime}.CrossStitchUnit", stitch.Name);
        }
        foreach (var attention in model.Attentions)
            WriteAttention(file, attention);
        foreach (var gate in model.Gates)
        {
            var reader = gate.Task is null ? $"the shared experts after {gate.Member}" : $"the task {gate.Task}";
            var shapes = $"{gate.Sources.Shape} → {gate.Output}";
            Write(
                file,
                $"Gate of {reader}, {shapes}: the softmax of its output weights the experts.",
                $"{Names.Modules}.Linear",
                gate.Name);
        }
        foreach (var block in model.Blocks)
        {
            if (block.AdaptiveDropout is not { } dropout)
                continue;
            var bounds = $"between {dropout.Minimum.Name} and {dropout.Maximum.Name}";
            var of = block is TaskBlock ? "this task" : block.Name;
            Write(
                file,
                $"The dropout probability of {of}, {bounds}; it is saved with the model.",
                $"{Names.Runtime}.DropoutRate",
                dropout.Rate);
        }

        BalancingEmitter.WriteMembers(file, model);
    }

    private static Text Experts(LayerBlock layer)
    {
        var owner = layer.Task is null ? $"; {layer.Name} is the first" : $" of the task {layer.Task}";
        return $"The copies of {layer.Layer.Member.Name}, one for each of the {layer.Experts} experts{owner}.";
    }

    /// <summary>The shapes and the parameter count of a layer, which end a sentence.</summary>
    private static Text Size(LayerBlock layer) =>
        $"{layer.Sources.Shape} → {layer.Output}: {Literal.Grouped(layer.ParameterCount)} parameters.";

    private static void WriteLayer(ModelFile file, LayerBlock layer, Text summary) =>
        Write(file, summary, OfCopies(layer, layer.Layer.Member.Type), layer.Copies(layer.Name));

    private static void WriteBeside(ModelFile file, LayerBlock layer)
    {
        var reader = $"{(layer.Experts > 0 ? "every copy of " : "")}{layer.Name}";
        foreach (var module in layer.Beside)
            Write(file, Summary(module, reader), OfCopies(layer, TypeOf(module)), layer.Copies(module.Module));
    }

    private static void WriteAttention(ModelFile file, AttentionBlock attention)
    {
        var layer = "";
        var mask = $"the attention mask of the task {attention.Task} on {attention.Layer.Member.Name}";
        var shapes = $"{attention.Sources.Shape} → {attention.Operations[0].Output}";
        foreach (var module in attention.Operations.OfType<ModuleOperation>())
        {
            if (module is LinearOperation or ConvolutionOperation)
                layer = module.Module;
            var summary = module.Module == SharingNames.Mask(attention.Name) ? $"The logits of {mask}; their sigmoid is the mask."
                : module.Module == SharingNames.MaskHidden(attention.Name) ? $"The hidden layer of {mask}, {shapes}."
                : Summary(module, layer);
            Write(file, summary, TypeOf(module), module.Module);
        }
    }

    private static Text Summary(ModuleOperation module, string layer) => module switch
    {
        BatchNormOperation batch => $"Normalizes the {Counted.Of(batch.Features, "output")} of {layer} over the batch.",
        LayerNormOperation norm => $"Normalizes the {string.Join(" × ", norm.Normalized)} outputs of {layer} within each row.",
        LearnedPositionsOperation positions =>
            $"The learned embeddings of {positions.Steps} positions, which are added to the input of {layer}.",
        _ => throw new InvalidOperationException($"No summary for {module.GetType().Name}."),
    };

    private static Text TypeOf(ModuleOperation module) => module switch
    {
        LinearOperation => $"{Names.Modules}.Linear",
        ConvolutionOperation conv => $"{Names.Modules}.Conv{conv.Dimensions}d",
        BatchNormOperation batch => $"{Names.Modules}.BatchNorm{batch.Dimensions}d",
        LayerNormOperation => $"{Names.Modules}.LayerNorm",
        LearnedPositionsOperation => $"{Names.Modules}.Embedding",
        _ => throw new InvalidOperationException($"No type for {module.GetType().Name}."),
    };

    private static Text OfCopies(LayerBlock layer, Text type) => layer.Experts > 0 ? $"{Names.Modules}.ModuleList<{type}>" : type;

    private static void Write(ModelFile file, Text summary, Text type, string name)
    {
        file.Document($"<summary>{summary}</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Write($"public {type} {Literal.Identifier(name)} {{ get; }}");
        file.Blank();
    }
}
