using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>The layout of a fused step: the blocks of the graph in order, each with its ops and the names of their fields.</summary>
internal sealed class StepLayout
{
    private readonly ModelGraph _model;
    private readonly StepNames _names;
    private readonly Dictionary<string, string> _values = [];
    private readonly Func<string, string> _valueOf;
    private readonly IReadOnlyList<GateGroup> _gateGroups;
    private readonly Dictionary<GateGroup, StepBlock> _gates = [];
    private readonly Dictionary<string, StepBlock> _byName = [];
    private readonly List<(InputBlock Input, string Field)> _inputs = [];
    private readonly List<StepBlock> _blocks = [];
    private readonly List<StepBlock> _tasks = [];
    private readonly List<(string Type, string Field, Text Construction)> _penalties = [];

    /// <summary>Lays out the step of a model.</summary>
    public StepLayout(ModelGraph model)
    {
        _model = model;
        _names = new StepNames(InputNames.Parameters(model));
        _gateGroups = GateGroup.Of(model);
        _valueOf = ValueOf;
        AddInputs();
        foreach (var block in model.NeededBy(model.Tasks))
            Add(block);
        AddTasks();
        AddPenalties();
        _blocks.RemoveAll(static block => block.Fields.Count == 0);
    }

    /// <summary>The numeric inputs, each with the field of its op.</summary>
    public IReadOnlyList<(InputBlock Input, string Field)> Inputs => _inputs;

    /// <summary>All blocks after the inputs, in order.</summary>
    public IReadOnlyList<StepBlock> Blocks => _blocks;

    /// <summary>The heads, in task order, including heads without ops.</summary>
    public IReadOnlyList<StepBlock> Tasks => _tasks;

    /// <summary>The penalties of the objective.</summary>
    public IReadOnlyList<(string Type, string Field, Text Construction)> Penalties => _penalties;

    /// <summary>The expression of a block's output.</summary>
    public string ValueOf(string block) => _values[block];

    /// <summary>The block of a layer.</summary>
    public StepBlock this[LayerBlock layer] => _byName[layer.Name];

    private void AddInputs()
    {
        foreach (var input in _model.Inputs.Where(static input => input.Stored.Indices is null))
        {
            var field = _names.Field(input.Name, "");
            _inputs.Add((input, field));
            _values[input.Name] = field + (input.Dropout is null ? ".Output" : "Dropout.Output");
        }
    }

    /// <summary>Adds a layer, or a block of the sharing architecture; inputs and heads are added elsewhere.</summary>
    private void Add(Block block)
    {
        StepBlock? step = block switch
        {
            LayerBlock { Experts: > 0 } layer => StepBlock.OfExperts(layer, _names, _valueOf),
            LayerBlock or ApplicationBlock or AttentionBlock => StepBlock.Of(block, _names, _valueOf),
            GateBlock gate => StepBlock.Of(gate, _names, _valueOf, LogitsOf(gate)),
            StitchBlock stitch => StepBlock.Of(stitch, _names, _valueOf),
            MixtureBlock mixture => StepBlock.Of(mixture, _names, _valueOf),
            _ => null,
        };
        if (step is null)
            return;
        _blocks.Add(step);
        _byName[block.Name] = step;
        _values[block.Name] = step.Value;
    }

    /// <summary>The logits of a gate that a group computes; null for a gate outside groups. A group comes before its first gate.</summary>
    private string? LogitsOf(GateBlock gate)
    {
        if (_gateGroups.FirstOrDefault(group => group.Gates.Contains(gate)) is not { } group)
            return null;
        if (!_gates.TryGetValue(group, out var layers))
            _blocks.Add(_gates[group] = layers = StepBlock.Of(group, _names, _valueOf));
        return $"{layers.Fields[layers.Fields.Count - 1].Field}[{group.Gates.ToList().IndexOf(gate)}]";
    }

    /// <summary>Adds the heads, after the groups of their first layers.</summary>
    private void AddTasks()
    {
        var first = new Dictionary<string, string>();
        foreach (var group in HeadGroup.Of(_model))
        {
            var block = StepBlock.Of(group, _names, _valueOf);
            _blocks.Add(block);
            foreach (var (task, index) in group.Tasks.Select((task, index) => (task, index)))
                first[task.Name] = $"{block.Fields[block.Fields.Count - 1].Field}[{index}]";
        }
        foreach (var task in _model.Tasks)
            _tasks.Add(StepBlock.Of(task, _names, _valueOf, first.TryGetValue(task.Name, out var value) ? value : null));
        _blocks.AddRange(_tasks);
    }

    private void AddPenalties()
    {
        foreach (var penalty in _model.Penalties)
        {
            var field = _names.Field(StepNames.Plain(penalty.Module), penalty.Kind.ToString());
            var strength = HyperparameterEmitter.Of(penalty.Strength, "model");
            var arguments = $"Parameters, {MemberAccess.Of(penalty.Module, "model")}, {strength}";
            _penalties.Add(("PenaltyOp", field, $"{Names.CompilerServices}.PenaltyOp.{penalty.Kind}({arguments})"));
        }
        foreach (var distance in _model.Distances)
        {
            var field = _names.Field(distance.Modules[0], "Distance");
            Text modules = distance.Modules.Join(static module => MemberAccess.Of(module, "model"));
            var strength = HyperparameterEmitter.Of(distance.Strength, "model");
            _penalties.Add(("SoftSharingOp", field, $"new {Names.CompilerServices}.SoftSharingOp(Parameters, {strength}, {modules})"));
        }
    }
}
