using System.Buffers.Binary;

namespace Mtl;

/// <summary>
/// The checked header of a safetensors file: <c>u64 N · N bytes of JSON · data</c>, where the tensors cover the data without gaps or
/// overlaps.
/// </summary>
/// <param name="Metadata">The metadata: texts by key.</param>
/// <param name="Tensors">The tensors in the order of their data.</param>
/// <param name="DataStart">The offset of the data in the file.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsTensor> Tensors, long DataStart)
{
    /// <summary>The format's limit in bytes; a header of a million tensors is smaller.</summary>
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

    /// <summary>The header without some tensors; the offsets of the others do not change.</summary>
    public SafetensorsHeader Without(IEnumerable<string> tensors) =>
        this with { Tensors = [.. Tensors.ExceptBy(tensors, tensor => tensor.Name)] };

    /// <summary>Creates the exception for a file that is too short for the length of the header.</summary>
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

    /// <summary>
    /// Creates the exception for a header longer than the file. It names the format if the first bytes are those of a known one, because
    /// in other formats the length is a meaningless number.
    /// </summary>
    private static ModelFileException TooLong(FileStream file, ulong length, ulong limit)
    {
        Span<byte> first = stackalloc byte[ForeignFormat.PrefixLength];
        file.Position = 0;
        first = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        return ForeignFormat.Recognize(first) is { } format
            ? new(file.Name, $"it is {format}; a safetensors file was expected. Load it where it comes from and save it as safetensors.")
            : Damaged(
                file.Name, $"according to its first {PrefixLength} bytes the header has {length} bytes, but it can have at most {limit}.");
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

    /// <summary>Creates the exception for a file that violates the format.</summary>
    public static ModelFileException Damaged(string path, string problem, Exception? cause = null)
        => new(path, $"{problem} The file is damaged or is no safetensors file; take another copy or save the model again.", cause);
}
