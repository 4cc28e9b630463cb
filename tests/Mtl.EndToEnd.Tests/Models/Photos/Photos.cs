using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests.Models;

using static Mtl.Scope;

public enum Figure
{
    Disc,
    Square,
    Cross,
}

/// <summary>A color picture: red, green and blue, each 32 × 32, from 0 to 1.</summary>
public sealed record Photo(
    [property: Feature(3, 32, 32)] float[] Pixels,
    [property: Label] Figure? Figure,
    [property: Label] bool? IsWarm);

/// <summary>A small convolutional network that two questions share.</summary>
[MultiTaskModel<Photo>]
[Dropout(0.1, Scope = Task)]
public partial class Photos
{
    [SharedLayer(12, Kernel = 5, Stride = 2, Padding = 2), BatchNorm]
    public partial Conv2d Edges { get; }

    [SharedLayer]
    public partial MaxPool2d Smaller { get; }

    [SharedLayer(24, Padding = 1), BatchNorm, SpatialDropout(0.05)]
    public partial Conv2d Parts { get; }

    [SharedLayer(2)]
    public partial AdaptiveAvgPool2d Regions { get; }

    [SharedLayer]
    public partial Flatten Vector { get; }

    [TaskHead(Hidden = [32])]
    public partial ClassHead<Figure> Figure { get; }

    [TaskHead]
    public partial BinaryHead IsWarm { get; }
}
