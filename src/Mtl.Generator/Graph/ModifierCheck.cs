using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Finds modifiers that are not applicable to their member, or have no effect on it.</summary>
internal sealed class ModifierCheck(ModelDescription model, ProblemReport report)
{
    /// <summary>Why a layer that no task has for itself cannot have an adaptive rate.</summary>
    public const string OfAllTasks = "is a layer of all tasks; the rate follows the difficulty of a task";

    /// <summary>Heads whose predicted number a default dropout without a scope makes noisy, and that dropout.</summary>
    private readonly List<(string Head, Modifier Dropout)> _noisy = [];

    /// <summary>Checks the own modifiers of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="output">The output of the layer itself.</param>
    /// <param name="suitable">The applicable kinds of dropout.</param>
    public void CheckLayer(LayerDescription layer, Shape output, IReadOnlyList<ModifierKind> suitable)
    {
        foreach (var modifier in layer.Modifiers)
        {
            if (modifier.IsDropout && !suitable.Contains(modifier.Kind) && !output.IsUnknown)
            {
                report.Add(
                    RuleIds.DropoutPlace, modifier.Site, new Hint { Instead = Suitable(modifier.Kind, layer, output) },
                    modifier.Site.Attribute!, layer.Member.Name, ReasonAgainst(modifier.Kind, layer, output));
            }
            if (ConcernsParameters(modifier) && !layer.Kind.HasParameters && layer.Kind != LayerKind.Unknown)
                ReportNoEffect(modifier, $"{Article.With(layer.Member.TypeName)} has no weights");
            if (layer.Kind.IsNormalization)
                CheckOnNormalization(layer.Member, modifier);
        }
        CheckFrozen(layer.Member.Name, layer.Modifiers);
    }

    private void CheckOnNormalization(MemberDescription layer, Modifier modifier)
    {
        if (modifier.IsPenalty)
            ReportNoEffect(modifier, $"'{layer.Name}' is {Article.With(layer.TypeName)}, whose scale and shift have no penalty");
        else if (modifier.IsNorm)
            report.Add(RuleIds.TwoNorms, modifier.Site, layer.Name, layer.TypeName, modifier.Site.Attribute!);
    }

    /// <summary>Checks the modifiers of a head.</summary>
    /// <param name="head">The head with its own modifiers.</param>
    /// <param name="dropout">Its effective dropout.</param>
    public void CheckHead(HeadDescription head, Modifier? dropout)
    {
        var name = head.Member.Name;
        foreach (var modifier in head.Modifiers)
        {
            if (head.Hidden.Count == 0 && (modifier.IsNorm || modifier.Kind == ModifierKind.Activation))
                ReportNoEffect(modifier, $"'{name}' has no hidden layers; give it [TaskHead(Hidden = [n])] or remove the attribute");
            if (modifier.IsDropout && !DropoutApplicability.OfHeads.Contains(modifier.Kind))
            {
                report.Add(
                    RuleIds.DropoutPlace, modifier.Site, new Hint { Instead = "Dropout" },
                    modifier.Site.Attribute!, name, "computes vectors; use [Dropout]");
            }
        }
        if (dropout is { Kind: ModifierKind.Dropout, Value: > 0 } or { Kind: ModifierKind.AdaptiveDropout, Maximum: > 0 }
            && head.Hidden.Count == 0 && head.Kind.Label == LabelKind.Number)
        {
            CheckBeforeRegression(name, dropout);
        }
        CheckFrozen(head.Member.Name, head.Modifiers);
    }

    /// <summary>Reports dropout before a regression output. A default of the class with a scope is taken as intended.</summary>
    private void CheckBeforeRegression(string head, Modifier dropout)
    {
        if (dropout.Site.Member is not null)
            report.Add(RuleIds.RegressionDropout, dropout.Site, dropout.Site.Attribute!, head, "put the dropout on the layer before it");
        else if (dropout is { Kind: ModifierKind.Dropout, Scope: ModelScope.Unspecified })
            _noisy.Add((head, dropout));
    }

    /// <summary>Checks the whole model.</summary>
    /// <param name="blocks">Inputs, layers and tasks.</param>
    /// <param name="unused">The defaults of the class that no member has used.</param>
    public void CheckModel(IReadOnlyList<Block> blocks, IEnumerable<Modifier> unused)
    {
        CheckDefaults();
        CheckStandardization();
        if (report.HasErrors)
            return;
        CheckStateKeys(blocks);
        if (blocks.OfType<TaskBlock>().Count() == model.Heads.Count && blocks.Where(HasParameters).All(block => block.Parameters.IsFrozen))
            report.Add(RuleIds.NothingLearns, Site.Class, model.Type.PlainName);
        foreach (var heads in _noisy.GroupBy(pair => pair.Dropout, pair => pair.Head))
        {
            report.Add(
                RuleIds.RegressionDropout, heads.Key.Site,
                $"{heads.Key.Site.Attribute}, which without a scope applies to inputs, layers and heads,", string.Join("' and '", heads),
                "name the scope: Scope = Scope.Shared for the trunk alone, Scope.All if this is meant");
        }
        foreach (var modifier in unused.Where(modifier => modifier.Scope != ModelScope.Input))
            ReportNoEffect(modifier, $"'{model.Type.PlainName}' has no member that uses it as its default");
    }

