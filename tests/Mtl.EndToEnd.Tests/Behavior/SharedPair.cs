using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Two shared layers and two heads, one of them with a tower.</summary>
[MultiTaskModel(Inputs = 5)]
public partial class SharedPair
{
    [SharedLayer(7)]
    public partial Linear First { get; }

    [SharedLayer(4), Activation(Activation.Tanh)]
    public partial Linear Second { get; }

    [TaskHead(Hidden = [3])]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead(Weight = 0.5)]
    public partial RegressionHead Price { get; }
}
