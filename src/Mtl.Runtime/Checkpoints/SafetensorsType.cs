using TorchSharp;

namespace Mtl;

/// <summary>The element types of the safetensors format.</summary>
internal static class SafetensorsType
{
    /// <summary>Finds the size of an element in bytes; false for a type that the format does not have.</summary>
    public static bool TryGetSize(string type, out int size)
    {
        size = type switch
        {
            "BOOL" or "U8" or "I8" => 1,
            "I16" or "U16" or "F16" or "BF16" => 2,
            "I32" or "U32" or "F32" => 4,
            "I64" or "U64" or "F64" or "C64" => 8,
            _ => 0,
        };
        return size > 0;
    }

    /// <summary>The libtorch type of a floating-point type of the format; null for any other.</summary>
    public static torch.ScalarType? FloatOf(string type) => type switch
    {
        "F16" => torch.ScalarType.Float16,
        "BF16" => torch.ScalarType.BFloat16,
        "F32" => torch.ScalarType.Float32,
        "F64" => torch.ScalarType.Float64,
        _ => null,
    };

    /// <summary>The libtorch type of a type of the format; null if libtorch has none.</summary>
    public static torch.ScalarType? ToTorch(string type) => type switch
    {
        "BOOL" => torch.ScalarType.Bool,
        "U8" => torch.ScalarType.Byte,
        "I8" => torch.ScalarType.Int8,
        "I16" => torch.ScalarType.Int16,
        "I32" => torch.ScalarType.Int32,
        "I64" => torch.ScalarType.Int64,
        "C64" => torch.ScalarType.ComplexFloat32,
        _ => FloatOf(type),
    };

    /// <summary>The format's name of a libtorch type.</summary>
    /// <exception cref="NotSupportedException">The format has no such type.</exception>
    public static string Of(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Bool => "BOOL",
        torch.ScalarType.Byte => "U8",
        torch.ScalarType.Int8 => "I8",
        torch.ScalarType.Int16 => "I16",
        torch.ScalarType.Float16 => "F16",
        torch.ScalarType.BFloat16 => "BF16",
        torch.ScalarType.Int32 => "I32",
        torch.ScalarType.Float32 => "F32",
        torch.ScalarType.Int64 => "I64",
        torch.ScalarType.Float64 => "F64",
        torch.ScalarType.ComplexFloat32 => "C64",
        _ => throw new NotSupportedException($"The safetensors format has no elements of type {type}."),
    };
}