    /// <summary>The kind of dropout with the same rate that is applicable to the output of the layer.</summary>
    private static string? Suitable(ModifierKind kind, LayerDescription layer, Shape output) =>
        kind == ModifierKind.AdaptiveDropout ? null
        : layer.Kind.TakesModifiersInside ? "Dropout"
        : kind == ModifierKind.SpatialDropout ? (output.Rank == 2 ? "RecurrentDropout" : "Dropout")
        : output.Rank < 2 ? "Dropout" : "SpatialDropout";

    private static string ReasonAgainst(ModifierKind kind, LayerDescription layer, Shape output) => kind switch
    {
        _ when layer.Kind.TakesModifiersInside => "drops inside its blocks; use [Dropout]",
        ModifierKind.AdaptiveDropout => OfAllTasks,
        ModifierKind.SpatialDropout => $"outputs {output}, not feature maps; use [{Suitable(kind, layer, output)}]",
        _ when output.Rank < 2 => $"outputs {output}, not a sequence of steps; use [Dropout], or output all steps",
        _ => $"outputs feature maps {output}, not a sequence of steps; use [SpatialDropout]",
    };

    private static bool ConcernsParameters(Modifier modifier) =>
        modifier.IsPenalty || modifier.Kind is ModifierKind.Frozen or ModifierKind.LearningRate or ModifierKind.StateKey;

    private void CheckFrozen(string member, EquatableArray<Modifier> own)
    {
        if (!own.Any(modifier => modifier is { Kind: ModifierKind.Frozen, Value: > 0 }))
            return;
        foreach (var modifier in own.Where(modifier => modifier.IsPenalty || modifier.Kind == ModifierKind.LearningRate))
            ReportNoEffect(modifier, $"the parameters of '{member}' are frozen");
    }

    private void CheckDefaults()
    {
        const string noTasks = "has no tasks; the rate follows the difficulty of a task";
        foreach (var modifier in model.Defaults)
        {
            if (modifier.Kind == ModifierKind.AdaptiveDropout && (modifier.EffectiveScope & HaveTasks()) == 0)
                report.Add(RuleIds.DropoutPlace, modifier.Site, modifier.Site.Attribute!, modifier.Scope.ToString(), noTasks);
            else if (modifier.Scope == ModelScope.Input && modifier.Kind != ModifierKind.Dropout)
                ReportNoEffect(modifier, "inputs have no weights, no activation and no feature maps");
        }
    }

    /// <summary>The scopes with members that belong to one task each.</summary>
    private ModelScope HaveTasks() =>
        model.Sharing is { CopiesForTasks: true } ? ModelScope.Task | ModelScope.Shared : ModelScope.Task;

    private void CheckStandardization()
    {
        var readsNumbers = model.Inputs.Any(input =>
            input.Indices is null && (input.Features.Count == 0 || input.Features.Any(feature => feature.Kind == FeatureKind.Number)));
        if (model.StandardizesInputs && !readsNumbers)
            report.Add(RuleIds.NoEffect, new Site(Member: null, "Standardize"), "Standardize", "the model reads no numbers");
    }

    /// <summary>Reports duplicate state keys, preferably on a member with a state-key attribute.</summary>
    private void CheckStateKeys(IReadOnlyList<Block> blocks)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        if (model.Balancing is not null)
            owners.Add(GeneratedNames.Balancing, GeneratedNames.Balancing);
        Check(hasOwnKey: false);
        Check(hasOwnKey: true);

        void Check(bool hasOwnKey)
        {
            foreach (var block in blocks)
            {
                if (block.Parameters.StateKey != block.Name != hasOwnKey)
                    continue;
                foreach (var (key, _) in StateKeys.Modules(block))
                {
                    if (!owners.TryGetValue(key, out var owner))
                        owners.Add(key, MemberOf(block));
                    else
                        report.Add(RuleIds.StateKeyTaken, SiteOfKey(block), key, MemberOf(block), owner);
                }
            }
        }
    }

    /// <summary>The name of a block in messages; an application of a layer has the name of its module.</summary>
    private static string MemberOf(Block block) => block is ApplicationBlock ? block.ModuleName : block.Name;

    private Site SiteOfKey(Block block)
    {
        var (modifiers, site) = block switch
        {
            LayerBlock layer => (layer.Layer.Modifiers, layer.Layer.Site),
            GateBlock gate when model.Layers.FirstOrDefault(layer => layer.Member.Name == gate.Member) is { } layer =>
                (layer.Modifiers, layer.Site),
            GateBlock gate =>
                model.Heads.Where(head => head.Member.Name == gate.Member).Select(head => (head.Modifiers, head.Site)).First(),
            StitchBlock stitch => (stitch.Layer.Modifiers, stitch.Layer.Site),
            AttentionBlock attention => (attention.Layer.Modifiers, attention.Layer.Site),
            ApplicationBlock application => (application.Layer.Layer.Modifiers, application.Layer.Layer.Site),
            _ => (((TaskBlock)block).Head.Modifiers, ((TaskBlock)block).Head.Site),
        };
        return modifiers.FirstOrDefault(modifier => modifier.Kind == ModifierKind.StateKey)?.Site ?? site;
    }

    private static bool HasParameters(Block block) => block is TaskBlock || (block is LayerBlock layer && layer.Layer.Kind.HasParameters);

    private void ReportNoEffect(Modifier modifier, string reason) =>
        report.Add(RuleIds.NoEffect, modifier.Site, modifier.Site.Attribute!, reason);
}
