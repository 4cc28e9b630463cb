using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The names that the modules of a block are registered under: the first parts of the keys of saved models.</summary>
internal static class StateKeys
{
    /// <summary>The modules of a block with their names: the member itself and its generated modules.</summary>
    public static IEnumerable<(string Key, string Module)> Modules(Block block) => block switch
    {
        InputBlock { Standardization: { } standardize } => [(standardize.Module, standardize.Module)],
        LayerBlock layer => [.. OfLayer(layer), .. RateOf(layer)],
        ApplicationBlock { IsFirst: true, Layer: var second } => OfLayer(second),
        AttentionBlock => block.Operations.OfType<ModuleOperation>().Select(module => (KeyOf(module, block), module.Module)),
        TaskBlock => [Itself(block), .. RateOf(block)],
        GateBlock or StitchBlock => [Itself(block)],
        _ => [],
    };

    /// <summary>The name of a module whose member starts with the name of its block.</summary>
    public static string KeyOf(ModuleOperation module, Block block) =>
        block.Parameters.StateKey + module.Module.Substring(block.ModuleName.Length);

    /// <summary>The rate of adaptive dropout, one for all copies of a layer.</summary>
    private static (string Key, string Module)[] RateOf(Block block) =>
        block.AdaptiveDropout is { } dropout ? [(GeneratedNames.DropoutRate(block.Parameters.StateKey), dropout.Rate)] : [];

    private static (string Key, string Module) Itself(Block block) => (block.Parameters.StateKey, block.Name);

    private static IEnumerable<(string Key, string Module)> OfLayer(LayerBlock layer) => layer.Beside
        .Select(module => (Key: KeyOf(module, layer), module.Module))
        .Prepend(Itself(layer))
        .Select(entry => (layer.Copies(entry.Key), layer.Copies(entry.Module)));
}
