using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

/// <summary>
/// The network of <c>cross_stitch.py</c>: three tasks with networks of two layers and units with a higher learning rate,
/// with dropout, layer normalization and a penalty.
/// </summary>
[MultiTaskModel(Inputs = 6), CrossStitch(Own = 0.8, LearningRate = 5)]
[Dropout(0.1, Scope = Input), Dropout(0.2, Scope = Shared)]
public partial class Stitched
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
