using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

/// <summary>
/// The network of <c>task_attention.py</c>: three tasks that attend to two layers,
/// with dropout, layer normalization and penalties.
/// </summary>
[MultiTaskModel(Inputs = 6), TaskAttention(Reduction = 2)]
[Dropout(0.1, Scope = Input), Dropout(0.2, Scope = Shared)]
public partial class Attended
{
    [SharedLayer(8), LayerNorm, Activation(Activation.Tanh), L2(0.01)]
    public partial Linear First { get; }

    [SharedLayer(5), L1(0.002)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead(Weight = 0.5)]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial RegressionHead Size { get; }
}
