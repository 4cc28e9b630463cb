using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Which modifier applies where: a member's own, else the class's default for the member's scope.</summary>
internal sealed class ModifierScopes(EquatableArray<Modifier> defaults)
{
    /// <summary>The modifiers of a layer. Defaults of the class concern layers with weights; activations and norms, those of a trunk.</summary>
    public EffectiveModifiers OfLayer(LayerDescription layer)
    {
        var scope = layer.IsShared ? ModelScope.Shared : ModelScope.Task;
        var isTrunk = layer.Kind is LayerKind.Linear or LayerKind.Conv1d or LayerKind.Conv2d;
        var hasWeights = isTrunk || layer.Kind is LayerKind.Lstm or LayerKind.Gru or LayerKind.MultiheadAttention or LayerKind.Custom;
        return new EffectiveModifiers(
            Find(ModifierKind.Dropout, layer.Modifiers, scope, hasWeights)?.Value ?? 0,
            Find(ModifierKind.L2, layer.Modifiers, scope, hasWeights)?.Value ?? 0,
            Find(ModifierKind.BatchNorm, layer.Modifiers, scope, isTrunk) is not null,
            Find(ModifierKind.Activation, layer.Modifiers, scope, isTrunk)?.Function
                ?? (isTrunk ? ActivationFunction.Relu : ActivationFunction.None));
    }

    /// <summary>The modifiers of a head: of its hidden layers, and its dropout.</summary>
    public EffectiveModifiers OfHead(HeadDescription head) => new(
        Find(ModifierKind.Dropout, head.Modifiers, ModelScope.Task)?.Value ?? 0,
        Find(ModifierKind.L2, head.Modifiers, ModelScope.Task)?.Value ?? 0,
        head.Hidden.Count > 0 && Find(ModifierKind.BatchNorm, head.Modifiers, ModelScope.Task) is not null,
        Find(ModifierKind.Activation, head.Modifiers, ModelScope.Task)?.Function ?? ActivationFunction.Relu);

    /// <summary>The probability of dropping a feature.</summary>
    public double InputDropout => Find(ModifierKind.Dropout, EquatableArray<Modifier>.Empty, ModelScope.Input)?.Value ?? 0;

    private Modifier? Find(ModifierKind kind, EquatableArray<Modifier> own, ModelScope scope, bool takesDefaults = true) =>
        own.FirstOrDefault(modifier => modifier.Kind == kind)
        ?? (takesDefaults ? defaults.FirstOrDefault(modifier => modifier.Kind == kind && Covers(modifier.Scope, scope)) : null);

    private static bool Covers(ModelScope declared, ModelScope scope) =>
        declared == ModelScope.Unspecified || (declared & scope) != 0;
}

/// <summary>What holds for one layer or head after scopes and overrides.</summary>
internal sealed record EffectiveModifiers(double Dropout, double L2, bool BatchNorm, ActivationFunction Activation);
