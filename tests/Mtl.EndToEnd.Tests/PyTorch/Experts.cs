using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

/// <summary>
/// The network of <c>mixture_of_experts.py</c>: experts of two layers, with dropout, layer normalization, a penalty
/// and missing labels.
/// </summary>
[MultiTaskModel(Inputs = 6), MixtureOfExperts(3)]
[Dropout(0.1, Scope = Input), Dropout(0.2, Scope = Shared), Dropout(0.3, Scope = Task)]
public partial class Experts
{
    [SharedLayer(8), LayerNorm, Activation(Activation.Tanh), L2(0.01)]
    public partial Linear First { get; }

    [SharedLayer(5)]
    public partial Linear Second { get; }

    [TaskHead(Hidden = [4]), Activation(Activation.Silu)]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead(Hidden = [3], Weight = 0.5), Activation(Activation.Silu)]
    public partial RegressionHead Price { get; }
}
