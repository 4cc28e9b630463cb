using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Which modifier applies where: a member's own, else the class's default for the member's scope.</summary>
internal sealed class ModifierScopes(EquatableArray<Modifier> defaults)
{
    public double Dropout(EquatableArray<Modifier> own, ModelScope scope) => Find(ModifierKind.Dropout, own, scope)?.Value ?? 0;

    public double L2(EquatableArray<Modifier> own, ModelScope scope) => Find(ModifierKind.L2, own, scope)?.Value ?? 0;

    public bool BatchNorm(EquatableArray<Modifier> own, ModelScope scope) => Find(ModifierKind.BatchNorm, own, scope) is not null;

    public ActivationFunction Activation(EquatableArray<Modifier> own, ModelScope scope) =>
        Find(ModifierKind.Activation, own, scope)?.Function ?? ActivationFunction.Relu;

    private Modifier? Find(ModifierKind kind, EquatableArray<Modifier> own, ModelScope scope) =>
        own.FirstOrDefault(modifier => modifier.Kind == kind)
        ?? defaults.FirstOrDefault(modifier => modifier.Kind == kind && Covers(modifier.Scope, scope));

    private static bool Covers(ModelScope declared, ModelScope scope) =>
        declared == ModelScope.Unspecified || (declared & scope) != 0;
}
