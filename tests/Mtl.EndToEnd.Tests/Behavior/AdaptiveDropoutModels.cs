using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Layers of a task: one with the default of the class, one with bounds of its own.</summary>
[MultiTaskModel(Inputs = 6), AdaptiveDropout(0, 0.8)]
public partial class AdaptiveTaskLayers
{
    [TaskLayer(20)]
    public partial Linear Wide { get; }

    [TaskLayer(20, From = nameof(Wide)), AdaptiveDropout(0, 0.4)]
    public partial Linear Deep { get; }

    [TaskHead(From = nameof(Deep), Hidden = [8])]
    public partial BinaryHead Left { get; }

    [TaskHead(Hidden = [8])]
    public partial BinaryHead Right { get; }
}

/// <summary>A copy of the trunk for each task.</summary>
[MultiTaskModel(Inputs = 6), SoftSharing(0.01)]
public partial class AdaptiveCopies
{
    [SharedLayer(20), BatchNorm, AdaptiveDropout(0, 0.8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial BinaryHead Left { get; }

    [TaskHead]
    public partial BinaryHead Right { get; }
}

/// <summary>Copies whose outputs are mixed.</summary>
[MultiTaskModel(Inputs = 6), CrossStitch, AdaptiveDropout(0, 0.8, Scope = Scope.Shared)]
public partial class AdaptiveStitches
{
    [SharedLayer(20), StateKey("Stem")]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial BinaryHead Left { get; }

    [TaskHead]
    public partial BinaryHead Right { get; }
}

/// <summary>Two experts that the tasks share, and two of each task.</summary>
[MultiTaskModel(Inputs = 6), ProgressiveExtraction(2, 2)]
public partial class AdaptiveExperts
{
    [SharedLayer(20), AdaptiveDropout(0, 0.8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial BinaryHead Left { get; }

    [TaskHead]
    public partial BinaryHead Right { get; }
}
