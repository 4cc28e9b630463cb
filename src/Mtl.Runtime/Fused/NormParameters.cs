using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>Scale γ and shift β of a normalization, <c>[width]</c> each.</summary>
internal sealed class NormParameters(FlatParameters parameters, Parameter scale, Parameter shift)
{
    private readonly FlatParameter _scale = parameters[scale];
    private readonly FlatParameter _shift = parameters[shift];

    public ReadOnlySpan<float> Scale => TensorSpans.Floats(_scale.Value);

    public ReadOnlySpan<float> Shift => TensorSpans.Floats(_shift.Value);

    public bool IsScaleTrained => _scale.Parameter.requires_grad;

    public bool IsShiftTrained => _shift.Parameter.requires_grad;

    public Span<float> ScaleGradient(int slice) => TensorSpans.Floats(_scale.Summable(slice));

    public Span<float> ShiftGradient(int slice) => TensorSpans.Floats(_shift.Summable(slice));

    public bool Are(Parameter? scale, Parameter? shift) =>
        ReferenceEquals(scale, _scale.Parameter) && ReferenceEquals(shift, _shift.Parameter);
}
