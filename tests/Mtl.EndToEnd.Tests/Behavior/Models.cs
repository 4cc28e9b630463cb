using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

public enum Color
{
    Red,
    Green,
    Blue,
}

/// <summary>A row with every kind of label, each of which may be missing.</summary>
public sealed record Sample(
    [property: Feature(6)] float[] Numbers,
    [property: Feature] bool Flag,
    [property: Label] Color? Color,
    [property: Label] bool? Yes,
    [property: Label] double? Amount);

/// <summary>Every scope of dropout at its own rate, and nothing else that is random.</summary>
[MultiTaskModel(Inputs = 400)]
[Dropout(0.1, Scope = Input), Dropout(0.3, Scope = Shared), Dropout(0.5, Scope = Task)]
public partial class EveryDropout
{
    [SharedLayer(300)]
    public partial Linear Trunk { get; }

    [TaskHead(Hidden = [200])]
    public partial BinaryHead Tower { get; }

    [TaskHead]
    public partial BinaryHead First { get; }

    [TaskHead]
    public partial BinaryHead Second { get; }

    [TaskHead, Dropout(0)]
    public partial BinaryHead Sure { get; }
}

/// <summary>Penalties by member and by scope.</summary>
[MultiTaskModel(Inputs = 5)]
[L2(0.01, Scope = Task)]
public partial class Penalized
{
    [SharedLayer(4), L2(0.5)]
    public partial Linear Strong { get; }

    [SharedLayer(3)]
    public partial Linear Free { get; }

    [TaskHead(Hidden = [2])]
    public partial RegressionHead Weak { get; }

    [TaskHead, L2(0)]
    public partial RegressionHead Exempt { get; }
}

/// <summary>All kinds of heads on rows, with batch normalization and dropout everywhere.</summary>
[MultiTaskModel<Sample>]
[Dropout(0.2, Scope = Task), L2(1e-3)]
public partial class ThreeKinds
{
    [SharedLayer(8), BatchNorm, Dropout(0.1)]
    public partial Linear Trunk { get; }

    [TaskHead(Hidden = [5]), BatchNorm]
    public partial ClassHead<Color> Color { get; }

    [TaskHead(Weight = 2)]
    public partial BinaryHead Yes { get; }

    [TaskHead(Hidden = [4], Weight = 0.25), Activation(Activation.Gelu)]
    public partial RegressionHead Amount { get; }
}
