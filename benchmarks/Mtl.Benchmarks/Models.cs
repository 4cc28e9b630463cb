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

public enum Season
{
    Spring,
    Summer,
    Autumn,
    Winter,
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

/// <summary>64-256-256, four heads.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class FourTasks
{
    [SharedLayer(256)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial ClassHead<Kind> Other { get; }

    [TaskHead]
    public partial RegressionHead Size { get; }
}

/// <summary>The model of <see cref="FourTasks"/>, with a balancing method, which is replaced in the benchmark.</summary>
[MultiTaskModel(Inputs = 64), Balancing(BalancingMethod.Equal)]
public partial class FourBalanced
{
    [SharedLayer(256)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial ClassHead<Kind> Other { get; }

    [TaskHead]
    public partial RegressionHead Size { get; }
}

/// <summary>16-32 four times as experts, two heads.</summary>
[MultiTaskModel(Inputs = 16), MixtureOfExperts(4)]
public partial class SmallMixture
{
    [SharedLayer(32)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}

/// <summary>64-256-256 four times as experts, four heads.</summary>
[MultiTaskModel(Inputs = 64), MixtureOfExperts(4)]
public partial class FourMixed
{
    [SharedLayer(256)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial ClassHead<Kind> Other { get; }

    [TaskHead]
    public partial RegressionHead Size { get; }
}

/// <summary>The model of <see cref="FourTasks"/>, where every task has its own network, with a soft-sharing penalty.</summary>
[MultiTaskModel(Inputs = 64), SharedLayer("First", 256), SharedLayer("Second", 256)]
[TaskHead<Kind>("Kind"), TaskHead("Price"), TaskHead<Kind>("Other"), TaskHead("Size")]
[SoftSharing(0.01)]
public partial class FourSoft
{
}

/// <summary>The model of <see cref="FourTasks"/>, where every task has its own network, with cross-stitch units.</summary>
[MultiTaskModel(Inputs = 64), SharedLayer("First", 256), SharedLayer("Second", 256)]
[TaskHead<Kind>("Kind"), TaskHead("Price"), TaskHead<Kind>("Other"), TaskHead("Size")]
[CrossStitch]
public partial class FourStitched
{
}

/// <summary>The model of <see cref="FourTasks"/>, where every task has an attention network on the shared trunk.</summary>
[MultiTaskModel(Inputs = 64), SharedLayer("First", 256), SharedLayer("Second", 256)]
[TaskHead<Kind>("Kind"), TaskHead("Price"), TaskHead<Kind>("Other"), TaskHead("Size")]
[TaskAttention]
public partial class FourAttending
{
}

/// <summary>The model of <see cref="FourTasks"/>, where every layer has two shared experts and one for each task.</summary>
[MultiTaskModel(Inputs = 64), SharedLayer("First", 256), SharedLayer("Second", 256)]
[TaskHead<Kind>("Kind"), TaskHead("Price"), TaskHead<Kind>("Other"), TaskHead("Size")]
[ProgressiveExtraction(2, 1)]
public partial class FourExtracted
{
}

/// <summary>64-256-256, one of the heads of <see cref="SixtyFour"/>.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class One
{
    [SharedLayer(256)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial BinaryHead T0 { get; }
}

/// <summary>64-256-256, 64 binary heads, as for the attributes of a face or the assays of a molecule.</summary>
[MultiTaskModel(Inputs = 64)]
[TaskHead<bool>("T0"), TaskHead<bool>("T1"), TaskHead<bool>("T2"), TaskHead<bool>("T3")]
[TaskHead<bool>("T4"), TaskHead<bool>("T5"), TaskHead<bool>("T6"), TaskHead<bool>("T7")]
[TaskHead<bool>("T8"), TaskHead<bool>("T9"), TaskHead<bool>("T10"), TaskHead<bool>("T11")]
[TaskHead<bool>("T12"), TaskHead<bool>("T13"), TaskHead<bool>("T14"), TaskHead<bool>("T15")]
[TaskHead<bool>("T16"), TaskHead<bool>("T17"), TaskHead<bool>("T18"), TaskHead<bool>("T19")]
[TaskHead<bool>("T20"), TaskHead<bool>("T21"), TaskHead<bool>("T22"), TaskHead<bool>("T23")]
[TaskHead<bool>("T24"), TaskHead<bool>("T25"), TaskHead<bool>("T26"), TaskHead<bool>("T27")]
[TaskHead<bool>("T28"), TaskHead<bool>("T29"), TaskHead<bool>("T30"), TaskHead<bool>("T31")]
[TaskHead<bool>("T32"), TaskHead<bool>("T33"), TaskHead<bool>("T34"), TaskHead<bool>("T35")]
[TaskHead<bool>("T36"), TaskHead<bool>("T37"), TaskHead<bool>("T38"), TaskHead<bool>("T39")]
[TaskHead<bool>("T40"), TaskHead<bool>("T41"), TaskHead<bool>("T42"), TaskHead<bool>("T43")]
[TaskHead<bool>("T44"), TaskHead<bool>("T45"), TaskHead<bool>("T46"), TaskHead<bool>("T47")]
[TaskHead<bool>("T48"), TaskHead<bool>("T49"), TaskHead<bool>("T50"), TaskHead<bool>("T51")]
[TaskHead<bool>("T52"), TaskHead<bool>("T53"), TaskHead<bool>("T54"), TaskHead<bool>("T55")]
[TaskHead<bool>("T56"), TaskHead<bool>("T57"), TaskHead<bool>("T58"), TaskHead<bool>("T59")]
[TaskHead<bool>("T60"), TaskHead<bool>("T61"), TaskHead<bool>("T62"), TaskHead<bool>("T63")]
public partial class SixtyFour
{
    [SharedLayer(256)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }
}

/// <summary>64-256-256, 64 heads of four classes each.</summary>
[MultiTaskModel(Inputs = 64)]
[TaskHead<Season>("T0"), TaskHead<Season>("T1"), TaskHead<Season>("T2"), TaskHead<Season>("T3")]
[TaskHead<Season>("T4"), TaskHead<Season>("T5"), TaskHead<Season>("T6"), TaskHead<Season>("T7")]
[TaskHead<Season>("T8"), TaskHead<Season>("T9"), TaskHead<Season>("T10"), TaskHead<Season>("T11")]
[TaskHead<Season>("T12"), TaskHead<Season>("T13"), TaskHead<Season>("T14"), TaskHead<Season>("T15")]
[TaskHead<Season>("T16"), TaskHead<Season>("T17"), TaskHead<Season>("T18"), TaskHead<Season>("T19")]
[TaskHead<Season>("T20"), TaskHead<Season>("T21"), TaskHead<Season>("T22"), TaskHead<Season>("T23")]
[TaskHead<Season>("T24"), TaskHead<Season>("T25"), TaskHead<Season>("T26"), TaskHead<Season>("T27")]
[TaskHead<Season>("T28"), TaskHead<Season>("T29"), TaskHead<Season>("T30"), TaskHead<Season>("T31")]
[TaskHead<Season>("T32"), TaskHead<Season>("T33"), TaskHead<Season>("T34"), TaskHead<Season>("T35")]
[TaskHead<Season>("T36"), TaskHead<Season>("T37"), TaskHead<Season>("T38"), TaskHead<Season>("T39")]
[TaskHead<Season>("T40"), TaskHead<Season>("T41"), TaskHead<Season>("T42"), TaskHead<Season>("T43")]
[TaskHead<Season>("T44"), TaskHead<Season>("T45"), TaskHead<Season>("T46"), TaskHead<Season>("T47")]
[TaskHead<Season>("T48"), TaskHead<Season>("T49"), TaskHead<Season>("T50"), TaskHead<Season>("T51")]
[TaskHead<Season>("T52"), TaskHead<Season>("T53"), TaskHead<Season>("T54"), TaskHead<Season>("T55")]
[TaskHead<Season>("T56"), TaskHead<Season>("T57"), TaskHead<Season>("T58"), TaskHead<Season>("T59")]
[TaskHead<Season>("T60"), TaskHead<Season>("T61"), TaskHead<Season>("T62"), TaskHead<Season>("T63")]
public partial class SixtyFourKinds
{
    [SharedLayer(256)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }
}

/// <summary>64-16-16, two heads, for the plot.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class Width16
{
    [SharedLayer(16)]
    public partial Linear First { get; }

    [SharedLayer(16)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}

/// <summary>64-32-32, two heads, for the plot.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class Width32
{
    [SharedLayer(32)]
    public partial Linear First { get; }

    [SharedLayer(32)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}

/// <summary>64-64-64, two heads, for the plot.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class Width64
{
    [SharedLayer(64)]
    public partial Linear First { get; }

    [SharedLayer(64)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}

/// <summary>64-128-128, two heads, for the plot.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class Width128
{
    [SharedLayer(128)]
    public partial Linear First { get; }

    [SharedLayer(128)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}

/// <summary>64-512-512, two heads, for the plot.</summary>
[MultiTaskModel(Inputs = 64)]
public partial class Width512
{
    [SharedLayer(512)]
    public partial Linear First { get; }

    [SharedLayer(512)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Kind> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}
