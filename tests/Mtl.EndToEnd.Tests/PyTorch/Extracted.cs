using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

/// <summary>
/// The network of <c>progressive_extraction.py</c>: two levels, one shared expert and two for each of three tasks,
/// with dropout, layer normalization and a penalty.
/// </summary>
[MultiTaskModel(Inputs = 6), ProgressiveExtraction(1, 2)]
[Dropout(0.1, Scope = Input), Dropout(0.2, Scope = Shared)]
public partial class Extracted
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
