using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>A gate: the weights of the experts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Member">The declared member whose name and key are the start of its own.</param>
/// <param name="Task">The task that reads the mixture; null for shared experts.</param>
/// <param name="Sources">The sources of the experts, as one vector.</param>
/// <param name="Operations">A linear layer without bias, and the softmax.</param>
internal sealed record GateBlock(string Name, string Member, string? Task, Sources Sources, EquatableArray<Operation> Operations)
    : Block(Name, Sources, Operations, Operations[Operations.Count - 1].Output)
{
    /// <summary>The linear layer of the gate.</summary>
    public LinearOperation Layer => (LinearOperation)Operations[0];

    /// <summary>A gate of several experts.</summary>
    public static GateBlock Of(string name, string member, string? task, IReadOnlyList<(string Name, Shape Shape)> read, int experts)
    {
        var input = Shape.Vector(Shape.Size(read.Sum(block => (double)block.Shape.Width)));
        var weights = Shape.Vector(experts);
        var linear = new LinearOperation(name, input.Last, experts, weights) { HasBias = false };
        return new GateBlock(
            name, member, task,
            new Sources(read.Select(block => block.Name).ToEquatableArray(), Merge.Concat, input),
            new Operation[] { linear, new SoftmaxOperation(weights) }.ToEquatableArray());
    }
}

/// <summary>A mixture of experts, which is read instead of a layer.</summary>
/// <param name="Name">A name that no member can have.</param>
/// <param name="Mix">Its operation.</param>
internal sealed record MixtureBlock(string Name, MixOperation Mix)
    : Block(
        Name, new Sources(Mix.Parts.Select(static part => part.Layer).Prepend(Mix.Gate).ToEquatableArray(), Merge.Concat, Mix.Output),
        new Operation[] { Mix }.ToEquatableArray(), Mix.Output);

/// <summary>A cross-stitch unit: the sum of all tasks' copies of a layer, each times a learned weight.</summary>
/// <param name="Name">The name of the unit.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Task">The task.</param>
/// <param name="Sources">The copies of the layer.</param>
/// <param name="Stitch">Its operation.</param>
internal sealed record StitchBlock(string Name, LayerDescription Layer, string Task, Sources Sources, StitchOperation Stitch)
    : Block(Name, Sources, new Operation[] { Stitch }.ToEquatableArray(), Stitch.Output);

/// <summary>An attention of a task to a layer (Liu et al. 2019): the layer's output times a mask, element by element.</summary>
/// <param name="Name">Its name, the common prefix of the names of its modules.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Task">The task.</param>
/// <param name="Sources">The layer, and the <see cref="ApplicationBlock"/> on the features that the task attended to before.</param>
/// <param name="Operations">Two pointwise layers and a sigmoid, which compute the mask; then the product.</param>
internal sealed record AttentionBlock(
    string Name, LayerDescription Layer, string Task, Sources Sources, EquatableArray<Operation> Operations)
    : Block(Name, Sources, Operations, Operations[Operations.Count - 1].Output);

/// <summary>The application of the next layer to the features that a task attends to.</summary>
/// <param name="Name">A name that no member can have.</param>
/// <param name="Layer">The declared layer if it has no parameters, else a second one, which all tasks share.</param>
/// <param name="Sources">The sources of the layer in the network of the task.</param>
/// <param name="IsFirst">Whether the layer is a second one, and this is its first application.</param>
internal sealed record ApplicationBlock(string Name, LayerBlock Layer, Sources Sources, bool IsFirst)
    : Block(Name, Sources, Layer.Operations, Layer.Output)
{
    public override string? ParameterOwner => null;

    public override string ModuleName => Layer.Name;

    public override long ParameterCount => IsFirst ? base.ParameterCount : 0;
}

/// <summary>A soft-sharing penalty on the distance of corresponding weights: <c>λ·Σ ‖W_s − W_t‖²</c> over all pairs of copies.</summary>
/// <param name="Strength">λ.</param>
/// <param name="Modules">The copies of a layer.</param>
/// <param name="HasOneWeight">Whether a copy has one weight.</param>
internal sealed record Distance(Hyperparameter Strength, EquatableArray<string> Modules, bool HasOneWeight);
