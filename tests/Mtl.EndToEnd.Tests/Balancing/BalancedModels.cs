using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests.Balancing;

using static Mtl.Scope;

public enum Shade
{
    Light,
    Middle,
    Dark,
}

/// <summary>A picture of two shades, one over the other.</summary>
public sealed record ShadePair(
    [property: Feature(12, 12)] float[] Pixels,
    [property: Label] Shade? Left,
    [property: Label] Shade? Right);

/// <summary>The first example of the design, as it is written there.</summary>
[MultiTaskModel<ShadePair>]
[Dropout(0.1, Scope = Input)]
[Dropout(0.5, Scope = Task)]
[Balancing(BalancingMethod.Uncertainty)]
public partial class TwoShades
{
    [SharedLayer(256), BatchNorm, Dropout(0.3), L2(1e-4)]
    public partial Linear Strokes { get; }

    [SharedLayer(128), Dropout(0.3)]
    public partial Linear Shapes { get; }

    [TaskHead(Hidden = [64])]
    public partial ClassHead<Shade> Left { get; }

    [TaskHead(Hidden = [64], Weight = 1.0)]
    public partial ClassHead<Shade> Right { get; }
}

/// <summary>Three tasks, one of which counts less; nothing is random. What its attribute says, a training can replace.</summary>
[MultiTaskModel(Inputs = 6)]
[Balancing(BalancingMethod.Equal)]
public partial class Balanced
{
    [SharedLayer(8), L2(0.01)]
    public partial Linear Trunk { get; }

    [SharedLayer(7)]
    public partial Linear Second { get; }

    [TaskHead(Hidden = [5])]
    public partial ClassHead<Shade> Kind { get; }

    [TaskHead(Weight = 0.5), L2(0.02)]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial BinaryHead Sold { get; }
}

/// <summary>The same without the attribute.</summary>
[MultiTaskModel(Inputs = 6)]
public partial class Unbalanced
{
    [SharedLayer(8), L2(0.01)]
    public partial Linear Trunk { get; }

    [SharedLayer(7)]
    public partial Linear Second { get; }

    [TaskHead(Hidden = [5])]
    public partial ClassHead<Shade> Kind { get; }

    [TaskHead(Weight = 0.5), L2(0.02)]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial BinaryHead Sold { get; }
}

/// <summary>A layer that autograd must do, and one of a task alone.</summary>
[MultiTaskModel, Input("Steps", 5, 3)]
[Balancing(BalancingMethod.Uncertainty)]
public partial class BalancedByAutograd
{
    [SharedLayer(4, Steps = Steps.Last)]
    public partial GRU Story { get; }

    [TaskLayer(6)]
    public partial Linear Detail { get; }

    [TaskHead(From = nameof(Detail))]
    public partial RegressionHead Price { get; }

    [TaskHead(From = nameof(Story))]
    public partial BinaryHead Sold { get; }
}

[MultiTaskModel(Inputs = 6), Balancing(BalancingMethod.DynamicWeightAverage, Temperature = 0.5)]
public partial class BalancedByEpochs
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial BinaryHead Sold { get; }
}
