using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>What will be computed: the operations of a model with their shapes. Every emitter reads this and nothing else.</summary>
/// <param name="Type">The class.</param>
/// <param name="Row">The row type, or null for a model on tensors alone.</param>
/// <param name="Input">What happens to the input before the first layer.</param>
/// <param name="Shared">The trunk, in the order of computation.</param>
/// <param name="Tasks">The heads, in declaration order.</param>
/// <param name="Members">All declared properties, those of unknown types too.</param>
/// <param name="Penalties">The terms that are added to the objective.</param>
/// <param name="Problems">Everything that is wrong with the declaration, and so with this graph.</param>
/// <param name="Emission">How much can be generated.</param>
internal sealed record ModelGraph(
    TypeName Type,
    RowDescription? Row,
    InputBlock Input,
    EquatableArray<LayerBlock> Shared,
    EquatableArray<TaskBlock> Tasks,
    EquatableArray<MemberDescription> Members,
    EquatableArray<Penalty> Penalties,
    EquatableArray<Problem> Problems,
    Emission Emission)
{
    public IEnumerable<Block> Blocks => [Input, .. Shared, .. Tasks];

    public long ParameterCount => ParameterSum.Of(Blocks.Select(block => block.ParameterCount));

    /// <summary>Batch statistics of a single row do not exist.</summary>
    public int MinimumBatchSize => Blocks.Any(block => block.Operations.Any(operation => operation is BatchNormOperation)) ? 2 : 1;
}

/// <summary>The operations that belong to one declared thing, one after the other.</summary>
/// <param name="Name">The name of the declared thing.</param>
/// <param name="Source">The name of the block whose output the first operation reads.</param>
/// <param name="Operations">In order; empty where nothing happens to the source.</param>
/// <param name="Output">The shape of the result.</param>
internal abstract record Block(string Name, string Source, EquatableArray<Operation> Operations, Shape Output)
{
    public long ParameterCount => ParameterSum.Of(Operations.Select(operation => operation.ParameterCount));
}

/// <summary>The model's input.</summary>
internal sealed record InputBlock(int Width, EquatableArray<Operation> Operations)
    : Block(BlockName, "", Operations, Shape.Vector(Width))
{
    public const string BlockName = "Input";
}

/// <summary>A layer of the trunk.</summary>
internal sealed record LayerBlock(
    LayerDescription Layer, string Source, int Inputs, EquatableArray<Operation> Operations, Shape Output)
    : Block(Layer.Member.Name, Source, Operations, Output)
{
    public bool HasNorm => Operations.Any(operation => operation is BatchNormOperation);
}

/// <summary>A task: its tower and output layer.</summary>
internal sealed record TaskBlock(
    HeadDescription Head, string Source, int Inputs, EquatableArray<Operation> Operations, Shape Output)
    : Block(Head.Member.Name, Source, Operations, Output)
{
    public bool HasNorm => Operations.Any(operation => operation is BatchNormOperation);
}

/// <summary>Adds parameter counts. Absurd sizes, typed by mistake, give an absurd sum instead of an overflow.</summary>
internal static class ParameterSum
{
    public static long Of(IEnumerable<long> counts) => counts.Aggregate(0L, (sum, count) => unchecked(sum + count));
}

/// <summary>λ·Σw² over the weights of one module.</summary>
internal sealed record Penalty(double Strength, string Module);

/// <summary>How much of a model can be generated.</summary>
internal enum Emission
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>The same members with bodies that throw, so that a user sees our rule and not the compiler's echo of it.</summary>
    Surface,

    /// <summary>Nothing: a second part of the class could not even be declared.</summary>
    None,
}
