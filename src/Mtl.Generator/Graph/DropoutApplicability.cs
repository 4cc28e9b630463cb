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
    /// <param name="layer">The layer.</param>
    /// <param name="output">The output of the layer itself.</param>
    /// <param name="hasTask">Whether the layer, or every copy of it, belongs to one task, whose difficulty can adapt the rate.</param>
    public static IReadOnlyList<ModifierKind> SuitableFor(LayerDescription layer, Shape output, bool hasTask)
    {
        if (layer.Kind.TakesModifiersInside)
            return [ModifierKind.Dropout];
        var any = hasTask ? OfHeads : [ModifierKind.Dropout];
        if (output.Rank < 2)
            return any;
        if (output.Rank == 2 && layer.Kind == LayerKind.Custom)
            return [ModifierKind.SpatialDropout, ModifierKind.RecurrentDropout, .. any];
        var structured = output.Rank == 3 || output.IsChannelsFirst ? ModifierKind.SpatialDropout : ModifierKind.RecurrentDropout;
        return [structured, .. any];
    }
}
