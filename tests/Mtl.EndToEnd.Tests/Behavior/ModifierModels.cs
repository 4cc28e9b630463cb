using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

using static Mtl.Scope;

/// <summary>Every penalty, on layers with one weight, with several, and of the user's own type.</summary>
[MultiTaskModel, Input("Sound", 6, 3)]
[L1(0.01, Scope = Task)]
public partial class EveryPenalty
{
    [SharedLayer(4), ElasticNet(0.2, 0.3)]
    public partial GRU Heard { get; }

    [SharedLayer(Factory = nameof(MakeMixer), Output = [6, 4]), L2(0.7)]
    public partial Mixer Mixed { get; }

    [SharedLayer]
    public partial Flatten Flat { get; }

    [SharedLayer(5), GroupLasso(0.4)]
    public partial Linear Groups { get; }

    [TaskHead(Hidden = [2])]
    public partial RegressionHead Sparse { get; }

    [TaskHead, L1(0), GroupLasso(0.05)]
    public partial RegressionHead Exempt { get; }

    private static Mixer MakeMixer() => new();
}

/// <summary>A module of the user's own with a weight and a bias inside.</summary>
public sealed class Mixer : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly Linear inner = torch.nn.Linear(4, 4);

    public Mixer()
        : base("Mixer") => RegisterComponents();

    public Linear Inner => inner;

    public override torch.Tensor forward(torch.Tensor input) => inner.call(input);
}

/// <summary>A layer that the user's initializer makes.</summary>
[MultiTaskModel(Inputs = 4)]
public partial class Initialized
{
    [SharedLayer(Output = [4])]
    private readonly Mixer _mixed = new();

    [TaskHead]
    public partial RegressionHead Price { get; }

    public Mixer AsWritten => _mixed;
}

[MultiTaskModel(Inputs = 5), ElasticNet(0.2, 0.3)]
public partial class Elastic
{
    [SharedLayer(4)]
    public partial Linear Trunk { get; }

    [TaskHead, L2(0)]
    public partial RegressionHead Price { get; }
}

/// <summary>What <see cref="Elastic"/> stands for.</summary>
[MultiTaskModel(Inputs = 5), L1(0.2), L2(0.3)]
public partial class Composed
{
    [SharedLayer(4)]
    public partial Linear Trunk { get; }

    [TaskHead, L2(0)]
    public partial RegressionHead Price { get; }
}

/// <summary>L1 on the weights that read the features.</summary>
[MultiTaskModel(Inputs = 10)]
public partial class FeatureSelection
{
    [TaskHead, L1(0.05)]
    public partial RegressionHead Price { get; }
}

/// <summary>More units than needed, and a price for each.</summary>
[MultiTaskModel(Inputs = 4)]
public partial class UnitSelection
{
    [SharedLayer(12), Activation(Activation.None), GroupLasso(0.02)]
    public partial Linear Units { get; }

    [TaskHead, L2(0.01)]
    public partial RegressionHead Price { get; }
}

/// <summary>Layer normalization of feature maps, vectors, sequences and hidden layers of heads.</summary>
[MultiTaskModel, Input("Image", 2, 5, 5), Input("Sound", 7, 3)]
[LayerNorm(Scope = Task)]
public partial class Normalized
{
    [SharedLayer(4, From = "Image"), LayerNorm]
    public partial Conv2d Edges { get; }

    [SharedLayer]
    public partial Flatten Flat { get; }

    [SharedLayer(6, From = "Sound"), LayerNorm]
    public partial GRU Steps { get; }

    [SharedLayer(5, From = nameof(Steps), Steps = Mtl.Steps.Last)]
    public partial GRU Heard { get; }

    [SharedLayer(8, Concat = [nameof(Flat), nameof(Heard)]), LayerNorm]
    public partial Linear Both { get; }

    [TaskHead(Hidden = [6, 4])]
    public partial BinaryHead Speech { get; }
}

/// <summary>An old trunk that stays as it is, a slow middle, and new heads.</summary>
[MultiTaskModel(Inputs = 5), L2(1, Scope = Shared)]
public partial class FineTuned
{
    [SharedLayer(6), BatchNorm, Frozen]
    public partial Linear Old { get; }

    [SharedLayer(4), Activation(Activation.Tanh), LearningRate(0.1), L2(0)]
    public partial Linear Slow { get; }

    [TaskHead]
    public partial RegressionHead New { get; }

    [TaskHead(Hidden = [3]), Frozen]
    public partial RegressionHead Finished { get; }
}

/// <summary>A frozen trunk but for one layer, and a head that learns twice as fast.</summary>
[MultiTaskModel(Inputs = 5), Frozen(Scope = Shared), LearningRate(2, Scope = Task)]
public partial class MostlyFrozen
{
    [SharedLayer(6)]
    public partial Linear Old { get; }

    [SharedLayer(4), Frozen(false)]
    public partial Linear Thawed { get; }

    [TaskHead]
    public partial RegressionHead New { get; }
}

/// <summary>A model as it was before its members were renamed.</summary>
[MultiTaskModel(Inputs = 5)]
public partial class BeforeRenaming
{
    [SharedLayer(4), BatchNorm]
    public partial Linear Trunk { get; }

    [TaskHead(Hidden = [3]), AdaptiveDropout(0.1, 0.5)]
    public partial RegressionHead Price { get; }
}

