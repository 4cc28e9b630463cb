namespace TorchSharp.Utils;

/// <summary>Numbers in seven bits per byte, least first; the highest bit says that more follow.</summary>
internal static class Leb128Codec
{
    public static void Encode(this BinaryWriter writer, long value) => writer.Write7BitEncodedInt64(value);

    public static long Decode(this BinaryReader reader) => reader.Read7BitEncodedInt64();
}
