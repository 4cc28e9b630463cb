namespace Mtl;

/// <summary>Other formats that weights come in, so that an error can name them.</summary>
internal static class ForeignFormat
{
    /// <summary>Names the format of a file that begins with <paramref name="prefix"/>, or null.</summary>
    public static string? Recognise(ReadOnlySpan<byte> prefix) => prefix switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive, as torch.save writes it",
        [0x80, >= 2 and <= 5, ..] => "a Python pickle, as old versions of torch.save write it",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "an HDF5 file, as Keras writes it",
        _ => null,
    };
}