/// <summary>The same model with other names.</summary>
[MultiTaskModel(Inputs = 5)]
public partial class AfterRenaming
{
    [SharedLayer(4), BatchNorm, StateKey("Trunk")]
    public partial Linear Shapes { get; }

    [TaskHead(Hidden = [3]), AdaptiveDropout(0.1, 0.5), StateKey("Price")]
    public partial RegressionHead Cost { get; }
}

/// <summary>Dropout of maps and through time; a task reads each of the layers.</summary>
[MultiTaskModel, Input("Image", 2, 6, 6), Input("Signal", 3, 20), Input("Sound", 9, 3)]
[SpatialDropout(0.4), Dropout(0.2, Scope = Shared)]
public partial class StructuredDropout
{
    [SharedLayer(50, From = "Image")]
    public partial Conv2d Maps { get; }

    [SharedLayer]
    public partial Flatten FlatMaps { get; }

    [SharedLayer(60, From = "Signal")]
    public partial Conv1d Lines { get; }

    [SharedLayer]
    public partial Flatten FlatLines { get; }

    [SharedLayer(40, From = "Sound"), RecurrentDropout(0.3)]
    public partial GRU Heard { get; }

    [SharedLayer]
    public partial Flatten FlatHeard { get; }

    [SharedLayer(30, From = "Sound")]
    public partial GRU Plain { get; }

    [SharedLayer]
    public partial Flatten FlatPlain { get; }

    [TaskHead(Concat = [nameof(FlatMaps), nameof(FlatLines), nameof(FlatHeard), nameof(FlatPlain)])]
    public partial BinaryHead Any { get; }
}

/// <summary>Dropout inside the blocks of a transformer, which libtorch computes whole.</summary>
[MultiTaskModel, Input("Signal", 6, 4)]
public partial class EncoderDropout
{
    [SharedLayer(Heads = 2, Stack = 2, Positions = Positions.Learned, Steps = Mtl.Steps.Mean), Dropout(0.2)]
    public partial TransformerEncoder Meaning { get; }

    [TaskHead]
    public partial BinaryHead Any { get; }
}

/// <summary>A rate of its own for every task.</summary>
[MultiTaskModel(Inputs = 400), AdaptiveDropout(0.1, 0.5)]
public partial class AdaptiveRates
{
    [TaskHead]
    public partial BinaryHead Easy { get; }

    [TaskHead, AdaptiveDropout(0, 0.4)]
    public partial BinaryHead Hard { get; }

    [TaskHead, Dropout(0.9)]
    public partial BinaryHead Fixed { get; }
}

/// <summary>Two tasks whose dropout has the same bounds: a function of the inputs is easy to learn, chance is not.</summary>
[MultiTaskModel(Inputs = 8), AdaptiveDropout(0.1, 0.5)]
public partial class EasyAndHard
{
    [SharedLayer(16)]
    public partial Linear Trunk { get; }

    [TaskHead(Hidden = [8])]
    public partial BinaryHead Easy { get; }

    [TaskHead(Hidden = [8])]
    public partial BinaryHead Hard { get; }
}

/// <summary>Penalties on all weights: learned positions, an embedding, and the parameters of an own layer, whatever their names.</summary>
[MultiTaskModel, Input("Signal", 6, 4), Input("Word", Categories = 5)]
[L2(0.2, Scope = Shared)]
public partial class EveryWeight
{
    [SharedLayer(Heads = 2, FeedForward = 3, Positions = Positions.Learned, Steps = Mtl.Steps.Mean, From = "Signal")]
    public partial TransformerEncoder Meaning { get; }

    [SharedLayer(Factory = nameof(MakeScaled), Output = [4])]
    public partial Scaled Own { get; }

    [SharedLayer(3, From = "Word"), L2(0), GroupLasso(0.3)]
    public partial Embedding Vector { get; }

    [TaskHead(Concat = [nameof(Own), nameof(Vector)])]
    public partial BinaryHead Any { get; }

    private static Scaled MakeScaled() => new();
}

/// <summary>A module of the user's own whose parameters have names of its own.</summary>
public sealed class Scaled : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    public Scaled()
        : base("Scaled")
    {
        register_parameter("kernel", new Parameter(torch.randn(4, 4)));
        register_parameter("weight_scale", new Parameter(torch.ones(4)));
    }

    public override torch.Tensor forward(torch.Tensor input) => input.mm(get_parameter("kernel")!) * get_parameter("weight_scale")!;

    protected override void RegisterComponents()
    {
    }
}

/// <summary>A penalty on an embedding, with a training fused step.</summary>
[MultiTaskModel, Input("Word", Categories = 5)]
public partial class KeptWords
{
    [SharedLayer(3), ElasticNet(0.1, 0.2), GroupLasso(0.3)]
    public partial Embedding Vector { get; }

    [TaskHead]
    public partial RegressionHead Any { get; }
}

/// <summary>A penalty that a layer of one's own has nothing for.</summary>
[MultiTaskModel(Inputs = 4)]
public partial class NothingToPenalize
{
    [SharedLayer(Factory = nameof(MakeScale), Output = [4]), L2(0.1)]
    public partial OwnScale Own { get; }

    [TaskHead]
    public partial BinaryHead Any { get; }

    private static OwnScale MakeScale() => new();
}

/// <summary>A module of the user's own with a scale alone.</summary>
public sealed class OwnScale : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly Parameter scale = new(torch.ones(4));

    public OwnScale()
        : base("OwnScale") => RegisterComponents();

    public override torch.Tensor forward(torch.Tensor input) => input * scale;
}
