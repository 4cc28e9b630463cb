using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>The network of <c>thousand_steps.py</c>.</summary>
[MultiTaskModel(Inputs = 6)]
public partial class Plain
{
    [SharedLayer(16), Activation(Activation.Gelu)]
    public partial Linear First { get; }

    [SharedLayer(12), Activation(Activation.Tanh)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}
