using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests.Models;

public enum Vowel
{
    A,
    I,
    U,
}

/// <summary>
/// A picture of 3 × 16 × 16 or a sound of 32 steps with 20 bands each. The data are two sets with labels of their own: a row of one has
/// silence, or a black picture, in place of the other, and no label for its task.
/// </summary>
public sealed record Perception(
    [property: Feature(3, 16, 16)] float[] Image,
    [property: Feature(32, 20)] float[] Spectrogram,
    [property: Label] bool? IsBright,
    [property: Label] Vowel? Vowel)
{
    public static Perception Seen(float[] image, bool isBright) => new(image, new float[32 * 20], isBright, Vowel: null);

    public static Perception Heard(float[] spectrogram, Vowel vowel) => new(new float[3 * 16 * 16], spectrogram, IsBright: null, vowel);
}

/// <summary>Two senses, each read by layers of its own, and what they share in the middle.</summary>
[MultiTaskModel<Perception>]
public partial class ImageAndSound
{
    [SharedLayer(8, From = nameof(Perception.Image), Stride = 2), BatchNorm]
    public partial Conv2d Edges { get; }

    [SharedLayer(2, From = nameof(Edges))]
    public partial AdaptiveAvgPool2d Regions { get; }

    [SharedLayer(From = nameof(Regions))]
    public partial Flatten Sight { get; }

    [SharedLayer(16, From = nameof(Perception.Spectrogram), Steps = Steps.Last)]
    public partial GRU Hearing { get; }

    [SharedLayer(32, Concat = [nameof(Sight), nameof(Hearing)]), Dropout(0.1)]
    public partial Linear Meaning { get; }

    [TaskHead]
    public partial BinaryHead IsBright { get; }

    [TaskHead(Hidden = [16])]
    public partial ClassHead<Vowel> Vowel { get; }
}
