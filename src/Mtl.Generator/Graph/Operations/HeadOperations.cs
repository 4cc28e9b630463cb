namespace Mtl.Generator.Graph;

/// <summary>Squeezes one column, <c>[batch, 1]</c>, to one number per row, <c>[batch]</c>; in a sequence, per time step.</summary>
internal sealed record SqueezeOperation(Shape Output) : StatelessOperation(Output)
{
    /// <summary>Empty: the shape of the head shows it.</summary>
    public override string Summary => "";

    public override string? AutogradReason => null;
}

/// <summary>Destandardizes the output of a head to the unit of the label.</summary>
internal sealed record DestandardizeOperation(string Head, Shape Output) : Operation(Output)
{
    public override OwnedTensors Tensors => StandardizeOperation.TensorsOf(Output.Sizes);

    public override string Summary => "destandardized";

    public override string? AutogradReason => null;
}

/// <summary>From the logit of a conditional probability to that of its product with the probability of its condition.</summary>
/// <param name="Condition">The task that is the condition.</param>
/// <param name="Output">The shape of both.</param>
internal sealed record ConditionOperation(string Condition, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"times P({Condition})";

    public override string? AutogradReason => $"a condition, {Condition}";
}
