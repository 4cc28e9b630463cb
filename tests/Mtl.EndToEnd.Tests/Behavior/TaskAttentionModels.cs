using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Tasks that attend, as a user declares them: one to the first layer only, one to none; the embedding is shared.</summary>
[MultiTaskModel, Input("Numbers", 5), Input("Word", Categories = 7), TaskAttention(Reduction = 2)]
public partial class AttendedWords
{
    [SharedLayer(4, From = "Word")]
    public partial Embedding Vectors { get; }

    [SharedLayer(8, Concat = ["Numbers", nameof(Vectors)]), BatchNorm]
    public partial Linear First { get; }

    [SharedLayer(6), Activation(Activation.Tanh), LearningRate(0.5)]
    public partial Linear Second { get; }

    [TaskLayer(3, From = nameof(First))]
    public partial Linear Own { get; }

    [TaskHead(Concat = [nameof(Own), nameof(Second), "Numbers"])]
    public partial RegressionHead Price { get; }

    [TaskHead(Weight = 0.5, From = nameof(First)), LearningRate(2)]
    public partial BinaryHead Sold { get; }

    [TaskHead]
    public partial BinaryHead Kept { get; }

    [TaskHead(From = "Numbers")]
    public partial BinaryHead Simple { get; }
}

/// <summary>Convolutions over which masks lie; a frozen first one, poolings that every task has of its own, keys from before.</summary>
[MultiTaskModel, Input("Image", 2, 8, 8), TaskAttention]
public partial class AttendedImages
{
    [SharedLayer(3), BatchNorm, StateKey("Lines"), Frozen]
    public partial Conv2d Edges { get; }

    [SharedLayer(Kernel = 2)]
    public partial MaxPool2d Smaller { get; }

    [SharedLayer(4, Kernel = 3, Padding = 0), BatchNorm, Frozen]
    public partial Conv2d Shapes { get; }

    [SharedLayer]
    public partial Flatten Flat { get; }

    [TaskHead, StateKey("Cat")]
    public partial BinaryHead IsCat { get; }

    [TaskHead]
    public partial RegressionHead Age { get; }
}

/// <summary>Steps to which tasks attend one by one; behind the last layer there is one vector.</summary>
[MultiTaskModel, Input("Sound", 3, MaxLength = 6), TaskAttention]
public partial class AttendedSounds
{
    [SharedLayer(5)]
    public partial GRU Steps { get; }

    [SharedLayer(4, Steps = Mtl.Steps.Last)]
    public partial GRU Whole { get; }

    [TaskHead]
    public partial BinaryHead IsSpeech { get; }

    [TaskHead]
    public partial RegressionHead Loudness { get; }
}
