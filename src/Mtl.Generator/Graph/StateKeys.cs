using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The names under which the modules of a block are registered, which are the first parts of the keys of saved models.</summary>
internal static class StateKeys
{
    /// <summary>The modules of a block with their names: the member itself, and what is generated beside it.</summary>
    public static IEnumerable<(string Key, string Module)> Modules(Block block)
    {
        if (block is InputBlock { Standardization: { } standardize })
            yield return (standardize.Module, standardize.Module);
        if (!block.IsMember && block is not (GateBlock or StitchBlock or AttentionBlock or PassBlock { IsFirst: true }))
            yield break;
        var key = block.Parameters.StateKey;
        if (block is LayerBlock or PassBlock)
        {
            var layer = block as LayerBlock ?? ((PassBlock)block).Layer;
            yield return (layer.Copies(key), layer.Copies(layer.Name));
            foreach (var module in layer.Beside)
                yield return (layer.Copies(KeyOf(module)), layer.Copies(module.Module));
        }
        else if (block is AttentionBlock)
        {
            foreach (var module in block.Operations.OfType<ModuleOperation>())
                yield return (KeyOf(module), module.Module);
        }
        else
        {
            yield return (key, block.Name);
        }
        if (block is TaskBlock { AdaptiveDropout: { } dropout })
            yield return (GeneratedNames.DropoutRate(key), dropout.Rate);

        string KeyOf(ModuleOperation module) => key + module.Module.Substring(block.ModuleName.Length);
    }
}
