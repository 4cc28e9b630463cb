using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The tensors of a saved model: their keys and shapes, exactly as the runtime's modules register them.</summary>
internal static class StateLayout
{
    /// <summary>All tensors, in the order of their modules.</summary>
    public static IEnumerable<StateEntry> Of(ModelGraph model) =>
        model.Blocks
            .SelectMany(block => block.Operations.SelectMany(operation => Of(block, operation, model)))
            .Distinct()
            .Concat(OfBalancing(model));

    private static IEnumerable<StateEntry> OfBalancing(ModelGraph model)
    {
        if (model.Balancing is not { Kind: { } kind })
            return [];
        var tasks = $"{model.Tasks.Count}";
        return (kind.Learned is { } learned ? new[] { (Key: learned, Shape: "[T]") } : []).Concat(kind.Buffers)
            .Select(tensor => new StateEntry(Member: null, $"{GeneratedNames.Balancing}.{tensor.Key}", tensor.Shape.Replace("T", tasks)));
    }

    private static IEnumerable<StateEntry> Of(Block block, Operation operation, ModelGraph model)
    {
        var (member, suffix) = block switch
        {
            GateBlock gate => (gate.Member, SharingNames.Gate("") + (gate.Member == gate.Task ? "" : OfTask(gate.Task, model))),
            LayerBlock layer when operation is AdaptiveDropoutOperation => (layer.Layer.Member.Name, OfTask(layer.Task, model)),
            LayerBlock layer => (layer.Layer.Member.Name, layer.Copies(OfTask(layer.Task, model))),
            StitchBlock stitch => (stitch.Layer.Member.Name, SharingNames.Stitch("") + OfTask(stitch.Task, model)),
            AttentionBlock attention => (
                attention.Layer.Member.Name,
                SharingNames.Attention("")
                    + OfTask(attention.Task, model)
                    + (operation as ModuleOperation)?.Module.Substring(block.Name.Length)),
            ApplicationBlock application => (application.Layer.Layer.Member.Name, SharingNames.Attended("")),
            TaskBlock => (block.Name, ""),
            _ => (null, ""),
        };
        return operation is StatelessOperation ? [] : KeysOf(block, operation)
            .SelectMany(key => operation.Tensors
                .Select(tensor => new StateEntry(member, $"{key}.{tensor.Name}", tensor.Shape) { KeySuffix = suffix }));
    }

    /// <summary>The suffix of the key of a task's copy of a layer; empty for a layer that is no copy.</summary>
    private static string OfTask(string? task, ModelGraph model) =>
        task is null ? "" : SharingNames.Copy("", model.Tasks.First(block => block.Name == task).Parameters.StateKey);

    /// <summary>The keys of the modules of an operation: one for each expert that has a copy, or the only one.</summary>
    private static IEnumerable<string> KeysOf(Block block, Operation operation)
    {
        var key = KeyOf(block, operation);
        return block is LayerBlock { Experts: > 0 and var experts } && operation is not AdaptiveDropoutOperation
            ? Enumerable.Range(0, experts).Select(expert => $"{SharingNames.Experts(key)}.{expert}")
            : [key];
    }

    /// <summary>The key of the module of an operation.</summary>
    private static string KeyOf(Block block, Operation operation)
    {
        var key = block.Parameters.StateKey;
        return operation switch
        {
            StandardizeOperation standardize => standardize.Module,
            DestandardizeOperation => $"{key}.Standardization",
            AdaptiveDropoutOperation => GeneratedNames.DropoutRate(key),
            ModuleOperation module when block is TaskBlock => $"{key}.{PartOfHead(module.Module.Substring(block.Name.Length + 1))}",
            ModuleOperation module => StateKeys.KeyOf(module, block),
            _ => throw new InvalidOperationException($"No state key for {operation.GetType().Name}."),
        };
    }

    /// <summary>
    /// The key of a module of a head: <c>Hidden[0]</c> is registered as <c>Hidden0</c>, and <c>HiddenNorm[0]</c> as <c>Hidden0Norm</c>.
    /// </summary>
    private static string PartOfHead(string member)
    {
        var start = member.IndexOf('[');
        if (start < 0)
            return member;
        var index = member.Substring(start + 1, member.Length - start - 2);
        return member.StartsWith("HiddenNorm", StringComparison.Ordinal) ? $"Hidden{index}Norm" : $"Hidden{index}";
    }
}

/// <summary>A tensor of a saved model.</summary>
/// <param name="Member">The layer or head that it belongs to; null for a tensor of an input.</param>
/// <param name="Key">Its key: <c>Trunk.weight</c>.</param>
/// <param name="Shape">Its shape: <c>[16, 4]</c>; empty if unknown.</param>
internal sealed record StateEntry(string? Member, string Key, string Shape)
{
    /// <summary>The suffix of the root after the key of the member, which a state-key attribute can set: <c>Experts</c>.</summary>
    public string KeySuffix { get; init; } = "";

    /// <summary>The first part of the key, which a state-key attribute can set.</summary>
    public string Root => Key.Substring(0, Key.IndexOf('.'));

    /// <summary>The rest of the key and the shape: equal for tensors that differ only in the name of their member.</summary>
    public string Rest => Key.Substring(Root.Length) + Shape;

    /// <summary>The entry as in a file of state keys.</summary>
    public override string ToString() => Shape.Length == 0 ? Key : $"{Key} {Shape}";
}
