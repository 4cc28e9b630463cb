namespace TorchSharp;

public static partial class torch
{
    /// <summary>The type of a tensor's elements; the numbers are libtorch's.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>8-bit unsigned integer.</summary>
        Byte = 0,

        /// <summary>8-bit integer.</summary>
        Int8 = 1,

        /// <summary>16-bit integer.</summary>
        Int16 = 2,

        /// <summary>32-bit integer.</summary>
        Int32 = 3,

        /// <summary>64-bit integer.</summary>
        Int64 = 4,

        /// <summary>16-bit float.</summary>
        Float16 = 5,

        /// <summary>32-bit float.</summary>
        Float32 = 6,

        /// <summary>64-bit float.</summary>
        Float64 = 7,

        /// <summary>Two 32-bit floats.</summary>
        ComplexFloat32 = 9,

        /// <summary>Two 64-bit floats.</summary>
        ComplexFloat64 = 10,

        /// <summary>True or false.</summary>
        Bool = 11,

        /// <summary>16-bit float with the range of a 32-bit one.</summary>
        BFloat16 = 15,
    }

    private static ScalarType s_defaultType = ScalarType.Float32;

    /// <summary>8-bit unsigned integer.</summary>
    public static readonly ScalarType uint8 = ScalarType.Byte;

    /// <summary>8-bit integer.</summary>
    public static readonly ScalarType int8 = ScalarType.Int8;

    /// <summary>16-bit integer.</summary>
    public static readonly ScalarType int16 = ScalarType.Int16;

    /// <summary>32-bit integer.</summary>
    public static readonly ScalarType int32 = ScalarType.Int32;

    /// <summary>64-bit integer.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;

    /// <summary>16-bit float.</summary>
    public static readonly ScalarType float16 = ScalarType.Float16;

    /// <summary>32-bit float.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;

    /// <summary>64-bit float.</summary>
    public static readonly ScalarType float64 = ScalarType.Float64;

    /// <summary>16-bit float with the range of a 32-bit one.</summary>
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>16-bit integer.</summary>
    public static readonly ScalarType @short = ScalarType.Int16;

    /// <summary>32-bit integer.</summary>
    public static readonly ScalarType @int = ScalarType.Int32;

    /// <summary>64-bit integer.</summary>
    public static readonly ScalarType @long = ScalarType.Int64;

    /// <summary>16-bit float.</summary>
    public static readonly ScalarType half = ScalarType.Float16;

    /// <summary>32-bit float.</summary>
    public static readonly ScalarType @float = ScalarType.Float32;

    /// <summary>64-bit float.</summary>
    public static readonly ScalarType @double = ScalarType.Float64;

    /// <summary>True or false.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;

    /// <summary>The type of tensors that are made without naming one.</summary>
    public static ScalarType get_default_dtype() => s_defaultType;

    /// <summary>Sets the type of tensors that are made without naming one.</summary>
    public static void set_default_dtype(ScalarType dtype) => s_defaultType = dtype;

    /// <summary>Whether a type holds integers; Bool is among them.</summary>
    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    /// <summary>Whether a type holds real floating point numbers.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.BFloat16 or ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Whether a type holds complex numbers.</summary>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>The .NET type whose memory has the layout of a tensor's elements.</summary>
    internal static Type ElementType(ScalarType type) => type switch
    {
        ScalarType.Byte => typeof(byte),
        ScalarType.Int8 => typeof(sbyte),
        ScalarType.Int16 => typeof(short),
        ScalarType.Int32 => typeof(int),
        ScalarType.Int64 => typeof(long),
        ScalarType.Float16 => typeof(Half),
        ScalarType.Float32 => typeof(float),
        ScalarType.Float64 => typeof(double),
        ScalarType.Bool => typeof(bool),
        ScalarType.BFloat16 => typeof(BFloat16),
        ScalarType.ComplexFloat64 => typeof(System.Numerics.Complex),
        _ => throw new NotSupportedException($"Elements of type {type} have no .NET counterpart here."),
    };

    /// <summary>The element type of a tensor over an array of <paramref name="type"/>.</summary>
    internal static ScalarType ScalarTypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Boolean => ScalarType.Bool,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ when type == typeof(BFloat16) => ScalarType.BFloat16,
        _ => throw new NotSupportedException($"A tensor cannot have elements of type {type.Name}."),
    };
}
