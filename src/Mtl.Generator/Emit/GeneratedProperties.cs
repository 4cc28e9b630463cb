using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the properties of what is generated beside the declared members: fitted values, normalizations, and what a scheme of sharing adds.</summary>
internal static class GeneratedProperties
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        if (model.Emission != Emission.Full)
            return;
        foreach (var feature in model.Row?.Texts ?? [])
        {
            file.Document($"<summary>The values of {feature.Name} that are told apart, at most {feature.Categories}: learned by the first training on rows, stored with the model.</summary>");
            file.Write(ModelFile.GeneratedCode);
            file.Write($"public {Names.Runtime}.Vocabulary {GeneratedNames.Vocabulary(feature.Name)} {{ get; }} = new {Names.Runtime}.Vocabulary({Literal.String(feature.Name)}, {feature.Categories});");
            file.Blank();
        }

        StandardizationEmitter.WriteProperties(file, model);
        foreach (var layer in model.Layers)
        {
            if (!layer.IsSingle)
                WriteLayer(file, layer, layer.Experts > 0 ? $"All {layer.Experts} copies of {layer.Layer.Member.Name}, one for each expert{(layer.Task is null ? $"; {layer.Name} is the first" : $" of the task {layer.Task}")}." : $"The {layer.Layer.Member.Name} of the task {layer.Task}, {layer.Sources.Shape} → {layer.Output}: {Literal.Grouped(layer.ParameterCount)} parameters.");
            WriteBeside(file, layer);
        }
        foreach (var layer in model.AttendedLayers)
        {
            WriteLayer(file, layer, $"A second {layer.Layer.Member.Name}, the same for all tasks, which reads what each of them attends to, {layer.Sources.Shape} → {layer.Output}: {Literal.Grouped(layer.ParameterCount)} parameters.");
            WriteBeside(file, layer);
        }
        foreach (var stitch in model.Stitches)
            Write(file, $"How much of {string.Join(", ", stitch.Sources.Blocks)} the network of the task {stitch.Task} goes on with: one learned number each.", $"{Names.Runtime}.CrossStitchUnit", stitch.Name);
        foreach (var attention in model.Attentions)
            WriteAttention(file, attention);
        foreach (var gate in model.Gates)
            Write(file, $"The gate of {(gate.Task is null ? $"the shared experts behind {gate.Member}" : $"the task {gate.Task}")}, {gate.Sources.Shape} → {gate.Output}: the softmax of what it computes says how much {(gate.Task is null ? "they take" : "the task takes")} from each expert.", $"{Names.Modules}.Linear", gate.Name);
        foreach (var dropout in model.Tasks.Select(task => task.AdaptiveDropout).OfType<AdaptiveDropoutOperation>())
        {
            var bounds = $"between {Literal.Double(dropout.Minimum)} and {Literal.Double(dropout.Maximum)}";
            Write(file, $"The probability of dropping a unit for this task, {bounds}; it is saved with the model.", $"{Names.Runtime}.DropoutRate", dropout.Rate);
        }

        BalancingEmitter.WriteMembers(file, model);
    }

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
        foreach (var module in attention.Operations.OfType<ModuleOperation>())
        {
            if (module is LinearOperation or ConvolutionOperation)
                layer = module.Module;
            Write(
                file,
                module.Module == SharingNames.Mask(attention.Name) ? $"The sigmoid of what it computes is the mask by which the task {attention.Task} attends to {attention.Layer.Member.Name}."
                : module.Module == SharingNames.MaskHidden(attention.Name) ? $"What the task {attention.Task} sees of {string.Join(", ", attention.Sources.Blocks)} before it attends to {attention.Layer.Member.Name}, {attention.Sources.Shape} → {module.Output}."
                : Summary(module, layer),
                TypeOf(module),
                module.Module);
        }
    }

    private static Text Summary(ModuleOperation module, string layer) => module switch
    {
        BatchNormOperation batch => $"Normalizes the {batch.Features} outputs of {layer} over the batch.",
        LayerNormOperation norm => $"Normalizes the {string.Join(" × ", norm.Normalized)} outputs of {layer}, each row by itself.",
        LearnedPositionsOperation positions => $"The vectors of the {positions.Steps} places that are added to what {layer} reads.",
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
