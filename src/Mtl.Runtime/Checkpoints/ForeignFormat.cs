namespace Mtl;

/// <summary>Recognizes other file formats for weights, so that an error can name them.</summary>
internal static class ForeignFormat
{
    /// <summary>The number of bytes that are needed to recognize a format.</summary>
    public const int PrefixLength = 64;

    /// <summary>Names the format of a file that begins with <paramref name="prefix"/>; null if it is unknown.</summary>
    public static string? Recognize(ReadOnlySpan<byte> prefix) => prefix switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive, as torch.save writes it",
        [0x80, >= 2 and <= 5, ..] => "a Python pickle, as old versions of torch.save write it",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "an HDF5 file, as Keras writes it",
        _ when IsOfTorchSharp(prefix) => "a file of TorchSharp's own format (.dat), as Module.save writes it",
        _ => null,
    };

    /// <summary>
    /// Whether a file begins with a number of tensors, encoded with seven bits per byte, and with the length and the text of the first
    /// tensor's name.
    /// </summary>
    private static bool IsOfTorchSharp(ReadOnlySpan<byte> prefix)
    {
        int count = prefix.IndexOfAnyInRange((byte)1, (byte)127);
        if (count is < 0 or > 4 || prefix.Length <= count + 1)
            return false;
        int length = prefix[count + 1];
        var name = prefix[(count + 2)..];
        name = name[..Math.Min(length, name.Length)];
        return length > 0 && name.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 && !name.IsEmpty;
    }
}
