using System.Security.Cryptography;
using System.Text;

namespace Mtl;

/// <summary>
/// The checksum of a model file: SHA-256 of the whole file, with the checksum itself replaced by zeros. It is part of the schema's text,
/// <c>"2;sha256=…"</c>, so that a damaged file with a checksum cannot be taken for one without.
/// </summary>
internal static class FileSeal
{
    private const string Separator = ";sha256=";
    private const int DigestLength = 2 * SHA256.HashSizeInBytes;
    private const int BufferSize = 1 << 20;

    private static readonly string _zeros = new('0', DigestLength);

    /// <summary>The text of a schema with a placeholder for the checksum.</summary>
    public static string Open(string schema) => schema + Separator + _zeros;

    /// <summary>Splits a text into the schema and the checksum, which is null if there is none.</summary>
    public static (string Schema, string? Digest) Read(string text)
    {
        int end = text.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? (text, null) : (text[..end], text[(end + Separator.Length)..]);
    }

    /// <summary>Writes the checksum of a file over the placeholder.</summary>
    /// <param name="file">The complete file; its position changes.</param>
    /// <param name="headerLength">The length in bytes of the header, which has the placeholder.</param>
    public static void Close(FileStream file, long headerLength)
    {
        byte[] digest = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Digest(file, headerLength, _zeros, out long position)));
        file.Position = position;
        file.Write(digest);
    }

    /// <summary>Checks that the checksum in a file is that of its content.</summary>
    /// <param name="file">The file; its position changes.</param>
    /// <param name="headerLength">The length in bytes of the header, which has the checksum.</param>
    /// <param name="digest">The checksum in the file.</param>
    /// <exception cref="ModelFileException">The content has another checksum.</exception>
    public static void Require(FileStream file, long headerLength, string digest)
    {
        if (digest.Length == DigestLength && Convert.ToHexStringLower(Digest(file, headerLength, digest, out _)) == digest)
            return;
        throw new ModelFileException(
            file.Name,
            "its checksum is not that of its content: the file is damaged, or another program has changed it. Take another copy or save "
            + $"the model again; a program that changes the file on purpose removes '{Separator}…' from the schema in its metadata.");
    }

    /// <summary>Computes the checksum with the current checksum, or the placeholder, replaced by zeros.</summary>
    private static byte[] Digest(FileStream file, long headerLength, string current, out long position)
    {
        byte[] header = new byte[headerLength];
        file.Position = 0;
        file.ReadExactly(header);
        byte[] text = Encoding.ASCII.GetBytes(Separator + current);
        position = header.AsSpan().IndexOf(text);
        if (position >= 0)
        {
            position += Separator.Length;
            Encoding.ASCII.GetBytes(_zeros).CopyTo(header, position);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        byte[] buffer = new byte[BufferSize];
        while (file.Read(buffer) is var read and > 0)
            hash.AppendData(buffer, 0, read);
        return hash.GetHashAndReset();
    }
}
