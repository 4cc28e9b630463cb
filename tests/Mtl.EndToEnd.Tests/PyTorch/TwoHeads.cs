using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

/// <summary>The network of <c>two_heads.py</c>: dropout in every scope, batch normalization, missing labels, a penalty.</summary>
[MultiTaskModel(Inputs = 6)]
[Dropout(0.1, Scope = Input), Dropout(0.2, Scope = Shared), Dropout(0.3, Scope = Task), L2(0.01)]
public partial class TwoHeads
{
    [SharedLayer(16), BatchNorm, Activation(Activation.Tanh)]
    public partial Linear Trunk { get; }

    [TaskHead(Hidden = [8]), Activation(Activation.Silu)]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead(Hidden = [5], Weight = 0.5), Activation(Activation.Silu)]
    public partial RegressionHead Price { get; }
}
