using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>What a <see cref="NativeValue"/> holds; the numbers are those of the native half.</summary>
internal enum ValueKind
{
    None,
    Default,
    Tensor,
    Integer,
    Real,
    Boolean,
    Device,
    Generator,
    String,
    Integers,
    Reals,
    Booleans,
    Tensors,
    OptionalTensors,
}

/// <summary>One argument or result as the native half sees it: 16 bytes, lists by address and count.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueKind Kind;
    public int Count;
    public long Bits;
}
