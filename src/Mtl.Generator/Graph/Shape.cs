using System.Globalization;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The sizes of a tensor after its batch dimension.</summary>
/// <param name="Sizes">
/// None: one number per row. One: a vector. Two: a sequence (time steps, features) or channels of a signal. Three: an image.
/// </param>
/// <param name="IsChannelsFirst">Whether the first size is the number of channels, as after a convolution or pooling.</param>
internal sealed record Shape(EquatableArray<int> Sizes, bool IsChannelsFirst = false)
{
    /// <summary>One number per row.</summary>
    public static Shape Scalar { get; } = new(EquatableArray<int>.Empty);

    /// <summary>The output of a wrong declaration. Its readers are not checked, because one message is enough.</summary>
    public static Shape Unknown { get; } = new(new[] { 1 }.ToEquatableArray()) { IsUnknown = true };

    public bool IsUnknown { get; private init; }

    /// <summary>The range of category indices in the tensor; null for numbers.</summary>
    public IndexRange? Indices { get; init; }

    /// <summary>
    /// The input whose lengths the rows have, where these vary: the first size is then the maximum number of time steps. Null where all
    /// rows have the same length.
    /// </summary>
    public string? Sequence { get; init; }

    /// <summary>Whether it has time steps and features, and not the channels of a signal.</summary>
    public bool IsSequence => Rank == 2 && !IsChannelsFirst;

    public static Shape Vector(int size) => Of(size);

    public static Shape Of(params int[] sizes) => new(sizes.ToEquatableArray());

    public static Shape Channels(params int[] sizes) => new(sizes.ToEquatableArray(), IsChannelsFirst: true);

    public int Rank => Sizes.Count;

    /// <summary>The number of values in a row; <see cref="int.MaxValue"/> if there are too many.</summary>
    public int Width => Sizes.Aggregate(1, (product, size) => Size((double)product * size));

    public bool IsTooLarge => Width == int.MaxValue;

    /// <summary>A computed size, at most <see cref="int.MaxValue"/>.</summary>
    public static int Size(double size) => (int)Math.Min(size, int.MaxValue);

    /// <summary>The last size: the features of a vector or of a time step.</summary>
    public int Last => Sizes[Sizes.Count - 1];

    /// <summary>The axis of concatenation: the channels of images and signals, else the features.</summary>
    public int ConcatAxis => Rank == 3 || IsChannelsFirst ? 0 : Rank - 1;

    public Shape With(int axis, int size)
    {
        var sizes = new int[Rank];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = i == axis ? size : Sizes[i];
        return this with { Sizes = sizes.ToEquatableArray() };
    }

    /// <summary>With the batch dimension: <c>[batch, 256]</c>; where the length varies, <c>[batch, ≤40 Words, 16]</c>.</summary>
    public override string ToString()
    {
        if (Rank == 0)
            return "[batch]";
        var others = "";
        for (var axis = 1; axis < Rank; axis++)
            others += ", " + Number(axis);
        return Sequence is null ? $"[batch, {Number(0)}{others}]" : $"[batch, ≤{Number(0)} {Sequence}{others}]";

        string Number(int axis) => Sizes[axis].ToString(CultureInfo.InvariantCulture);
    }
}
