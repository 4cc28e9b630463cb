namespace Mtl.Generator.Graph;

/// <summary>From one column, <c>[batch, 1]</c>, to one number per row, <c>[batch]</c>; in a sequence, to one per step.</summary>
internal sealed record SqueezeOperation(Shape Output) : StatelessOperation(Output)
{
    /// <summary>Nothing: the shape of the head says it.</summary>
    public override string Summary => "";

    public override string? AutogradReason => null;
}

/// <summary>From the standardized numbers that a head computes to the label's own unit.</summary>
internal sealed record DestandardizeOperation(string Head, Shape Output) : Operation(Output)
{
    public override OwnedTensors Tensors => StandardizeOperation.TensorsOf(Output.Sizes);

    public override string Summary => "in the label's unit";

    public override string? AutogradReason => null;
}

/// <summary>From the logit of a conditional probability to that of its product with the probability of a task above.</summary>
/// <param name="Condition">The task above.</param>
/// <param name="Output">The shape of both.</param>
internal sealed record ConditionOperation(string Condition, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"times P({Condition})";

    public override string? AutogradReason => $"a condition, {Condition}";
}
