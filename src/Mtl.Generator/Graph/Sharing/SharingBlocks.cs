using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>A gate: how much of each expert is taken.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Member">The declared member with whose name and key its own begin.</param>
/// <param name="Task">The task that takes; null where shared experts do.</param>
/// <param name="Sources">What the experts read, as one vector.</param>
/// <param name="Operations">A linear layer without bias, and the softmax.</param>
internal sealed record GateBlock(string Name, string Member, string? Task, Sources Sources, EquatableArray<Operation> Operations)
    : Block(Name, Sources, Operations, Operations[Operations.Count - 1].Output)
{
    /// <summary>The matrix of the gate.</summary>
    public LinearOperation Layer => (LinearOperation)Operations[0];

    /// <summary>A gate of so many experts.</summary>
    public static GateBlock Of(string name, string member, string? task, IReadOnlyList<(string Name, Shape Shape)> read, int experts)
    {
        var x = Shape.Vector(Shape.Size(read.Sum(block => (double)block.Shape.Width)));
        var shares = Shape.Vector(experts);
        return new GateBlock(
            name, member, task,
            new Sources(read.Select(block => block.Name).ToEquatableArray(), Merge.Concat, x),
            new Operation[] { new LinearOperation(name, x.Last, experts, shares) { HasBias = false }, new SoftmaxOperation(shares) }.ToEquatableArray());
    }
}

/// <summary>What is read instead of a layer that experts have copies of.</summary>
/// <param name="Name">A name that no member can have.</param>
/// <param name="Mix">How it is computed.</param>
internal sealed record MixtureBlock(string Name, MixOperation Mix)
    : Block(
        Name, new Sources(Mix.Parts.Select(static part => part.Layer).Prepend(Mix.Gate).ToEquatableArray(), Merge.Concat, Mix.Output),
        new Operation[] { Mix }.ToEquatableArray(), Mix.Output);

/// <summary>What the network of a task goes on with behind a layer: the copies of all tasks, each times a learned number.</summary>
/// <param name="Name">The name of the unit.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Task">The task.</param>
/// <param name="Sources">The copies of the layer.</param>
/// <param name="Stitch">How they are added up.</param>
internal sealed record StitchBlock(string Name, LayerDescription Layer, string Task, Sources Sources, StitchOperation Stitch)
    : Block(Name, Sources, new Operation[] { Stitch }.ToEquatableArray(), Stitch.Output);

/// <summary>What a task attends to of a layer (Liu et al. 2019): the layer's output, number by number times a mask that the task computes.</summary>
/// <param name="Name">Its name, with which those of its modules begin.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Task">The task.</param>
/// <param name="Sources">The layer, and beside it what <see cref="ApplicationBlock"/> makes of what the task attended to before.</param>
/// <param name="Operations">The mask: two layers that see one place at a time, and the sigmoid; then the product.</param>
internal sealed record AttentionBlock(string Name, LayerDescription Layer, string Task, Sources Sources, EquatableArray<Operation> Operations)
    : Block(Name, Sources, Operations, Operations[Operations.Count - 1].Output);

/// <summary>What the layer behind it makes of what a task attends to.</summary>
/// <param name="Name">A name that no member can have.</param>
/// <param name="Layer">The layer: of one without parameters the declared one, else a second one like it, the same for all tasks.</param>
/// <param name="Sources">What the layer reads in the network of the task.</param>
/// <param name="IsFirst">Whether the layer is a second one, and this is the first task that uses it.</param>
internal sealed record ApplicationBlock(string Name, LayerBlock Layer, Sources Sources, bool IsFirst) : Block(Name, Sources, Layer.Operations, Layer.Output)
{
    public override string? ParameterOwner => null;

    public override string ModuleName => Layer.Name;

    public override long ParameterCount => IsFirst ? base.ParameterCount : 0;
}

/// <summary>A term of the objective that keeps corresponding weights of several modules alike: <c>λ·Σ ‖W_s − W_t‖²</c> over all pairs.</summary>
/// <param name="Strength">λ.</param>
/// <param name="Modules">The copies of a layer.</param>
/// <param name="HasOneWeight">Whether a copy has one weight.</param>
internal sealed record Distance(double Strength, EquatableArray<string> Modules, bool HasOneWeight);
