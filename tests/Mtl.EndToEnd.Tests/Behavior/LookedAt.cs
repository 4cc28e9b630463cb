using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>A model with running statistics in shared layers and in a head, whose method of balancing counts losses.</summary>
[MultiTaskModel(Inputs = 5)]
[Balancing(BalancingMethod.DynamicWeightAverage)]
public partial class LookedAt
{
    [SharedLayer(6), BatchNorm]
    public partial Linear Trunk { get; }

    [TaskHead(Hidden = [4]), BatchNorm]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial BinaryHead Sold { get; }
}
