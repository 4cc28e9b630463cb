namespace Mtl.Generator.Graph;

/// <summary>A module of the user's own; how many parameters it has is not known here.</summary>
internal sealed record CustomOperation(string Module, string? Factory, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(OwnedTensor.Unknown);

    public override string Summary => "own module";

    public override string? AutogradReason => "a module of its own";

    public override bool MayUseOneDnn => true;
}
