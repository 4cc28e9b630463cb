using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Which kinds of dropout suit which places, the most special first.</summary>
internal static class DropoutApplicability
{
    /// <summary>A head drops units of vectors, and has a task whose difficulty can move the rate.</summary>
    public static IReadOnlyList<ModifierKind> OfHeads { get; } = [ModifierKind.AdaptiveDropout, ModifierKind.Dropout];

    /// <summary>A layer's output says whether it has feature maps or steps. Of a layer of the user's own type only the user knows it.</summary>
    public static IReadOnlyList<ModifierKind> SuitableFor(LayerDescription layer, Shape output)
    {
        if (output.Rank < 2 || layer.Kind.TakesModifiersInside)
            return [ModifierKind.Dropout];
        if (output.Rank == 2 && layer.Kind == LayerKind.Custom)
            return [ModifierKind.SpatialDropout, ModifierKind.RecurrentDropout, ModifierKind.Dropout];
        return [output.Rank == 3 || output.IsChannelsFirst ? ModifierKind.SpatialDropout : ModifierKind.RecurrentDropout, ModifierKind.Dropout];
    }
}
