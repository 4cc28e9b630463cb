using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>What a user writes to have a mixture of experts.</summary>
[MultiTaskModel(Inputs = 6), MixtureOfExperts(4)]
public partial class Mixed
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial RegressionHead Up { get; }

    [TaskHead]
    public partial RegressionHead Down { get; }
}

/// <summary>Experts that read an embedding, which is there once, and a task that reads an expert and the input.</summary>
[MultiTaskModel, Input("Numbers", 5), Input("Word", Categories = 7), MixtureOfExperts(3)]
public partial class MixedWords
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

    [TaskHead(Weight = 0.5)]
    public partial BinaryHead Sold { get; }

    [TaskHead(From = "Numbers")]
    public partial BinaryHead Simple { get; }
}

/// <summary>Convolutions as experts: the gates read the image as one vector.</summary>
[MultiTaskModel, Input("Image", 2, 6, 6), MixtureOfExperts(2)]
public partial class MixedImages
{
    [SharedLayer(3), BatchNorm]
    public partial Conv2d Edges { get; }

    [SharedLayer(2)]
    public partial AdaptiveAvgPool2d Smaller { get; }

    [SharedLayer]
    public partial Flatten Flat { get; }

    [TaskHead]
    public partial BinaryHead IsCat { get; }

    [TaskHead(From = nameof(Flat), Hidden = [4])]
    public partial RegressionHead Age { get; }
}

/// <summary>The attention is there once; the experts, of a recurrent layer and of a layer of the user's own, begin behind it.</summary>
[MultiTaskModel, Input("Signal", 5, 4), MixtureOfExperts(3, From = nameof(Steps))]
public partial class MixedSteps
{
    [SharedLayer(Heads = 2)]
    public partial MultiheadAttention Steps { get; }

    [SharedLayer(4, Steps = Mtl.Steps.Last)]
    public partial GRU Heard { get; }

    [SharedLayer(Factory = nameof(MakeMixer), Output = [4])]
    public partial Mixer Own { get; }

    [TaskHead]
    public partial BinaryHead IsSpeech { get; }

    [TaskHead(From = nameof(Heard))]
    public partial RegressionHead Loudness { get; }

    [TaskHead(From = nameof(Steps), PerPosition = true)]
    public partial BinaryHead IsLoud { get; }

    private static Mixer MakeMixer() => new();
}

/// <summary>Frozen experts, a head that learns slowly, and keys from before.</summary>
[MultiTaskModel(Inputs = 4), MixtureOfExperts(2)]
public partial class MixedFrozen
{
    [SharedLayer(3), BatchNorm, Frozen, StateKey("Body")]
    public partial Linear Trunk { get; }

    [TaskHead, LearningRate(0.5), StateKey("Cost")]
    public partial RegressionHead Price { get; }

    [TaskHead, Frozen]
    public partial RegressionHead Size { get; }

    [TaskHead]
    public partial RegressionHead Age { get; }
}
