using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Layer normalization of every row, or time step of a row, with scale and shift.</summary>
/// <param name="Module">The module.</param>
/// <param name="Normalized">The last sizes of the tensor, over which it is normalized.</param>
/// <param name="Output">The shape of input and output.</param>
internal sealed record LayerNormOperation(string Module, EquatableArray<int> Normalized, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors
    {
        get
        {
            long[] sizes = [.. Normalized];
            return OwnedTensors.Of(new("weight", sizes), new("bias", sizes));
        }
    }

    public override string Summary => "layer norm";

    public override string? AutogradReason =>
        Normalized.Count == 1 && Output.Rank == 1 ? null : "a layer normalization over more than a vector";

    public override bool MayUseOneDnn => false;
}

/// <summary>Normalization of every row over groups of channels, with a scale and a shift for each channel.</summary>
internal sealed record GroupNormOperation(string Module, int Groups, int Channels, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(new("weight", Channels), new("bias", Channels));

    public override string Summary => $"group norm, {Counted.Of(Groups, "group")}";

    public override string? AutogradReason => "a group normalization";

    public override bool MayUseOneDnn => false;
}

/// <summary>Batch normalization over vectors, signals or images, with scale and shift.</summary>
internal sealed record BatchNormOperation(string Module, int Dimensions, int Features, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(
        new("weight", Features), new("bias", Features),
        OwnedTensor.Buffer("running_mean", Features), OwnedTensor.Buffer("running_var", Features),
        OwnedTensor.Buffer("num_batches_tracked"));

    public override string Summary => "batch norm";

    public override string? AutogradReason => Dimensions == 1 && Output.Rank == 1 ? null : "a batch normalization over channels";

    public override bool MayUseOneDnn => false;
}
