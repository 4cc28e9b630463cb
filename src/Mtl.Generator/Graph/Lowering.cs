using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Turns what was declared into what will be computed: operations in order, with their shapes.</summary>
internal sealed class Lowering
{
    private readonly ModelDescription _model;
    private readonly ModifierScopes _scopes;
    private readonly List<Penalty> _penalties = [];
    private readonly List<Problem> _problems;

    private Lowering(ModelDescription model)
    {
        _model = model;
        _scopes = new ModifierScopes(model.Defaults);
        _problems = [.. model.Problems];
    }

    public static ModelGraph Lower(ModelDescription model) => new Lowering(model).Lower();

    private ModelGraph Lower()
    {
        var input = LowerInput();
        var layers = LowerTrunk(input);
        var trunk = layers.Count > 0 ? (Block)layers[layers.Count - 1] : input;
        var tasks = _model.Heads
            .Where(CanBeATask)
            .Select(head => LowerTask(head, trunk))
            .ToEquatableArray();
        CheckDefaults();
        return new ModelGraph(
            _model.Type, _model.Row, input, layers.ToEquatableArray(), tasks,
            _model.Layers.Select(layer => layer.Member).Concat(_model.Heads.Select(head => head.Member)).ToEquatableArray(),
            _penalties.ToEquatableArray(), _problems.ToEquatableArray(), FindEmission());
    }

    private InputBlock LowerInput()
    {
        var width = Math.Max(_model.Input.Width, 1);
        var operations = new OperationList(Shape.Vector(width));
        operations.Dropout(_scopes.Dropout(EquatableArray<Modifier>.Empty, ModelScope.Input));
        return new InputBlock(width, operations.ToEquatableArray());
    }

    private List<LayerBlock> LowerTrunk(InputBlock input)
    {
        var layers = new List<LayerBlock>();
        Block source = input;
        foreach (var layer in _model.Layers)
        {
            var inputs = source.Output.Sizes[0];
            var operations = new OperationList(source.Output);
            operations.Linear(layer.Member.Name, Math.Max(layer.Units, 1));
            if (_scopes.BatchNorm(layer.Modifiers, ModelScope.Shared))
                operations.BatchNorm(GeneratedNames.Norm(layer.Member.Name));
            operations.Activation(_scopes.Activation(layer.Modifiers, ModelScope.Shared));
            operations.Dropout(_scopes.Dropout(layer.Modifiers, ModelScope.Shared));
            AddPenalty(_scopes.L2(layer.Modifiers, ModelScope.Shared), layer.Member.Name);
            var block = new LayerBlock(layer, source.Name, inputs, operations.ToEquatableArray(), operations.Shape);
            layers.Add(block);
            source = block;
        }
        return layers;
    }

    /// <summary>A head of an unknown type, or with a name that the generated types have already, would break them.</summary>
    private bool CanBeATask(HeadDescription head) =>
        head.Kind != HeadKind.Unknown
        && !_model.Problems.Any(problem => problem.Rule == RuleIds.ReservedName && problem.Site.Member == head.Member.Name);

    private TaskBlock LowerTask(HeadDescription head, Block trunk)
    {
        var name = head.Member.Name;
        var dropout = _scopes.Dropout(head.Modifiers, ModelScope.Task);
        var norm = head.Hidden.Count > 0 && _scopes.BatchNorm(head.Modifiers, ModelScope.Task);
        var strength = _scopes.L2(head.Modifiers, ModelScope.Task);
        var operations = new OperationList(trunk.Output);
        for (var i = 0; i < head.Hidden.Count; i++)
        {
            operations.Linear($"{name}.Hidden[{i}]", Math.Max(head.Hidden[i], 1));
            if (norm)
                operations.BatchNorm($"{name}.HiddenNorm[{i}]");
            operations.Activation(_scopes.Activation(head.Modifiers, ModelScope.Task));
            operations.Dropout(dropout);
            AddPenalty(strength, $"{name}.Hidden[{i}]");
        }
        if (head.Hidden.Count == 0)
            operations.Dropout(dropout);
        operations.Linear($"{name}.Output", head.Kind == HeadKind.Class ? Math.Max(head.Classes.Count, 1) : 1);
        AddPenalty(strength, $"{name}.Output");
        if (head.Kind != HeadKind.Class)
            operations.Squeeze();
        CheckHead(head);
        return new TaskBlock(head, trunk.Name, trunk.Output.Sizes[0], operations.ToEquatableArray(), operations.Shape);
    }

    private void AddPenalty(double strength, string module)
    {
        if (strength > 0)
            _penalties.Add(new Penalty(strength, module));
    }

    private void CheckHead(HeadDescription head)
    {
        if (head.Hidden.Count > 0)
            return;
        foreach (var modifier in head.Modifiers.Where(modifier => modifier.Kind is ModifierKind.BatchNorm or ModifierKind.Activation))
            ReportNoEffect(modifier, $"'{head.Member.Name}' has no hidden layers; give it [TaskHead(Hidden = [n])] or remove the attribute");
    }

    private void CheckDefaults()
    {
        foreach (var modifier in _model.Defaults.Where(modifier => modifier.Scope == ModelScope.Input && modifier.Kind != ModifierKind.Dropout))
            ReportNoEffect(modifier, "inputs have no weights and no activation");
    }

    private void ReportNoEffect(Modifier modifier, string reason) =>
        _problems.Add(new Problem(RuleIds.NoEffect, modifier.Site, new[] { modifier.Site.Attribute!, reason }.ToEquatableArray()));

    private Emission FindEmission() =>
        _problems.Exists(problem => problem.Rule is RuleIds.NotPartial or RuleIds.UnsupportedClass) ? Emission.None
        : _problems.Exists(problem => !RuleIds.IsAdvice(problem.Rule)) || !IsKnown() ? Emission.Surface
        : Emission.Full;

    /// <summary>Types that do not exist and names given twice, as in half-typed code, are the compiler's to report, but nothing can be built of them.</summary>
    private bool IsKnown() =>
        _model.Input.Width > 0
        && _model.Layers.All(layer => layer.Kind != LayerKind.Unknown && layer.Member.IsImplementable)
        && _model.Heads.All(head => head.Kind != HeadKind.Unknown && head.Member.IsImplementable);
}
