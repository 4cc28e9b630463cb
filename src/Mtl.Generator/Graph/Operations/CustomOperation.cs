namespace Mtl.Generator.Graph;

/// <summary>A custom module of the user, with an unknown number of parameters.</summary>
internal sealed record CustomOperation(string Module, string? Factory, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(OwnedTensor.Unknown);

    public override string Summary => "custom module";

    public override string? AutogradReason => "a custom module";

    public override bool MayUseOneDnn => true;
}
