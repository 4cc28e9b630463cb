using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What tensors can do beside their own methods.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>The tensor as a parameter.</summary>
    public static Modules.Parameter AsParameter(this Tensor tensor) => new(tensor);

    /// <summary>The only element as a float.</summary>
    public static float ToSingle(this Tensor value) => (float)Number(value);

    /// <summary>The only element as a double.</summary>
    public static double ToDouble(this Tensor value) => Number(value);

    /// <summary>The only element as a 64-bit integer.</summary>
    public static long ToInt64(this Tensor value) => Convert<long>(value, ScalarType.Int64);

    /// <summary>The only element as a 32-bit integer.</summary>
    public static int ToInt32(this Tensor value) => Convert<int>(value, ScalarType.Int32);

    /// <summary>The only element as a 16-bit integer.</summary>
    public static short ToInt16(this Tensor value) => Convert<short>(value, ScalarType.Int16);

    /// <summary>The only element as a byte.</summary>
    public static byte ToByte(this Tensor value) => Convert<byte>(value, ScalarType.Byte);

    /// <summary>The only element as a truth value.</summary>
    public static bool ToBoolean(this Tensor value) => Convert<bool>(value, ScalarType.Bool);

    /// <summary>The bytes of one element.</summary>
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new NotSupportedException($"Elements of type {type}."),
    };

    /// <summary>The number of elements of a tensor of this shape.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    internal static bool IsFloatingPoint(this ScalarType type) => is_floating_point(type);

    private static double Number(Tensor value) => Convert<double>(value, ScalarType.Float64);

    private static T Convert<T>(Tensor value, ScalarType type)
        where T : unmanaged
    {
        if (value.NumberOfElements != 1)
            throw new ArgumentException($"The only element of a tensor that has {value.NumberOfElements}.");
        using var converted = value.to(type, CPU, copy: true);
        return converted.item<T>();
    }
}
