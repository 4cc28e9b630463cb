namespace Mtl.Generator.Graph;

/// <summary>Flattens all sizes after the batch, where a vector is read.</summary>
internal sealed record FlattenOperation(Shape Output) : StatelessOperation(Output)
{
    public override string Summary => "flatten";

    public override string? AutogradReason => null;
}

/// <summary>Flattens all sizes after the batch, by a declared layer.</summary>
internal sealed record FlattenLayerOperation(string Module, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.None;

    public override string Summary => "flatten";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;
}
