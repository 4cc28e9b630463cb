namespace Mtl;

/// <summary>The entry of a tensor in the header of a safetensors file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The format's name of the element type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Begin">The offset of its first byte, counted from the end of the header.</param>
/// <param name="End">The offset after its last byte.</param>
internal sealed record SafetensorsTensor(string Name, string Type, long[] Shape, long Begin, long End)
{
    /// <summary>"F32 [64, 128]".</summary>
    public string Layout => Describe(Type, Shape);

    /// <inheritdoc cref="Layout"/>
    public static string Describe(string type, IEnumerable<long> shape) => $"{type} [{string.Join(", ", shape)}]";
}
