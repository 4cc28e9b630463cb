using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The sizes of a tensor behind its batch dimension.</summary>
internal sealed record Shape(EquatableArray<int> Sizes)
{
    /// <summary>One number per row.</summary>
    public static Shape Scalar { get; } = new(EquatableArray<int>.Empty);

    public static Shape Vector(int size) => new(new[] { size }.ToEquatableArray());

    /// <summary>With the batch dimension: <c>[batch, 256]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Sizes.Select(size => $"{size}").Prepend("batch"))}]";
}
