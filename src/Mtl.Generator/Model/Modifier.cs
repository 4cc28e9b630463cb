namespace Mtl.Generator.Model;

/// <summary>A modifier as written: on a member, or on the class as the default of a scope.</summary>
/// <param name="Kind">Which modifier.</param>
/// <param name="Value">Its number: a probability, a strength, a multiplier, the lower of two bounds, 1 or 0 for yes or no; 0 where it has none.</param>
/// <param name="Function">The activation, for <see cref="ModifierKind.Activation"/>.</param>
/// <param name="Scope">The scope as written; <see cref="ModelScope.Unspecified"/> without one.</param>
/// <param name="Site">Where it is written.</param>
internal sealed record Modifier(ModifierKind Kind, double Value, ActivationFunction Function, ModelScope Scope, Site Site)
{
    /// <summary>The upper of two bounds, for <see cref="ModifierKind.AdaptiveDropout"/>.</summary>
    public double Maximum { get; init; }

    /// <summary>The name in saved models, for <see cref="ModifierKind.StateKey"/>.</summary>
    public string Key { get; init; } = "";

    public bool IsDropout => Kind is ModifierKind.Dropout or ModifierKind.AdaptiveDropout or ModifierKind.SpatialDropout or ModifierKind.RecurrentDropout;

    public bool IsPenalty => Kind is ModifierKind.L1 or ModifierKind.L2 or ModifierKind.GroupLasso;

    public bool IsNorm => Kind is ModifierKind.BatchNorm or ModifierKind.LayerNorm;

    /// <summary>The scope that a default has: without one it concerns everything that it suits.</summary>
    public ModelScope EffectiveScope => Scope != ModelScope.Unspecified ? Scope
        : Kind == ModifierKind.AdaptiveDropout ? ModelScope.Task
        : ModelScope.All;
}

/// <summary>What a modifier says. <c>[ElasticNet]</c> is not here: it is read as an L1 and an L2.</summary>
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
