using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Progressive extraction as a user declares it: one shared embedding, and one task that ends a level before the others.</summary>
[MultiTaskModel, Input("Numbers", 5), Input("Word", Categories = 7), ProgressiveExtraction(2, 1)]
public partial class ExtractedWords
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

    [TaskHead]
    public partial RegressionHead Size { get; }

    [TaskHead(Weight = 0.5, From = nameof(First)), Frozen, StateKey("Gone")]
    public partial BinaryHead Sold { get; }

    [TaskHead(From = "Numbers")]
    public partial BinaryHead Simple { get; }
}

/// <summary>One level of two layers: convolutions whose experts end in a vector.</summary>
[MultiTaskModel, Input("Image", 2, 6, 6), ProgressiveExtraction(1, 2, SingleLevel = true)]
public partial class ExtractedImages
{
    [SharedLayer(3), BatchNorm]
    public partial Conv2d Edges { get; }

    [SharedLayer]
    public partial Flatten Flat { get; }

    [SharedLayer(4)]
    public partial Linear Shapes { get; }

    [TaskHead]
    public partial BinaryHead IsCat { get; }

    [TaskHead(Hidden = [4])]
    public partial RegressionHead Age { get; }
}

/// <summary>Two tasks that read the trunk at different depths: one has gates before and after the gate of the other.</summary>
[MultiTaskModel(Inputs = 5), ProgressiveExtraction(1, 1, SingleLevel = true, From = nameof(Body))]
public partial class ExtractedDepths
{
    [SharedLayer(6)]
    public partial Linear Body { get; }

    [SharedLayer(5)]
    public partial Linear First { get; }

    [SharedLayer(4)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial RegressionHead Deep { get; }

    [TaskHead(Concat = [nameof(First), nameof(Second)])]
    public partial RegressionHead Both { get; }
}

/// <summary>Two layers of the last level, so that a task has two gates that read the same mixture of its own.</summary>
[MultiTaskModel(Inputs = 5), ProgressiveExtraction(1, 1)]
public partial class ExtractedBranches
{
    [SharedLayer(6)]
    public partial Linear First { get; }

    [SharedLayer(5, From = nameof(First))]
    public partial Linear Left { get; }

    [SharedLayer(4, From = nameof(First))]
    public partial Linear Right { get; }

    [TaskHead(Concat = [nameof(Left), nameof(Right)])]
    public partial RegressionHead One { get; }

    [TaskHead(Concat = [nameof(Left), nameof(Right)])]
    public partial RegressionHead Other { get; }
}
