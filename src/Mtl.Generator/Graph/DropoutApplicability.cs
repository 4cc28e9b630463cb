using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The kinds of dropout that are applicable to layers and heads, the most specific first.</summary>
internal static class DropoutApplicability
{
    /// <summary>Heads drop units of vectors; the difficulty of their task can adapt the rate.</summary>
    public static IReadOnlyList<ModifierKind> OfHeads { get; } = [ModifierKind.AdaptiveDropout, ModifierKind.Dropout];

    /// <summary>
    /// The kinds for a layer: its output has feature maps or time steps. A custom layer of rank 2 may have either, so both are accepted.
    /// </summary>
    public static IReadOnlyList<ModifierKind> SuitableFor(LayerDescription layer, Shape output)
    {
        if (output.Rank < 2 || layer.Kind.TakesModifiersInside)
            return [ModifierKind.Dropout];
        if (output.Rank == 2 && layer.Kind == LayerKind.Custom)
            return [ModifierKind.SpatialDropout, ModifierKind.RecurrentDropout, ModifierKind.Dropout];
        var structured = output.Rank == 3 || output.IsChannelsFirst ? ModifierKind.SpatialDropout : ModifierKind.RecurrentDropout;
        return [structured, ModifierKind.Dropout];
    }
}
