namespace Mtl.Generator.Tests;

/// <summary>Model declarations that several tests use, as a user would write them.</summary>
internal static class Declarations
{
    /// <summary>All of them, for what must hold for every declaration.</summary>
    public static TheoryData<string> All => new(
        TwoDigits, Smallest, Awkward, ImageAndSound, Fields, OnClass,
        HeadDeclarations.Visit, HeadDeclarations.Funnel, HeadDeclarations.Wind, HeadDeclarations.Sentence,
        SequenceDeclarations.Tagger, RowDeclarations.Reviews, RowDeclarations.Houses, ExpertDeclarations.Census, EveryModifier);

    /// <summary>These and those about heads, rows, sequences, schemes of sharing and balancing.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        TwoDigits, Smallest, Awkward, ImageAndSound, Fields, OnClass, EveryModifier, Readings,
        HeadDeclarations.Visit, HeadDeclarations.Funnel, HeadDeclarations.Wind, HeadDeclarations.Sentence, SequenceDeclarations.Tagger,
        RowDeclarations.Reviews, RowDeclarations.Houses, ExpertDeclarations.Census,
        SharingDeclarations.Soft, SharingDeclarations.Stitched, SharingDeclarations.Extracted, SharingDeclarations.Attended,
        BalancingDeclarations.OfLosses, BalancingDeclarations.OfGradients,
    ];

    /// <summary>The model of the README: three tasks, dropout in every scope, batch normalization, a penalty.</summary>
    public const string TwoDigits =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;
        using static Mtl.Scope;

        /// <summary>A digit.</summary>
        public enum Digit
        {
            /// <summary>0.</summary>
            Zero,
            /// <summary>1.</summary>
            One,
            /// <summary>2.</summary>
            Two,
        }

        /// <summary>Two digits in one picture.</summary>
        /// <param name="Pixels">The picture.</param>
        /// <param name="Left">The first digit.</param>
        /// <param name="Right">The second digit.</param>
        /// <param name="Sum">Their sum.</param>
        public sealed record DigitPair(
            [property: Feature(4, 3)] float[] Pixels,
            [property: Label] Digit? Left,
            [property: Label] Digit? Right,
            [property: Label] float? Sum);

        /// <summary>Reads two digits.</summary>
        [MultiTaskModel<DigitPair>]
        [Dropout(0.1, Scope = Input)]
        [Dropout(0.5, Scope = Task)]
        public partial class TwoDigits
        {
            /// <summary>Finds strokes.</summary>
            [SharedLayer(16), BatchNorm, Dropout(0.3), L2(1e-4)]
            public partial Linear Strokes { get; }

            [SharedLayer(8)]
            public partial Linear Shapes { get; }

            [TaskHead(Hidden = [6])]
            public partial ClassHead<Digit> Left { get; }

            [TaskHead(Hidden = [6])]
            public partial ClassHead<Digit> Right { get; }

            [TaskHead(Weight = 0.1)]
            public partial RegressionHead Sum { get; }
        }
        """;

    /// <summary>The smallest model: no row type, no shared layer, one yes-or-no task, in the global namespace.</summary>
    public const string Smallest =
        """
        using Mtl;

        [MultiTaskModel(Inputs = 4)]
        internal partial class Smallest
        {
            [TaskHead]
            internal partial BinaryHead Click { get; }
        }
        """;

    /// <summary>One input that is read with its shape and as a vector, and a head whose dropout follows its difficulty.</summary>
    public const string Readings =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>Four readings of three instruments.</summary>
        [MultiTaskModel, Input("X", 4, 3)]
        public partial class Readings
        {
            [SharedLayer] public partial Flatten Values { get; }

            [SharedLayer(3, From = "X")] public partial Linear Trunk { get; }

            [TaskHead(Concat = ["Values", "Trunk"], Hidden = [2]), AdaptiveDropout(0.1, 0.5)]
            public partial BinaryHead IsFaulty { get; }
        }
        """;

    /// <summary>Nested, named with keywords and letters outside ASCII, rows with every kind of member, all activations.</summary>
    public const string Awkward =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace @event.Größe;

        internal static partial class Outer
        {
            private enum Farbe : sbyte { Rot = -1, Grün = 1, Blau = 0, AuchBlau = 0 }

            private abstract class Base
            {
                [Feature] public double Länge { get; init; }
            }

            private sealed class @class : Base
            {
                [Feature] public bool @if = true;
                [Feature(2)] public byte[] Bytes { get; init; } = [];
                [Feature] public decimal Preis { get; init; }
                [Label(Task = "for")] public Farbe Ziel { get; init; }
                [Label] public double Kosten { get; init; }
                [Label] public int? Anzahl { get; init; }
                [Label] public bool Ja { get; init; }
                public string? Ignored { get; init; }
            }

            [MultiTaskModel<@class>, L2(0.01), BatchNorm(Scope = Scope.Task), Activation(Activation.Tanh, Scope = Scope.Task)]
            private partial class @switch
            {
                [SharedLayer(5), Activation(Activation.LeakyRelu)]
                internal partial Linear @input { get; }

                [SharedLayer(4), Activation(Activation.Elu)]
                internal partial Linear @while { get; }

                [SharedLayer(4), Activation(Activation.None)]
                protected internal partial Linear Ärmel { get; }

                [TaskHead(Hidden = [3, 2])]
                internal partial ClassHead<Farbe> @for { get; }

                [TaskHead]
                internal partial RegressionHead Kosten { get; }

                [TaskHead(Weight = 0)]
                internal partial RegressionHead Anzahl { get; }

                [TaskHead(Hidden = [2]), Activation(Activation.Gelu), Dropout(0.25), L2(0)]
                internal partial BinaryHead Ja { get; }
            }
        }
        """;

    /// <summary>Two inputs of different kinds, a graph with both merges, layers of one task, a module of the user's own.</summary>
    public const string ImageAndSound =
        """
        using Mtl;
        using TorchSharp;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>A picture and a sound.</summary>
        [MultiTaskModel, Input("Image", 3, 8, 8), Input("Sound", 10, 4)]
        public partial class ImageAndSound
        {
            [SharedLayer(6, From = "Image", Padding = 1), BatchNorm]
            public partial Conv2d Edges { get; }

            [SharedLayer(From = nameof(Edges))]
            public partial MaxPool2d Smaller { get; }

            [SharedLayer(From = nameof(Smaller))]
            public partial Flatten Flat { get; }

            [SharedLayer(16, From = nameof(Flat))]
            public partial Linear Seen { get; }

            [SharedLayer(From = "Sound", Heads = 2)]
            public partial MultiheadAttention Attention { get; }

            [SharedLayer(Add = new[] { "Sound", nameof(Attention) })]
            public partial LayerNorm Attended { get; }

            [SharedLayer(8, From = nameof(Attended), Bidirectional = true, Steps = Steps.Last), Dropout(0.1), L2(1e-3)]
            public partial LSTM Heard { get; }

            [SharedLayer(12, Concat = new[] { nameof(Seen), nameof(Heard) })]
            public partial Linear Both { get; }

            [TaskLayer(7, From = nameof(Both))]
            public partial Linear Own { get; }

            [TaskLayer(Factory = nameof(MakeTwice), Output = new[] { 7 }, From = nameof(Own))]
            public partial Twice Doubled { get; }

            [TaskHead]
            public partial BinaryHead Speech { get; }

            [TaskHead(From = nameof(Doubled))]
            public partial RegressionHead Loudness { get; }

            private static Twice MakeTwice() => new Twice();
        }

        /// <summary>A module of the user's own.</summary>
        public sealed class Twice() : torch.nn.Module<torch.Tensor, torch.Tensor>("Twice")
        {
            /// <inheritdoc/>
            public override torch.Tensor forward(torch.Tensor input) => input * 2;
        }
        """;

    /// <summary>Declared by fields, with a row whose features are inputs of their own.</summary>
    public const string Fields =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        internal sealed record Frame(
            [property: Feature(3, 8, 8)] byte[] Image,
            [property: Feature] float Speed,
            [property: Feature(2)] float[] Wind,
            [property: Label] bool? Stop,
            [property: Label] decimal? Angle);

        [MultiTaskModel<Frame>, L2(1e-3)]
        internal partial class Driver
        {
            [SharedLayer(4, From = "Image", Kernel = 3)]
            private readonly Conv2d _edges;

            [SharedLayer(2)]
            private readonly AdaptiveAvgPool2d _pooled;

            [SharedLayer]
            private readonly Flatten _flat;

            [SharedLayer(8, Concat = new[] { "Flat", "Input" })]
            private readonly Linear _seen;

            [TaskLayer(6, From = "Seen")]
            private readonly Linear _steering;

            [TaskHead]
            private readonly BinaryHead _stop;

            [TaskHead(From = "Steering", Hidden = new[] { 5 })]
            private readonly RegressionHead _angle;
        }
        """;

    /// <summary>Declared by attributes on the class alone.</summary>
    public const string OnClass =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        internal enum Mood { Calm, Angry }

        [MultiTaskModel, Input("Sound", 20, 6)]
        [SharedLayer<GRU>("Heard", 8, Steps = Steps.Last), SharedLayer("Trunk", 16), TaskLayer("Own", 4, From = "Trunk")]
        [TaskHead("Volume", Weight = 0.5), TaskHead<Mood>("Mood", Hidden = new[] { 6 }), TaskHead<bool>("Speech", From = "Own")]
        [BatchNorm(Scope = Scope.Task), Activation(Activation.Gelu)]
        internal partial class Listener;
        """;

    /// <summary>Every modifier: frozen and slow layers, all penalties, all kinds of dropout and normalization, old state keys.</summary>
    public const string EveryModifier =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;
        using static Mtl.Scope;

        /// <summary>A picture and a sound, after training on other pictures.</summary>
        [MultiTaskModel, Input("Image", 3, 8, 8), Input("Sound", 10, 4)]
        [ElasticNet(1e-5, 1e-4, Scope = Shared)]
        [SpatialDropout(0.2, Scope = Shared), Dropout(0.3, Scope = Shared)]
        [AdaptiveDropout(0.1, 0.5)]
        [LayerNorm(Scope = Task)]
        public partial class EveryModifier
        {
            [SharedLayer(6, From = "Image"), BatchNorm, Frozen, StateKey("Edges-2023")]
            public partial Conv2d Edges { get; }

            [SharedLayer(4, From = nameof(Edges)), LayerNorm, LearningRate(0.1)]
            public partial Conv2d Corners { get; }

            [SharedLayer(From = nameof(Corners))]
            public partial Flatten Flat { get; }

            [SharedLayer(8, From = "Sound"), RecurrentDropout(0.25), L2(1e-3)]
            public partial GRU Heard { get; }

            [SharedLayer(6, From = nameof(Heard)), LayerNorm, L1(0)]
            public partial Linear Steps { get; }

            [SharedLayer(5, From = nameof(Steps), Steps = Mtl.Steps.Last), GroupLasso(0.02)]
            public partial LSTM Last { get; }

            [SharedLayer(12, Concat = new[] { nameof(Flat), nameof(Last) }), GroupLasso(0.01), Dropout(0)]
            public partial Linear Both { get; }

            [TaskHead(Hidden = new[] { 6, 5 }), LearningRate(0.1)]
            public partial BinaryHead Speech { get; }

            [TaskHead, StateKey("Volume")]
            public partial RegressionHead Loudness { get; }

            [TaskHead(Hidden = new[] { 3 }), BatchNorm, Dropout(0.4), Frozen]
            public partial BinaryHead Music { get; }
        }
        """;
}
