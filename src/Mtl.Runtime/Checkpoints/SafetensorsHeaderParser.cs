using System.Text.Json;

namespace Mtl;

/// <summary>
/// Reads a header's JSON token by token: a serializer would silently keep the last of two tensors of the same name, and shapes must be
/// checked before they are used.
/// </summary>
internal sealed class SafetensorsHeaderParser(string path)
{
    private const string MetadataKey = "__metadata__";

    /// <summary>Reads the metadata and the tensors, in the order of the text.</summary>
    /// <exception cref="ModelFileException">The header violates the format.</exception>
    public (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsTensor> Tensors) Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw Damaged("its header does not begin with '{'.");
        try
        {
            var reader = new Utf8JsonReader(json);
            return ParseHeader(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader throws InvalidOperationException for text that is not valid UTF-8.
            throw Damaged($"its header is no valid JSON ({e.Message}).", e);
        }
    }

    private (IReadOnlyDictionary<string, string>, IReadOnlyList<SafetensorsTensor>) ParseHeader(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>();
        var tensors = new List<SafetensorsTensor>();
        var names = new HashSet<string>();
        reader.Read();
        while (NextProperty(ref reader, names, "its header") is { } name)
        {
            if (name == MetadataKey)
                ParseMetadata(ref reader, metadata);
            else
                tensors.Add(ParseTensor(ref reader, name));
        }

        reader.Read(); // Throws if anything follows.
        return (metadata, tensors);
    }

    private void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        var keys = new HashSet<string>();
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
        while (NextProperty(ref reader, keys, MetadataKey) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"{MetadataKey}.{key}");
            metadata.Add(key, reader.GetString()!);
        }
    }

    private SafetensorsTensor ParseTensor(ref Utf8JsonReader reader, string name)
    {
        string what = $"tensor '{name}'";
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        var keys = new HashSet<string>();
        Expect(ref reader, JsonTokenType.StartObject, what);
        while (NextProperty(ref reader, keys, what) is { } key)
        {
            switch (key)
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String, $"the dtype of {what}");
                    type = reader.GetString();
                    break;
                case "shape":
                    shape = ParseNumbers(ref reader, $"the shape of {what}");
                    break;
                case "data_offsets":
                    offsets = ParseNumbers(ref reader, $"the data_offsets of {what}");
                    break;
                default:
                    throw Damaged($"{what} has the unknown property '{key}'.");
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw Damaged($"{what} must have a dtype, a shape and two data_offsets.");
        RequireSize(what, type, shape, begin, end);
        return new(name, type, shape, begin, end);
    }

    private void RequireSize(string what, string type, long[] shape, long begin, long end)
    {
        if (!SafetensorsType.TryGetSize(type, out int elementSize))
            throw Damaged($"{what} has the unknown dtype '{type}'.");
        string layout = SafetensorsTensor.Describe(type, shape);
        try
        {
            long size = shape.Aggregate((long)elementSize, (product, dimension) => checked(product * dimension));
            if (end - begin != size)
                throw Damaged($"{what}, {layout}, needs {size} bytes, but its data_offsets [{begin}, {end}] hold {end - begin}.");
        }
        catch (OverflowException e)
        {
            throw Damaged($"{what}, {layout}, is larger than any file.", e);
        }
    }

    /// <summary>Reads an array of non-negative integers.</summary>
    private long[] ParseNumbers(ref Utf8JsonReader reader, string what)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray, what);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                throw Damaged($"{what} must be whole numbers from 0.");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>Reads the name of the next property; null at the end of the object.</summary>
    private string? NextProperty(ref Utf8JsonReader reader, HashSet<string> seen, string what)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return null;
        string name = reader.GetString()!;
        return seen.Add(name) ? name : throw Damaged($"{what} has '{name}' twice.");
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        reader.Read();
        if (reader.TokenType != token)
            throw Damaged($"{what} is {reader.TokenType} in the header; {token} was expected.");
    }

    private ModelFileException Damaged(string problem, Exception? cause = null) => SafetensorsHeader.Damaged(path, problem, cause);
}
