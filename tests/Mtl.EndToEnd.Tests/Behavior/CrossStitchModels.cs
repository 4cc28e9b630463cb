using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>What a user writes to have a cross-stitch network; an embedding stays single, one layer belongs to one network alone.</summary>
[MultiTaskModel, Input("Numbers", 5), Input("Word", Categories = 7), CrossStitch]
public partial class StitchedWords
{
    [SharedLayer(4, From = "Word")]
    public partial Embedding Vectors { get; }

    [SharedLayer(8, Concat = ["Numbers", nameof(Vectors)]), BatchNorm]
    public partial Linear First { get; }

    [SharedLayer(6)]
    public partial Linear Second { get; }

    [TaskLayer(3, From = nameof(First))]
    public partial Linear Own { get; }

    [TaskHead(Concat = [nameof(Own), nameof(Second), "Numbers"])]
    public partial RegressionHead Price { get; }

    [TaskHead(Weight = 0.5, From = nameof(First))]
    public partial BinaryHead Sold { get; }

    [TaskHead(From = "Numbers")]
    public partial BinaryHead Simple { get; }
}

/// <summary>Convolutions of three tasks; the pooling and the flattening behind a unit have none of their own. Keys from before.</summary>
[MultiTaskModel, Input("Image", 2, 6, 6), CrossStitch(Own = 1, LearningRate = 100)]
public partial class StitchedImages
{
    [SharedLayer(3), BatchNorm, StateKey("Lines")]
    public partial Conv2d Edges { get; }

    [SharedLayer(2)]
    public partial AdaptiveAvgPool2d Smaller { get; }

    [SharedLayer]
    public partial Flatten Flat { get; }

    [TaskHead, StateKey("Cat")]
    public partial BinaryHead IsCat { get; }

    [TaskHead]
    public partial BinaryHead IsDog { get; }

    [TaskHead(Hidden = [4])]
    public partial RegressionHead Age { get; }
}
