using System.Buffers.Binary;

namespace Mtl;

/// <summary>
/// What a safetensors file says about itself, checked: <c>u64 N · N bytes of JSON · data</c>, where the tensors cover the data without
/// a gap or an overlap.
/// </summary>
/// <param name="Metadata">Free text by key.</param>
/// <param name="Tensors">The tensors in the order of their bytes.</param>
/// <param name="DataStart">Where the data begins in the file.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsTensor> Tensors, long DataStart)
{
    /// <summary>The format's own limit; a header of millions of tensors is smaller.</summary>
    public const long MaximumLength = 100_000_000;

    public const int PrefixLength = sizeof(ulong);

    /// <summary>Reads and checks the header at the beginning of <paramref name="file"/>.</summary>
    /// <exception cref="ModelFileException">The file is damaged or has another format.</exception>
    public static SafetensorsHeader Read(FileStream file)
    {
        file.Position = 0;
        byte[] json = ReadJson(file);
        var header = new SafetensorsHeaderParser(file.Name).Parse(json);
        var tensors = header.Tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End).ToArray();
        long dataStart = PrefixLength + json.Length;
        RequireCoverage(tensors, file.Length - dataStart, file.Name);
        return new(header.Metadata, tensors, dataStart);
    }

    /// <summary>The same without some tensors; the bytes of the others are where they were.</summary>
    public SafetensorsHeader Without(IEnumerable<string> tensors) =>
        this with { Tensors = [.. Tensors.ExceptBy(tensors, tensor => tensor.Name)] };

    /// <summary>The error for a file that cannot even say how long its header is.</summary>
    public static ModelFileException TooShort(string path, long length) =>
        Damaged(path, $"it has {length} bytes, fewer than the {PrefixLength} that a safetensors file begins with.");

    private static byte[] ReadJson(FileStream file)
    {
        if (file.Length < PrefixLength)
            throw TooShort(file.Name, file.Length);
        Span<byte> prefix = stackalloc byte[PrefixLength];
        file.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        ulong limit = (ulong)Math.Min(file.Length - PrefixLength, MaximumLength);
        if (length > limit)
            throw TooLong(file, length, limit);

        byte[] json = new byte[length];
        file.ReadExactly(json);
        return json;
    }

    /// <summary>Other formats read as an absurd length: their first bytes are then worth more than the number.</summary>
    private static ModelFileException TooLong(FileStream file, ulong length, ulong limit)
    {
        Span<byte> first = stackalloc byte[ForeignFormat.PrefixLength];
        file.Position = 0;
        first = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        return ForeignFormat.Recognize(first) is { } format
            ? new(file.Name, $"it is {format}; a safetensors file was expected. Load it where it comes from and save it as safetensors.")
            : Damaged(file.Name, $"its first {PrefixLength} bytes say that the header has {length} bytes, but it can have at most {limit}.");
    }

    private static void RequireCoverage(IReadOnlyList<SafetensorsTensor> tensors, long dataLength, string path)
    {
        long position = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != position)
            {
                string mistake = tensor.Begin < position ? "overlaps them" : "leaves a gap";
                throw Damaged(
                    path,
                    $"tensor '{tensor.Name}' begins at byte {tensor.Begin} of the data, "
                    + $"but the tensors before it end at {position}: it {mistake}.");
            }

            position = tensor.End;
        }

        if (position != dataLength)
            throw Damaged(path, $"its tensors need {position} bytes of data, but {dataLength} follow the header.");
    }

    /// <summary>The error for a file that contradicts the format.</summary>
    public static ModelFileException Damaged(string path, string problem, Exception? cause = null)
        => new(path, $"{problem} The file is damaged or is no safetensors file; take another copy or save the model again.", cause);
}
