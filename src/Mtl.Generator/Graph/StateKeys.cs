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
        if (!block.IsMember && block is not (GateBlock or StitchBlock))
            yield break;
        var key = block.Parameters.StateKey;
        if (block is not LayerBlock layer)
        {
            yield return (key, block.Name);
        }
        else
        {
            yield return (layer.Copies(key), layer.Copies(block.Name));
            foreach (var module in layer.Beside)
                yield return (layer.Copies(key + module.Module.Substring(block.Name.Length)), layer.Copies(module.Module));
        }
        if (block is TaskBlock { AdaptiveDropout: { } dropout })
            yield return (GeneratedNames.DropoutRate(key), dropout.Rate);
    }
}
