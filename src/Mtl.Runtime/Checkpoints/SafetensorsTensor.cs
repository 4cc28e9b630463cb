namespace Mtl;

/// <summary>A tensor as the header of a safetensors file describes it.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The element type, in the format's own words.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record SafetensorsTensor(string Name, string Type, long[] Shape, long Begin, long End)
{
    /// <summary>"F32 [64, 128]".</summary>
    public string Layout => Describe(Type, Shape);

    /// <inheritdoc cref="Layout"/>
    public static string Describe(string type, IEnumerable<long> shape) => $"{type} [{string.Join(", ", shape)}]";
}
