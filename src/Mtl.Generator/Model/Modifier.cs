namespace Mtl.Generator.Model;

/// <summary>A modifier as written: on a member, or on the class as the default of a scope.</summary>
/// <param name="Kind">Which modifier.</param>
/// <param name="Value">Its number: a probability or a strength; 0 where it has none.</param>
/// <param name="Function">The activation, for <see cref="ModifierKind.Activation"/>.</param>
/// <param name="Scope">The scope as written; <see cref="ModelScope.Unspecified"/> without one.</param>
/// <param name="Site">Where it is written.</param>
internal sealed record Modifier(ModifierKind Kind, double Value, ActivationFunction Function, ModelScope Scope, Site Site);

internal enum ModifierKind
{
    Dropout,
    L2,
    BatchNorm,
    Activation,
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
