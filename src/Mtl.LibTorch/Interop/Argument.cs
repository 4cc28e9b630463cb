using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// One argument of an operator. Everything that an operator takes converts to it implicitly, so that a call reads like the
/// operator's schema; null becomes the schema's None.
/// </summary>
internal readonly struct Argument
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _count;
    private readonly ValueKind _kind;

    private Argument(ValueKind kind, long bits = 0, object? reference = null, int count = 0)
    {
        _kind = kind;
        _bits = bits;
        _reference = reference;
        _count = count;
    }

    /// <summary>Stands for the default value of the operator's schema.</summary>
    public static Argument Default => new(ValueKind.Default);

    /// <summary>The tensor that this argument was made from.</summary>
    public Tensor AsTensor => (Tensor)_reference!;

    /// <summary>How many 8-byte words <see cref="Write"/> needs outside the value itself.</summary>
    public int Words => _reference switch
    {
        Array list => list.Length,
        string text => Encoding.UTF8.GetMaxByteCount(text.Length) / sizeof(long) + 1,
        _ => 0,
    };

    /// <summary>A list of tensors in which null stands for "none": an index that takes everything.</summary>
    public static Argument Optional(Tensor?[] tensors) => new(ValueKind.OptionalTensors, 0, tensors);

    public static implicit operator Argument(Tensor? tensor) =>
        tensor is null ? default : new(ValueKind.Tensor, tensor.Handle, tensor);

    public static implicit operator Argument(Tensor[] tensors) => new(ValueKind.Tensors, 0, tensors);

    public static implicit operator Argument(long value) => new(ValueKind.Integer, value);

    public static implicit operator Argument(long? value) => value is { } some ? some : default(Argument);

    public static implicit operator Argument(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } some ? some : default(Argument);

    public static implicit operator Argument(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    public static implicit operator Argument(Scalar? scalar) =>
        scalar is null ? default : new(scalar.Kind, scalar.Bits);

    public static implicit operator Argument(ScalarType type) => new(ValueKind.Integer, (long)type);

    public static implicit operator Argument(ScalarType? type) => type is { } some ? some : default(Argument);

    public static implicit operator Argument(Device? device) =>
        device is null ? default : new(ValueKind.Device, (long)device.type, null, device.index);

    public static implicit operator Argument(Generator? generator) =>
        generator is null ? default : new(ValueKind.Generator, generator.Handle, generator);

    public static implicit operator Argument(string? text) => text is null ? default : new(ValueKind.String, 0, text);

    public static implicit operator Argument(long[]? list) => list is null ? default : new(ValueKind.Integers, 0, list);

    public static implicit operator Argument(double[]? list) => list is null ? default : new(ValueKind.Reals, 0, list);

    public static implicit operator Argument(bool[] list) => new(ValueKind.Booleans, 0, list);

    /// <summary>Writes the value, with the elements of a list into <paramref name="room"/>, and moves past what it took there.</summary>
    public unsafe NativeValue Write(ref long* room)
    {
        var value = new NativeValue { Kind = _kind, Count = _count, Bits = _bits };
        if (_kind < ValueKind.String)
            return value;
        value.Bits = (long)room;
        switch (_reference)
        {
            case string text:
                value.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(room, Words * sizeof(long)));
                break;
            case long[] list:
                list.CopyTo(new Span<long>(room, list.Length));
                value.Count = list.Length;
                break;
            case double[] list:
                list.CopyTo(new Span<double>(room, list.Length));
                value.Count = list.Length;
                break;
            case bool[] list:
                for (var i = 0; i < list.Length; i++)
                    room[i] = list[i] ? 1 : 0;
                value.Count = list.Length;
                break;
            default:
                var tensors = Unsafe.As<Tensor?[]>(_reference!);
                for (var i = 0; i < tensors.Length; i++)
                    room[i] = tensors[i]?.Handle ?? 0;
                value.Count = tensors.Length;
                break;
        }

        room += Words;
        return value;
    }
}
