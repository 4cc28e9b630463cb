using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>What keeps a model's training step from being fused: something whose derivative is left to autograd.</summary>
internal static class AutogradFallback
{
    /// <summary>The first obstacle in words, or null where the whole step can be fused.</summary>
    public static string? Of(ModelGraph model)
    {
        foreach (var block in model.Blocks)
        {
            if (OfSources(block, model) is { } source)
                return source;
            foreach (var operation in block.Operations)
            {
                if (operation.AutogradReason is { } obstacle)
                    return $"{block.Name} has {obstacle}";
            }
        }
        return model.Tasks.FirstOrDefault(static task => task.Head.PerPosition) is { } reader ? $"{reader.Name} answers at every step of a sequence"
            : model.Blocks.FirstOrDefault(block => IsReadAsNumbers(block, model)) is { } indices ? $"{indices.Name} is read as it is"
            : model.Penalties.FirstOrDefault(static penalty => penalty.Weight is null) is { } penalty ? $"{penalty.Module} has a penalty on several weights"
            : model.Distances.FirstOrDefault(static distance => !distance.HasOneWeight) is { } distance ? $"{distance.Modules[0]} has a penalty on several weights"
            : null;
    }

    /// <summary>Side by side, added or multiplied, values are vectors; the answer of a head has a derivative of its own.</summary>
    private static string? OfSources(Block block, ModelGraph model)
    {
        foreach (var source in block.Sources.Blocks)
        {
            if (model.Member(source) is TaskBlock)
                return $"{block.Name} reads the answer of {source}";
        }
        return block.Sources.Blocks.Count > 1 && block.Sources.Shape.Rank > 1 ? $"{block.Name} reads several tensors that are no vectors" : null;
    }

    /// <summary>Whether somebody else than an embedding reads indices.</summary>
    private static bool IsReadAsNumbers(Block indices, ModelGraph model) =>
        indices.Output.Indices is not null
        && model.Layers.Any(layer => layer.Sources.Blocks.Contains(indices.Name) && layer.Operations is not [EmbeddingOperation, ..]);
}
