using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The reason why a model's training step falls back to autograd: an operation without a fused op.</summary>
internal static class AutogradFallback
{
    /// <summary>The first reason, in words; null if the whole step can be fused.</summary>
    public static string? Of(ModelGraph model)
    {
        foreach (var block in model.Blocks)
        {
            if (OfSources(block, model) is { } source)
                return source;
            foreach (var operation in block.Operations)
            {
                if (operation.AutogradReason is { } reason)
                    return $"{block.Name} has {reason}";
            }
        }
        if (model.Tasks.FirstOrDefault(static task => task.Head.PerPosition) is { } reader)
            return $"{reader.Name} predicts every time step";
        if (model.Blocks.FirstOrDefault(block => IsReadAsNumbers(block, model)) is { } indices)
            return $"{indices.Name} is read without an embedding";
        var penalized = model.Penalties.FirstOrDefault(static penalty => penalty.Weight is null)?.Module
            ?? model.Distances.FirstOrDefault(static distance => !distance.HasOneWeight)?.Modules[0];
        return penalized is null ? null : $"{penalized} has a penalty on several weights";
    }

    /// <summary>The fused ops concatenate, add and multiply vectors only, and do not back-propagate through predictions.</summary>
    private static string? OfSources(Block block, ModelGraph model)
    {
        foreach (var source in block.Sources.Blocks)
        {
            if (model.Member(source) is TaskBlock)
                return $"{block.Name} reads the prediction of {source}";
        }
        return block.Sources.Blocks.Count > 1 && block.Sources.Shape.Rank > 1
            ? $"{block.Name} reads several tensors that are not vectors"
            : null;
    }

    /// <summary>Whether a layer that is not an embedding reads indices.</summary>
    private static bool IsReadAsNumbers(Block indices, ModelGraph model) =>
        indices.Output.Indices is not null
        && model.Layers.Any(layer => layer.Sources.Blocks.Contains(indices.Name) && layer.Operations is not [EmbeddingOperation, ..]);
}
