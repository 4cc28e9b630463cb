using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>An operation with a sliding window over channels, or over the time steps of a sequence.</summary>
internal abstract record SlidingOperation(string Module, Shape Output) : ModuleOperation(Module, Output)
{
    /// <summary>The sequence of varying length that the window slides over; null where all rows have the same length.</summary>
    public WindowedSequence? Over { get; init; }
}

/// <summary>A convolution over one or two dimensions, with a bias.</summary>
internal sealed record ConvolutionOperation(
    string Module, int Dimensions, int InputChannels, int Channels, int Kernel, int Stride, int Padding, Shape Output)
    : SlidingOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(
        new("weight", [Channels, InputChannels, .. Enumerable.Repeat((long)Kernel, Dimensions)]), new("bias", Channels));

    public override string Summary => $"conv {Channels}, kernel {Kernel}";

    public override string? AutogradReason => "a convolution";

    public override bool MayUseOneDnn => true;
}

/// <summary>Maximum or average over windows; for the adaptive kind <paramref name="Kernel"/> is the output size.</summary>
internal sealed record PoolingOperation(string Module, LayerKind Kind, int Kernel, int Stride, int Padding, Shape Output)
    : SlidingOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.None;

    public override string Summary => $"{(Kind.Computation == LayerComputation.MaxPooling ? "max" : "average")} pool {Kernel}";

    public override string? AutogradReason => "a pooling";

    public override bool MayUseOneDnn => false;
}
