using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Finds the kind of a layer by the type of its property.</summary>
internal static class LayerKinds
{
    public static LayerKind Of(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error)
            return LayerKind.Unknown;
        if (IsOfTorchSharp(type) && LayerKind.Of(type.Name) is { } kind)
            return kind;
        return IsModule(type) ? LayerKind.Custom : LayerKind.Unknown;
    }

    /// <summary>Names of the types, for messages.</summary>
    public static string Supported { get; } =
        string.Join(", ", LayerKind.All.Select(static kind => kind.Name)) + ", or a Module<Tensor, Tensor> of your own";

    /// <summary>What is declared instead of one of TorchSharp's modules, in words; null where nothing is.</summary>
    public static string? InsteadOf(ITypeSymbol type) => !IsOfTorchSharp(type) ? null : type.Name switch
    {
        "BatchNorm1d" or "BatchNorm2d" or "BatchNorm3d" => OnLayerBefore("BatchNorm"),
        "InstanceNorm2d" => "a GroupNorm with as many groups as channels",
        "Dropout" => OnLayerBefore("Dropout(p)"),
        "Dropout1d" or "Dropout2d" or "Dropout3d" => OnLayerBefore("SpatialDropout(p)"),
        "ReLU" or "Tanh" or "Sigmoid" or "GELU" or "ELU" or "SELU" or "SiLU" or "LeakyReLU" =>
            OnLayerBefore($"Activation(Activation.{Capitalized(type.Name)})"),
        _ => null,
    };

    private static string OnLayerBefore(string modifier) => $"[{modifier}] on the layer before it";

    private static string Capitalized(string name) =>
        name == "LeakyReLU" ? "LeakyRelu" : name.Substring(0, 1) + name.Substring(1).ToLowerInvariant();

    private static bool IsOfTorchSharp(ITypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Modules", ContainingNamespace: { Name: "TorchSharp" } parent } }
        && parent.ContainingNamespace.IsGlobalNamespace;

    /// <summary>Whether the type is, or derives from, <c>torch.nn.Module&lt;Tensor, Tensor&gt;</c>.</summary>
    private static bool IsModule(ITypeSymbol type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate is INamedTypeSymbol { Name: "Module", ContainingType.Name: "nn", TypeArguments: [var input, var output] }
                && input.Name == "Tensor" && output.Name == "Tensor")
            {
                return true;
            }
        }
        return false;
    }
}
