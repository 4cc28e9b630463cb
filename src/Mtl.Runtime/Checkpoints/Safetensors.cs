using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;

namespace Mtl;

/// <summary>Reads and writes tensors in the safetensors format.</summary>
internal static class Safetensors
{
    /// <summary>The alignment of the data in bytes: no element type is larger.</summary>
    private const int Alignment = 8;

    private const int BufferSize = 1 << 20;

    /// <summary>Writes tensors and metadata. Tensors with larger elements are written first, so that every tensor is aligned.</summary>
    /// <returns>The number of bytes before the data.</returns>
    /// <exception cref="ModelFileException">The header would exceed the format's maximum length.</exception>
    public static long Write(
        FileStream stream, IReadOnlyDictionary<string, torch.Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var ordered = tensors.OrderByDescending(tensor => tensor.Value.ElementSize).ToArray();
        WriteHeader(stream, ordered, metadata);
        long headerLength = stream.Position;
        foreach (var (_, tensor) in ordered)
        {
            using var scope = torch.NewDisposeScope();
            tensor.detach().cpu().contiguous().WriteBytesToStream(stream, BufferSize);
        }

        return headerLength;
    }

    /// <summary>Reads the bytes of one tensor.</summary>
    /// <param name="file">The file.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="tensor">The tensor's entry in the header.</param>
    /// <param name="type">The libtorch type of its elements.</param>
    /// <returns>A new tensor on the CPU.</returns>
    public static torch.Tensor Read(FileStream file, SafetensorsHeader header, SafetensorsTensor tensor, torch.ScalarType type)
    {
        var result = torch.empty(tensor.Shape, type);
        file.Position = header.DataStart + tensor.Begin;
        result.ReadBytesFromStream(file, BufferSize);
        return result;
    }

    private static void WriteHeader(
        FileStream stream, IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
            WriteJson(writer, tensors, metadata);
        while (json.WrittenCount % Alignment != 0)
            json.Write(" "u8);

        if (json.WrittenCount > SafetensorsHeader.MaximumLength)
        {
            throw new ModelFileException(
                stream.Name,
                $"the names of its tensors and tasks take {json.WrittenCount} bytes; a safetensors header can have at most "
                + $"{SafetensorsHeader.MaximumLength}. Nothing was replaced.");
        }

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)json.WrittenCount);
        stream.Write(prefix);
        stream.Write(json.WrittenSpan);
    }

    private static void WriteJson(
        Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("__metadata__");
        foreach (var (key, value) in metadata)
            writer.WriteString(key, value);
        writer.WriteEndObject();

        long position = 0;
        foreach (var (name, tensor) in tensors)
        {
            long begin = position;
            position += tensor.numel() * tensor.ElementSize;
            writer.WriteStartObject(name);
            writer.WriteString("dtype", SafetensorsType.Of(tensor.dtype));
            WriteNumbers(writer, "shape", tensor.shape);
            WriteNumbers(writer, "data_offsets", begin, position);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, params ReadOnlySpan<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
