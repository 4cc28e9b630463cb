using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>Writes a tensor in TorchSharp's format: type, sizes, bytes.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        var shape = tensor.shape;
        writer.Encode((long)tensor.dtype);
        writer.Encode(shape.Length);
        foreach (var size in shape)
            writer.Encode(size);
        using var plain = tensor.detach().to(CPU, disposeAfter: true).contiguous();
        writer.Write(plain.bytes);
    }

    /// <summary>Writes a tensor to a stream, and closes it.</summary>
    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    /// <summary>Writes a tensor to a file.</summary>
    public static void Save(this Tensor tensor, string location) => tensor.Save(File.Create(location));

    /// <summary>Reads a tensor of the same type and shape into this one.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Decode();
        if (type != tensor.dtype)
            throw new ArgumentException($"The file has a tensor of {type} in the place of one of {tensor.dtype}.");
        var shape = ReadShape(reader);
        if (!skip && !shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new ArgumentException(
                $"The file has a tensor of shape [{string.Join(", ", shape)}] in the place of one of [{string.Join(", ", tensor.shape)}].");
        }

        using var loaded = ReadElements(reader, type, shape);
        if (skip)
            return;
        using var quiet = no_grad();
        tensor.copy_(loaded);
    }

    /// <summary>Reads a tensor; skipping, only its place in the file is passed.</summary>
    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Decode();
        return ReadElements(reader, type, ReadShape(reader));
    }

    /// <summary>Reads a tensor into one of the same shape, or into a new one where there is none.</summary>
    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is null)
            tensor = Load(reader, skip);
        else
            tensor.Load(reader, skip);
    }

    private static long[] ReadShape(BinaryReader reader)
    {
        var shape = new long[reader.Decode()];
        for (var d = 0; d < shape.Length; d++)
            shape[d] = reader.Decode();
        return shape;
    }

    private static Tensor ReadElements(BinaryReader reader, ScalarType type, long[] shape)
    {
        var tensor = empty(shape, type, CPU);
        try
        {
            reader.BaseStream.ReadExactly(tensor.bytes);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }
}
