using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The names under which the modules of a block are registered, which are the first parts of the keys of saved models.</summary>
internal static class StateKeys
{
    /// <summary>The names of a block: of the member itself, and of what is generated beside it.</summary>
    public static IEnumerable<string> Of(Block block) => Modules(block).Select(module => module.Key);

    /// <summary>The modules of a block with their names.</summary>
    public static IEnumerable<(string Key, string Module)> Modules(Block block)
    {
        foreach (var standardize in block.Operations.OfType<StandardizeOperation>())
            yield return (standardize.Module, standardize.Module);
        if (!block.IsMember)
            yield break;
        var key = block.Parameters.StateKey;
        yield return (key, block.Name);
        if (block is LayerBlock layer)
        {
            foreach (var module in layer.Beside)
                yield return (key + module.Module.Substring(block.Name.Length), module.Module);
        }
        if (block is TaskBlock { AdaptiveDropout: { } dropout })
            yield return (GeneratedNames.DropoutRate(key), dropout.Rate);
    }
}
