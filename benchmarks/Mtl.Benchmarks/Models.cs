using TorchSharp.Modules;

namespace Mtl.Benchmarks;

public enum Kind
{
    A,
    B,
    C,
    D,
    E,
}

/// <summary>16-32, two heads.</summary>
[MultiTaskModel(Inputs = 16)]
public partial class Small
{
    [SharedLayer(32)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}

/// <summary>64-256-256, two heads.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class Large
{
    [SharedLayer(256)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}
