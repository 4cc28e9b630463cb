namespace Mtl.Generator.Model;

/// <summary>What kinds of layers have in common.</summary>
internal static class LayerTraits
{
    /// <summary>Whether the layer is one that a trunk is made of: with weights, normalization and an activation behind it.</summary>
    public static bool IsTrunk(this LayerKind kind) => kind is LayerKind.Linear or LayerKind.Conv1d or LayerKind.Conv2d;

    /// <summary>Whether the layer can have parameters; those of the user's own types are not known.</summary>
    public static bool HasParameters(this LayerKind kind) => kind
        is not (LayerKind.MaxPool1d or LayerKind.MaxPool2d or LayerKind.AvgPool1d or LayerKind.AvgPool2d
            or LayerKind.AdaptiveAvgPool1d or LayerKind.AdaptiveAvgPool2d or LayerKind.Flatten or LayerKind.Unknown);

    /// <summary>Whether activation and dropout act inside the layer, and not behind it.</summary>
    public static bool TakesModifiersInside(this LayerKind kind) => kind == LayerKind.TransformerEncoder;

    /// <summary>The property of the layer that holds all its weights; null where there are several parameters. TorchSharp says that an embedding's can be null.</summary>
    public static string? OneWeight(this LayerKind kind) => kind.IsTrunk() ? "weight" : kind == LayerKind.Embedding ? "weight!" : null;

    /// <summary>Whether the layer has weights in the sense of penalties and defaults: factors of what it reads, not a scale.</summary>
    public static bool HasWeights(this LayerKind kind) => kind.HasParameters() && kind != LayerKind.LayerNorm;
}
