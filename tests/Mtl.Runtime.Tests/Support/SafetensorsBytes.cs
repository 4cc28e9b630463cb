using System.Buffers.Binary;
using System.Text;

namespace Mtl.Tests;

/// <summary>Puts safetensors files together by hand, right or wrong.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Create(string json, int dataLength) => Create(Encoding.UTF8.GetBytes(json), dataLength);

    public static byte[] Create(byte[] json, int dataLength)
    {
        byte[] file = new byte[8 + json.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        return file;
    }
}
