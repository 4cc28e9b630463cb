using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Finds the modifiers of a member: its own, else the defaults of the class for its scope.</summary>
internal sealed class ModifierScopes(EquatableArray<Modifier> defaults)
{
    private static readonly ModifierKind[] _penalties = [ModifierKind.L1, ModifierKind.L2, ModifierKind.GroupLasso];

    private readonly HashSet<Modifier> _used = [];

    /// <summary>The defaults of the class that no member has used.</summary>
    public IEnumerable<Modifier> Unused => defaults.Where(modifier => !_used.Contains(modifier));

    /// <summary>
    /// The modifiers of a layer. Defaults of the class apply to layers with weights; activations and normalizations only to layers of a
    /// trunk.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="dropouts">The applicable kinds of dropout, the most specific first.</param>
    public EffectiveModifiers OfLayer(LayerDescription layer, IReadOnlyList<ModifierKind> dropouts)
    {
        var scope = layer.IsShared ? ModelScope.Shared : ModelScope.Task;
        var isTrunk = layer.Kind.IsTrunk;
        var hasWeights = layer.Kind.HasWeights;
        return new EffectiveModifiers(
            Dropout(layer.Modifiers, scope, dropouts, hasWeights),
            Penalties(layer.Modifiers, scope, hasWeights),
            Norm(layer.Modifiers, scope, isTrunk),
            Find(ModifierKind.Activation, layer.Modifiers, scope, isTrunk)?.Function ?? layer.Kind.DefaultActivation,
            Parameters(layer.Member, layer.Modifiers, scope, layer.Kind.HasParameters));
    }

    /// <summary>The modifiers of a head, for its hidden layers and its dropout.</summary>
    public EffectiveModifiers OfHead(HeadDescription head) => new(
        Dropout(head.Modifiers, ModelScope.Task, DropoutApplicability.OfHeads, takesDefaults: true),
        Penalties(head.Modifiers, ModelScope.Task, takesDefaults: true),
        Norm(head.Modifiers, ModelScope.Task, head.Hidden.Count > 0),
        Find(ModifierKind.Activation, head.Modifiers, ModelScope.Task, head.Hidden.Count > 0)?.Function ?? ActivationFunction.Relu,
        Parameters(head.Member, head.Modifiers, ModelScope.Task, takesDefaults: true));

    /// <summary>The dropout of input features, or null.</summary>
    public Modifier? InputDropout => Find(ModifierKind.Dropout, EquatableArray<Modifier>.Empty, ModelScope.Input);

    /// <summary>The member's own dropout, else the first applicable kind among the defaults.</summary>
    private Modifier? Dropout(EquatableArray<Modifier> own, ModelScope scope, IReadOnlyList<ModifierKind> suitable, bool takesDefaults) =>
        own.Any(static modifier => modifier.IsDropout)
            ? FirstOwn(own, suitable)
            : First(suitable, own, scope, takesDefaults);

    /// <summary>A method of its own, so that the closure is allocated only for members with dropout.</summary>
    private static Modifier? FirstOwn(EquatableArray<Modifier> own, IReadOnlyList<ModifierKind> suitable) =>
        own.FirstOrDefault(modifier => suitable.Contains(modifier.Kind));

    private Modifier? First(IReadOnlyList<ModifierKind> kinds, EquatableArray<Modifier> own, ModelScope scope, bool takesDefaults)
    {
        for (var i = 0; i < kinds.Count; i++)
        {
            if (Find(kinds[i], own, scope, takesDefaults) is { } found)
                return found;
        }
        return null;
    }

    private EquatableArray<Modifier> Penalties(EquatableArray<Modifier> own, ModelScope scope, bool takesDefaults)
    {
        List<Modifier>? penalties = null;
        foreach (var kind in _penalties)
        {
            if (Find(kind, own, scope, takesDefaults) is { } penalty)
                (penalties ??= []).Add(penalty);
        }
        return penalties?.ToEquatableArray() ?? EquatableArray<Modifier>.Empty;
    }

    private ModifierKind? Norm(EquatableArray<Modifier> own, ModelScope scope, bool takesDefaults) =>
        (own.FirstOrDefault(modifier => modifier.IsNorm)
            ?? Find(ModifierKind.BatchNorm, own, scope, takesDefaults)
            ?? Find(ModifierKind.LayerNorm, own, scope, takesDefaults))?.Kind;

    private ParameterPolicy Parameters(MemberDescription member, EquatableArray<Modifier> own, ModelScope scope, bool takesDefaults) => new(
        Find(ModifierKind.StateKey, own, scope, takesDefaults: false)?.Key ?? member.Name,
        Find(ModifierKind.Frozen, own, scope, takesDefaults)?.Value > 0,
        Find(ModifierKind.LearningRate, own, scope, takesDefaults) is { Value: not 1 } factor ? Hyperparameter.Of(factor) : null);

    /// <summary>Plain loops, because this runs a dozen times for every member, and a lambda would allocate two objects each time.</summary>
    private Modifier? Find(ModifierKind kind, EquatableArray<Modifier> own, ModelScope scope, bool takesDefaults = true)
    {
        foreach (var modifier in own)
        {
            if (modifier.Kind == kind)
                return modifier;
        }
        if (!takesDefaults)
            return null;
        foreach (var modifier in defaults)
        {
            if (modifier.Kind != kind || (modifier.EffectiveScope & scope) == 0)
                continue;
            _used.Add(modifier);
            return modifier;
        }
        return null;
    }
}

/// <summary>The modifiers of a layer or head after scopes and overrides.</summary>
/// <param name="Dropout">The applicable dropout of any kind, or null.</param>
/// <param name="Penalties">The penalties on its weights, at most one of each kind.</param>
/// <param name="Norm">The normalization of its outputs, or of its hidden layers, or null.</param>
/// <param name="Activation">Its activation.</param>
/// <param name="Parameters">How its parameters are saved and trained.</param>
internal sealed record EffectiveModifiers(
    Modifier? Dropout,
    EquatableArray<Modifier> Penalties,
    ModifierKind? Norm,
    ActivationFunction Activation,
    ParameterPolicy Parameters);

/// <summary>How the parameters of a block are saved and trained.</summary>
/// <param name="StateKey">Their name in saved models.</param>
/// <param name="IsFrozen">Whether they are frozen.</param>
/// <param name="LearningRate">The factor of the learning rate; null for 1.</param>
internal sealed record ParameterPolicy(string StateKey, bool IsFrozen, Hyperparameter? LearningRate);
