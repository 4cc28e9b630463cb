using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Tensors that a model must not be given, and good ones to put beside them.</summary>
internal static class BadTensors
{
    public const string WasFreed = "was freed: its tensor was disposed of";

    public static Tensor Freed(Tensor tensor)
    {
        tensor.Dispose();
        return tensor;
    }

    public static Tensor Complex(params long[] shape) => zeros(shape, dtype: ScalarType.ComplexFloat32);

    /// <summary>What stands in for a device that another tensor is not on: it is there without a GPU.</summary>
    public static Tensor Elsewhere(Tensor tensor) => tensor.to(META);

    public static Tensor Indices(long value, params long[] shape) => full(shape, value, dtype: ScalarType.Int64);

    public static TaskLabels Labels(long rows) => new(zeros(rows), ones(rows));

    public static TaskLabels Labels(long rows, long steps) => new(zeros(rows, steps), ones(rows, steps));

    public static TaskLabels Classes(long rows, long value = 0) => new(Indices(value, rows), ones(rows));
}
