using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>The names of generated code, which a member of the model cannot have.</summary>
internal sealed class ReservedNames
{
    // Lists, not sets: they are short, and created for every model after every edit.
    private readonly List<string> _layers = [];
    private readonly List<string> _tasks = [];
    private readonly List<string> _supports =
        ["_isRegistered", "_modelRandom", "_flatParameters", "_fusedStep", "_precisionWarnings", "_hyperparameters"];
    private readonly List<string> _twins = [];

    /// <summary>Properties that are generated without a declaration: no member of the user can have their names.</summary>
    private readonly List<string> _properties = [];

    /// <param name="layers">The declared layers.</param>
    /// <param name="heads">The declared heads.</param>
    /// <param name="generated">The names of other properties that are generated for this model.</param>
    public ReservedNames(IReadOnlyList<LayerDescription> layers, IReadOnlyList<HeadDescription> heads, IEnumerable<string> generated)
    {
        foreach (var layer in layers)
        {
            _layers.Add(layer.Member.Name);
            _supports.Add(GeneratedNames.Norm(layer.Member.Name));
            _supports.Add(GeneratedNames.Positions(layer.Member.Name));
            _supports.Add(GeneratedNames.Lengths(layer.Member.Name));
            _supports.Add(GeneratedNames.DropoutRate(layer.Member.Name));
        }
        foreach (var head in heads)
        {
            _tasks.Add(head.Member.Name);
            _supports.Add(GeneratedNames.DropoutRate(head.Member.Name));
        }
        _supports.AddRange(generated);
        foreach (var layer in layers)
            Add(layer.Member);
        foreach (var head in heads)
            Add(head.Member);
    }

    private void Add(MemberDescription member)
    {
        if (member.Form is not (MemberForm.Field or MemberForm.Wrong))
        {
            if (_supports.Contains(member.Field))
                _twins.Add(member.Name);
            else
                _supports.Add(member.Field);
        }
        if (member.Form is MemberForm.Field or MemberForm.ClassAttribute)
            _properties.Add(member.Name);
    }

    /// <summary>Members that are generated into every model.</summary>
    public static ISet<string> OfModel { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Batch", "Outputs", "Losses", "Metrics", "Prediction", "Watch", "FitOptions", "Hyperparameters", "UsedHyperparameters",
        "Info", "Summary", "Mermaid", "ParameterCount",
        "ComputeLosses", "ForwardBackward", "ComputeTaskGradients", "ComputeRepresentationGradients", "Encode", "EncodeFeatures",
        "AddFeatures", "Fit", "EnsureFitted", "RequireFitted", "BeginTraining", "Infer", "Evaluate", "Predict", "Save", "Load",
        "forward", "RegisterComponents", "FusedStep", "_isRegistered", "_modelRandom", "_flatParameters", "_fusedStep",
        "_precisionWarnings", "_hyperparameters",
    };

    /// <summary>Members that every model inherits. A method of the user may override or hide them, a layer or a task may not.</summary>
    public static ISet<string> OfBase { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "call", "training", "train", "eval", "zero_grad", "apply", "name", "to", "cpu", "cuda", "_to", "_toEpilog",
        "parameters", "named_parameters", "_parameters", "_named_parameters", "has_parameter", "get_parameter", "register_parameter",
        "buffers", "named_buffers", "_named_buffers", "has_buffer", "get_buffer", "register_buffer",
        "modules", "named_modules", "children", "named_children", "add_module", "register_module",
        "state_dict", "load_state_dict", "save", "save_state_dict", "load", "Create", "GetName", "GetDefaultDeviceAndType", "ClearModules",
        "ReplaceBuffer", "ReplaceParameter", "ConditionallyRegisterParameter", "ConditionallyRegisterBuffer",
        "register_forward_hook", "register_forward_pre_hook", "HookRemover", "HType",
        "pre_hooks", "post_hooks", "module_pre_hooks", "module_post_hooks",
        "_deviceType", "_deviceIndex", "_internal_submodules", "_internal_buffers", "_internal_params",
        "Dispose", "Finalize", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone",
    };

    /// <summary>Members of the generated record structs, where every task is a member too.</summary>
    public static ISet<string> OfTypes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Input", "Penalty", "Total", "Count", "Rows", "Slice", "Device", "ToDevice", "Tasks", "Dispose",
        "Equals", "GetHashCode", "ToString", "GetType", "Deconstruct", "PrintMembers", "Clone", "EqualityContract",
        "Finalize", "MemberwiseClone", "ReferenceEquals",
    };

    /// <summary>Members of the generated class <c>Watch</c>, where every task is a member too.</summary>
    public static ISet<string> OfWatch { get; } = new HashSet<string>(StringComparer.Ordinal) { "Objective", "AllTasks", "AnyTask" };

    /// <summary>Whether an input cannot have the name: inputs are members of the batch, and of the tuple of encoded features.</summary>
    public static bool IsTakenForInputs(string name) =>
        OfTypes.Contains(name) || name is "Batch" or "CompareTo" or "Rest" || IsTupleItem(name);

    private static bool IsTupleItem(string name) =>
        name.StartsWith("Item", StringComparison.Ordinal) && name.Skip(4).All(char.IsDigit) && name.Length > 4;

    /// <summary>The sources of layers other than layers.</summary>
    public static ISet<string> OfLayers { get; } = new HashSet<string>(StringComparer.Ordinal) { "Input" };

    /// <summary>Whether a generated member can have the name, which the class itself then cannot have.</summary>
    public bool IsGenerated(string name) =>
        OfModel.Contains(name) || _supports.Contains(name) || _properties.Contains(name) || name is "Dispose" or "train";

    /// <summary>The layer or task with the same field: its name differs only in the case of the first letter. Or null.</summary>
    public string? TwinOf(string name) => _twins.Contains(name)
        ? _layers.Concat(_tasks).FirstOrDefault(other => other != name && GeneratedNames.Field(other) == GeneratedNames.Field(name))
        : null;

    /// <summary>The role of a member with a reserved name (layer, task, member), or null if the name is free for it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isWritten">Whether a member of the user has it, and not a generated property of a field or class attribute.</param>
    public string? RoleThatCannotHave(string name, bool isWritten = true)
    {
        if (isWritten && _properties.Contains(name))
            return "member";
        var isReserved = OfModel.Contains(name) || _supports.Contains(name) || _twins.Contains(name);
        if (_tasks.Contains(name))
            return isReserved || OfBase.Contains(name) || OfTypes.Contains(name) || OfWatch.Contains(name) ? "task" : null;
        if (_layers.Contains(name))
            return isReserved || OfBase.Contains(name) || OfLayers.Contains(name) ? "layer" : null;
        return isReserved ? "member" : null;
    }
}
