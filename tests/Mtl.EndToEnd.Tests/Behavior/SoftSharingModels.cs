using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>What a user writes to share softly.</summary>
[MultiTaskModel(Inputs = 6), SoftSharing(0)]
public partial class Apart
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial RegressionHead Up { get; }

    [TaskHead]
    public partial RegressionHead Down { get; }
}

/// <summary>The same, a little alike.</summary>
[MultiTaskModel(Inputs = 6), SoftSharing(0.01)]
public partial class Near
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial RegressionHead Up { get; }

    [TaskHead]
    public partial RegressionHead Down { get; }
}

/// <summary>The same, very alike.</summary>
[MultiTaskModel(Inputs = 6), SoftSharing(10)]
public partial class Together
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial RegressionHead Up { get; }

    [TaskHead]
    public partial RegressionHead Down { get; }
}

/// <summary>An embedding that stays single, a layer that one task alone reads, a task without a part in it.</summary>
[MultiTaskModel, Input("Numbers", 5), Input("Word", Categories = 7), SoftSharing(0.1)]
public partial class SoftWords
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

/// <summary>Convolutions along sequences of varying length; the penalty is on weights of several dimensions.</summary>
[MultiTaskModel, Input("Sound", 4, MaxLength = 9), SoftSharing(0.1)]
public partial class SoftSounds
{
    [SharedLayer(5, Kernel = 3, Padding = 0)]
    public partial Conv1d Windows { get; }

    [SharedLayer(4, Steps = Steps.Last)]
    public partial GRU Heard { get; }

    [TaskHead]
    public partial BinaryHead IsSpeech { get; }

    [TaskHead]
    public partial RegressionHead Loudness { get; }
}

/// <summary>Frozen copies, a head that learns slowly, and keys from before.</summary>
[MultiTaskModel(Inputs = 4), SoftSharing(0.5)]
public partial class SoftFrozen
{
    [SharedLayer(3), BatchNorm, Frozen, StateKey("Body")]
    public partial Linear Trunk { get; }

    [SharedLayer(3), LearningRate(0.1)]
    public partial Linear Slow { get; }

    [TaskHead, StateKey("Cost")]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial RegressionHead Size { get; }
}

/// <summary>Copies of attention, whose positions are learned.</summary>
[MultiTaskModel, Input("Signal", 6, 4), SoftSharing(0.1)]
public partial class SoftPositions
{
    [SharedLayer(Heads = 2, Positions = Positions.Learned, Steps = Steps.Mean)]
    public partial TransformerEncoder Meaning { get; }

    [TaskHead]
    public partial BinaryHead IsSpeech { get; }

    [TaskHead]
    public partial RegressionHead Loudness { get; }
}
