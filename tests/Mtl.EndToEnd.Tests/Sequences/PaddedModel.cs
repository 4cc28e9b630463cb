using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Every layer that reads sequences of varying length, and heads for every step and for the whole.</summary>
[MultiTaskModel, Input("Frames", 3, MaxLength = 9), Input("Words", MaxLength = 8, Categories = 7)]
internal sealed partial class PaddedModel
{
    [SharedLayer(6, From = "Frames")]
    public partial Linear Step { get; }

    [SharedLayer]
    public partial LayerNorm Norm { get; }

    [SharedLayer(4, Bidirectional = true, Stack = 2)]
    public partial LSTM BothWays { get; }

    [SharedLayer(4, From = nameof(Norm))]
    public partial GRU Forwards { get; }

    [SharedLayer(From = nameof(Norm), Heads = 2)]
    public partial MultiheadAttention Attention { get; }

    [SharedLayer(Add = [nameof(Norm), nameof(Attention)])]
    public partial LayerNorm Residual { get; }

    [SharedLayer(Heads = 3, FeedForward = 5, Stack = 2, Positions = Positions.Learned), Activation(Activation.Gelu)]
    public partial TransformerEncoder Encoder { get; }

    [SharedLayer(6, From = "Words")]
    public partial Embedding Vectors { get; }

    [SharedLayer(5, Bidirectional = true, Steps = Steps.Last)]
    public partial GRU LastBothWays { get; }

    [SharedLayer(5, From = nameof(Vectors), Steps = Steps.Last)]
    public partial LSTM LastForwards { get; }

    [SharedLayer(6, From = "Words", Steps = Steps.Mean)]
    public partial Embedding Bag { get; }

    [SharedLayer(From = nameof(Vectors), Heads = 2, Steps = Steps.Max)]
    public partial MultiheadAttention Peak { get; }

    [SharedLayer(From = nameof(Vectors), Heads = 2, Steps = Steps.Last)]
    public partial TransformerEncoder Final { get; }

    [SharedLayer(4, From = nameof(Norm), Padding = 1)]
    public partial Conv1d Near { get; }

    [SharedLayer(5, From = nameof(Norm), Kernel = 4, Stride = 2, Padding = 1)]
    public partial Conv1d Edges { get; }

    [SharedLayer(From = nameof(Edges), Kernel = 3, Stride = 1)]
    public partial MaxPool1d Peaks { get; }

    [SharedLayer(3, From = nameof(Peaks), Steps = Steps.Mean)]
    public partial Linear MeanOfPeaks { get; }

    [SharedLayer(3, From = nameof(Peaks), Bidirectional = true, Steps = Steps.Last)]
    public partial GRU OverPeaks { get; }

    [SharedLayer(From = nameof(Edges), Stride = 1, Padding = 1)]
    public partial AvgPool1d Smooth { get; }

    [SharedLayer(From = nameof(Smooth), Steps = Steps.Max)]
    public partial MultiheadAttention OverSmooth { get; }

    [TaskHead(PerPosition = true, Concat = [nameof(BothWays), nameof(Forwards), nameof(Encoder), nameof(Near)])]
    public partial RegressionHead EachFrame { get; }

    [TaskHead(PerPosition = true, From = nameof(Vectors), Hidden = [3])]
    public partial BinaryHead EachWord { get; }

    [TaskHead(Concat =
    [
        nameof(LastBothWays), nameof(LastForwards), nameof(Bag), nameof(Peak), nameof(Final),
        nameof(MeanOfPeaks), nameof(OverPeaks), nameof(OverSmooth),
    ])]
    public partial RegressionHead Whole { get; }
}
