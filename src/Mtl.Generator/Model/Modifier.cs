namespace Mtl.Generator.Model;

/// <summary>A declared modifier: on a member, or on the class as the default of a scope.</summary>
/// <param name="Kind">The kind of modifier.</param>
/// <param name="Value">
/// Its number: a probability, a strength, a multiplier, the lower of two bounds, 1 or 0 for a Boolean; 0 for a modifier without one.
/// </param>
/// <param name="Function">The activation, for <see cref="ModifierKind.Activation"/>.</param>
/// <param name="Scope">The declared scope; <see cref="ModelScope.Unspecified"/> without one.</param>
/// <param name="Site">The site of the attribute.</param>
internal sealed record Modifier(ModifierKind Kind, double Value, ActivationFunction Function, ModelScope Scope, Site Site)
{
    /// <summary>The upper of two bounds, for <see cref="ModifierKind.AdaptiveDropout"/>.</summary>
    public double Maximum { get; init; }

    /// <summary>The name of the layer or head that has it; null for a default of the class.</summary>
    public string? Owner { get; init; }

    /// <summary>The name in saved models, for <see cref="ModifierKind.StateKey"/>.</summary>
    public string Key { get; init; } = "";

    public bool IsDropout => Kind
        is ModifierKind.Dropout or ModifierKind.AdaptiveDropout
        or ModifierKind.SpatialDropout or ModifierKind.RecurrentDropout;

    public bool IsPenalty => Kind is ModifierKind.L1 or ModifierKind.L2 or ModifierKind.GroupLasso;

    public bool IsNorm => Kind is ModifierKind.BatchNorm or ModifierKind.LayerNorm;

    /// <summary>The scope of a default: without a declared one, everything that the modifier is applicable to.</summary>
    public ModelScope EffectiveScope => Scope != ModelScope.Unspecified ? Scope
        : Kind == ModifierKind.AdaptiveDropout ? ModelScope.Task
        : ModelScope.All;
}

/// <summary>The kinds of modifiers. <c>[ElasticNet]</c> is parsed as L1 and L2.</summary>
internal enum ModifierKind
{
    Dropout,
    AdaptiveDropout,
    SpatialDropout,
    RecurrentDropout,
    L1,
    L2,
    GroupLasso,
    BatchNorm,
    LayerNorm,
    Activation,
    Frozen,
    LearningRate,
    StateKey,
}

/// <summary>The values of <c>Mtl.Scope</c>.</summary>
[Flags]
internal enum ModelScope
{
    Unspecified = 0,
    Input = 1,
    Shared = 2,
    Task = 4,
    All = Input | Shared | Task,
}

/// <summary>The values of <c>Mtl.Activation</c>.</summary>
internal enum ActivationFunction
{
    None,
    Relu,
    LeakyRelu,
    Elu,
    Selu,
    Gelu,
    Silu,
    Mish,
    Tanh,
    Sigmoid,
}
