using System.Security.Cryptography;
using System.Text;

namespace Mtl;

/// <summary>
/// The checksum of a model file: SHA-256 of the whole file, in which it stands itself as zeros. It is a part of the schema's text,
/// <c>"2;sha256=…"</c>, so that no damage can make a file with a checksum look like one without.
/// </summary>
internal static class FileSeal
{
    private const string Separator = ";sha256=";
    private const int DigestLength = 2 * SHA256.HashSizeInBytes;
    private const int BufferSize = 1 << 20;

    private static readonly string _zeros = new('0', DigestLength);

    /// <summary>The text of a schema with room for the checksum.</summary>
    public static string Open(string schema) => schema + Separator + _zeros;

    /// <summary>The schema of a text, and the checksum; null without one.</summary>
    public static (string Schema, string? Digest) Read(string text)
    {
        int end = text.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? (text, null) : (text[..end], text[(end + Separator.Length)..]);
    }

    /// <summary>Writes the checksum of a file into its room.</summary>
    /// <param name="file">The file, complete; its position is lost.</param>
    /// <param name="headerLength">How many bytes at its beginning hold the room.</param>
    public static void Close(FileStream file, long headerLength)
    {
        byte[] digest = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Digest(file, headerLength, _zeros, out long position)));
        file.Position = position;
        file.Write(digest);
    }

    /// <summary>Requires that a file is as it was when it was closed.</summary>
    /// <param name="file">The file; its position is lost.</param>
    /// <param name="headerLength">How many bytes at its beginning hold the checksum.</param>
    /// <param name="digest">The checksum that it has.</param>
    /// <exception cref="ModelFileException">It is not.</exception>
    public static void Require(FileStream file, long headerLength, string digest)
    {
        if (digest.Length == DigestLength && Convert.ToHexStringLower(Digest(file, headerLength, digest, out _)) == digest)
            return;
        throw new ModelFileException(
            file.Name,
            "its checksum is not that of its content: the file is damaged, or another program has changed it. Take another copy or save "
            + $"the model again; a program that changes the file on purpose removes '{Separator}…' from the schema in its metadata.");
    }

    /// <summary>The checksum, read with zeros in the place of the text that stands there.</summary>
    private static byte[] Digest(FileStream file, long headerLength, string stands, out long position)
    {
        byte[] header = new byte[headerLength];
        file.Position = 0;
        file.ReadExactly(header);
        byte[] room = Encoding.ASCII.GetBytes(Separator + stands);
        position = header.AsSpan().IndexOf(room);
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
