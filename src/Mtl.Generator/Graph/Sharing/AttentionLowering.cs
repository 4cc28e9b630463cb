using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Task attention (MTAN, Liu et al. 2019): the trunk stays single, and after each of its blocks every task multiplies the output by a mask.
/// The mask is computed from the block's output and from the features that the task attended to before, after a second block like it.
/// </summary>
/// <remarks>
/// A block is a layer with weights and the normalization after it. It corresponds to a block of the paper with one layer: its first
/// features u and its last features p are the same. The layer f of the paper is shared by all tasks; g and h, which compute the mask, are
/// task-specific.
/// </remarks>
internal sealed class AttentionLowering(AttentionDescription declared, CopiedTrunk trunk, TaskCopies copies) : SharingLowering
{
    /// <summary>The layers that read masked features in the network of a task, directly or through others.</summary>
    private readonly HashSet<string> _applied = FindApplied(trunk);

    public override ModelGraph Lower(ModelGraph model)
    {
        var blocks = new List<Block>();
        var applied = new HashSet<string>(StringComparer.Ordinal);
        var penalties = model.Penalties.ToList();
        foreach (var task in model.Tasks)
        {
            foreach (var layer in trunk.Layers.Where(layer => copies.Reads(task, layer.Name)))
            {
                ApplicationBlock? application = null;
                if (_applied.Contains(layer.Name))
                {
                    var second = SecondOf(layer);
                    var isFirst = second.Name != layer.Name && applied.Add(second.Name);
                    application = Apply(second, layer, task, isFirst);
                    blocks.Add(application);
                    var copied = model.Penalties.Where(penalty => isFirst && penalty.Owner == layer.Name);
                    penalties.AddRange(copied.Select(penalty => penalty.Of(second.Name)));
                }
                if (trunk.EndsBlock(layer))
                    blocks.Add(AttentionOf(layer, task, application));
            }
        }

        return model.On([.. model.SharedLayers, .. blocks], Attended, penalties);
    }

    private static HashSet<string> FindApplied(CopiedTrunk trunk)
    {
        var masked = new HashSet<string>(StringComparer.Ordinal);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in trunk.Layers)
        {
            if (layer.Sources.Blocks.Any(name => masked.Contains(name) || applied.Contains(name)))
                applied.Add(layer.Name);
            if (trunk.EndsBlock(layer))
                masked.Add(layer.Name);
        }
        return applied;
    }

    private ApplicationBlock Apply(LayerBlock second, LayerBlock layer, TaskBlock task, bool isFirst) =>
        new(SharingNames.Mixture(task.Name, second.Name), second, Attended(layer.Sources, task), isFirst)
        {
            Parameters = second.Parameters,
        };

    /// <summary>The layer on attended features. It is trained even if the declared one is frozen: its weights are new.</summary>
    private static LayerBlock SecondOf(LayerBlock layer) => layer.Layer.Kind.HasParameters || layer.ParameterCount > 0
        ? layer.Renamed(SharingNames.Attended(layer.Name)) with
        {
            Parameters = layer.Parameters with { StateKey = SharingNames.Attended(layer.Parameters.StateKey), IsFrozen = false },
        }
        : layer;

    /// <summary>An attention is saved and trained like the head of its task, and normalized like the layer.</summary>
    private AttentionBlock AttentionOf(LayerBlock layer, TaskBlock task, ApplicationBlock? application)
    {
        var name = SharingNames.Copy(SharingNames.Attention(layer.Name), task.Name);
        var output = layer.Output;
        var axis = output.ConcatAxis;
        var both = output.With(axis, 2 * output.Sizes[axis]);
        var sources = application is null
            ? new Sources(new[] { layer.Name }.ToEquatableArray(), Merge.Concat, output)
            : new Sources(new[] { layer.Name, application.Name }.ToEquatableArray(), Merge.Concat, both);
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
            Parameters = task.Parameters with
            {
                StateKey = SharingNames.Copy(SharingNames.Attention(layer.Parameters.StateKey), task.Parameters.StateKey),
            },
        };
    }

    /// <summary>The sources in the network of one task.</summary>
    private Sources Attended(Sources sources, TaskBlock task) => sources.Renamed(name =>
        !trunk.Contains(name) || trunk.BlockOf(name) is not LayerBlock layer ? name
        : trunk.EndsBlock(layer) ? SharingNames.Copy(SharingNames.Attention(name), task.Name)
        : _applied.Contains(name) ? SharingNames.Mixture(task.Name, SecondOf(layer).Name)
        : name);
}
