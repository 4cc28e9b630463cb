namespace Mtl.Generator.Graph;

/// <summary>A tensor with a shape read as a vector.</summary>
internal sealed record FlattenOperation(Shape Output) : StatelessOperation(Output)
{
    public override string Summary => "flatten";

    public override string? AutogradReason => null;
}

/// <summary>All sizes after the batch become one, by a layer that is declared.</summary>
internal sealed record FlattenLayerOperation(string Module, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.None;

    public override string Summary => "flatten";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;
}
