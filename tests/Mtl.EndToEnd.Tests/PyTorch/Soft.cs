using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

/// <summary>
/// The network of <c>soft_sharing.py</c>: three tasks with networks of two layers and a soft-sharing penalty,
/// with dropout, layer normalization and another penalty.
/// </summary>
[MultiTaskModel(Inputs = 6), SoftSharing(0.05)]
[Dropout(0.1, Scope = Input), Dropout(0.2, Scope = Shared)]
public partial class Soft
{
    [SharedLayer(8), LayerNorm, Activation(Activation.Tanh), L2(0.01)]
    public partial Linear First { get; }

    [SharedLayer(5)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead(Weight = 0.5)]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial RegressionHead Size { get; }
}
