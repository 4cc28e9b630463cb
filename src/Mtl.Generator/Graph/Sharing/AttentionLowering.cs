using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Task attention (MTAN, Liu et al. 2019): the trunk stays, and behind each of its layers with weights every task weighs what it computes. The mask is
/// computed of the layer's output and of what a second layer of the same kind makes of what the task attended to before.
/// </summary>
/// <remarks>
/// A layer is a block of the paper with one layer: its first features u and its last ones p are the same. The layer that the paper calls f is one for all
/// tasks; g and h, which compute the mask, are each task's own.
/// </remarks>
internal sealed class AttentionLowering(AttentionDescription declared, CopiedTrunk trunk, TaskCopies copies) : SharingLowering
{
    public override ModelGraph Lower(ModelGraph model)
    {
        var blocks = new List<Block>();
        var passed = new HashSet<string>(StringComparer.Ordinal);
        var penalties = model.Penalties.ToList();
        foreach (var task in model.Tasks)
        {
            foreach (var layer in trunk.Layers.Where(layer => copies.Reads(task, layer.Name)))
            {
                ApplicationBlock? pass = null;
                if (trunk.IsReadBy(layer))
                {
                    var second = SecondOf(layer);
                    var isFirst = second.Name != layer.Name && passed.Add(second.Name);
                    blocks.Add(pass = new ApplicationBlock(SharingNames.Mixture(task.Name, second.Name), second, Attended(layer.Sources, task), isFirst) { Parameters = second.Parameters });
                    if (isFirst)
                        penalties.AddRange(model.Penalties.Where(penalty => penalty.Owner == layer.Name).Select(penalty => penalty.Of(second.Name)));
                }
                if (layer.Layer.Kind.HasWeights)
                    blocks.Add(AttentionOf(layer, task, pass));
            }
        }

        return model.On([.. model.SharedLayers, .. blocks], Attended, penalties);
    }

    /// <summary>The layer that reads what tasks attend to, learned also where the declared one is frozen: nobody could have trained it before.</summary>
    private static LayerBlock SecondOf(LayerBlock layer) => layer.Layer.Kind.HasParameters || layer.ParameterCount > 0
        ? layer.Renamed(SharingNames.Attended(layer.Name)) with
        {
            Parameters = layer.Parameters with { StateKey = SharingNames.Attended(layer.Parameters.StateKey), IsFrozen = false },
        }
        : layer;

    /// <summary>An attention is kept and trained like the head of its task, and normalized like the layer.</summary>
    private AttentionBlock AttentionOf(LayerBlock layer, TaskBlock task, ApplicationBlock? pass)
    {
        var name = SharingNames.Copy(SharingNames.Attention(layer.Name), task.Name);
        var output = layer.Output;
        var axis = output.ConcatAxis;
        var sources = pass is null
            ? new Sources(new[] { layer.Name }.ToEquatableArray(), Merge.Concat, output)
            : new Sources(new[] { layer.Name, pass.Name }.ToEquatableArray(), Merge.Concat, output.With(axis, 2 * output.Sizes[axis]));
        ModifierKind? norm = layer.Beside.Any(static module => module is BatchNormOperation) ? ModifierKind.BatchNorm
            : layer.Beside.Any(static module => module is LayerNormOperation) ? ModifierKind.LayerNorm
            : null;
        var operations = new OperationList(sources.Shape);
        operations.Pointwise(SharingNames.MaskHidden(name), Math.Max(output.Sizes[axis] / declared.Reduction, 1));
        operations.Norm(norm, GeneratedNames.Norm(SharingNames.MaskHidden(name)));
        operations.Activation(ActivationFunction.Relu);
        operations.Pointwise(SharingNames.Mask(name), output.Sizes[axis]);
        operations.Norm(norm, GeneratedNames.Norm(SharingNames.Mask(name)));
        operations.Activation(ActivationFunction.Sigmoid);
        operations.Add(new AttendOperation(layer.Name, output));
        return new AttentionBlock(name, layer.Layer, task.Name, sources, operations.ToEquatableArray())
        {
            Parameters = task.Parameters with { StateKey = SharingNames.Copy(SharingNames.Attention(layer.Parameters.StateKey), task.Parameters.StateKey) },
        };
    }

    /// <summary>The same sources in the network of one task.</summary>
    private Sources Attended(Sources sources, TaskBlock task) => sources.Renamed(name =>
        !trunk.Contains(name) ? name
        : trunk.BlockOf(name) is LayerBlock layer && !layer.Layer.Kind.HasWeights ? SharingNames.Mixture(task.Name, SecondOf(layer).Name)
        : SharingNames.Copy(SharingNames.Attention(name), task.Name));
}
