using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A single number or truth value, as operators take it beside tensors.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly ValueKind Kind;
    internal readonly long Bits;

    private Scalar(ValueKind kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    /// <summary>Float64, Int64 or Bool: the three kinds of scalar that libtorch tells apart.</summary>
    public torch.ScalarType Type => Kind switch
    {
        ValueKind.Real => torch.ScalarType.Float64,
        ValueKind.Boolean => torch.ScalarType.Bool,
        _ => torch.ScalarType.Int64,
    };

    internal double AsDouble => Kind == ValueKind.Real ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Kind == ValueKind.Real ? (long)AsDouble : Bits;

    internal bool IsIntegral => Kind == ValueKind.Integer;

    /// <summary>A scalar holds nothing that must be given back; TorchSharp's does, hence this method.</summary>
    public void Dispose()
    {
    }

    /// <summary>A number as a scalar.</summary>
    public static implicit operator Scalar(byte value) => Integer(value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(sbyte value) => Integer(value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(short value) => Integer(value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(int value) => Integer(value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(long value) => Integer(value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(Half value) => Real((double)value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(BFloat16 value) => Real((float)value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(float value) => Real(value);

    /// <inheritdoc cref="op_Implicit(byte)"/>
    public static implicit operator Scalar(double value) => Real(value);

    /// <summary>A truth value as a scalar.</summary>
    public static implicit operator Scalar(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    private static Scalar Integer(long value) => new(ValueKind.Integer, value);

    private static Scalar Real(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));
}
