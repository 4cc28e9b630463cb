using static Mtl.Generator.CodeFixes.Tests.EditedCode;

namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>Code fixes of layers and modifiers.</summary>
internal static class LayerFixes
{
    public static CodeFixCase[] All { get; } =
    [
        new(
            "MTL006", "Read it as percent: 0.125",
            Vector("[Dropout(12.5), SharedLayer(4)] public partial Linear L { get; }"),
            Vector("[Dropout(0.125), SharedLayer(4)] public partial Linear L { get; }")),
        new(
            "MTL006", "Remove the minus sign: .5",
            Vector("[SharedLayer(4), Dropout( -.5 )] public partial Linear L { get; }"),
            Vector("[SharedLayer(4), Dropout( .5 )] public partial Linear L { get; }")),
        new(
            "MTL007", "Remove the minus sign: 1e-3",
            Vector("[SharedLayer(4), ElasticNet(0.1, -1e-3)] public partial Linear L { get; }"),
            Vector("[SharedLayer(4), ElasticNet(0.1, 1e-3)] public partial Linear L { get; }")),
        new(
            "MTL014", "Remove [BatchNorm]",
            Vector(
                """
                [TaskHead]
                [BatchNorm]
                // counts
                public partial RegressionHead N { get; }
                """),
            Vector(
                """
                [TaskHead]
                // counts
                public partial RegressionHead N { get; }
                """)),
        new(
            "MTL014", "Remove [Activation]",
            Vector(
                """
                [TaskHead]
                [Activation(Activation.Tanh)]
                public partial RegressionHead N { get; }
                """),
            Vector(
                """
                [TaskHead]
                public partial RegressionHead N { get; }
                """)),
        new(
            "MTL014", "Remove 'HuberDelta = 2'",
            Vector("[TaskHead(HuberDelta = 2, Weight = 3)] public partial RegressionHead N { get; }"),
            Vector("[TaskHead(Weight = 3)] public partial RegressionHead N { get; }")),
        new(
            "MTL014", "Remove 'Kernel = 2'",
            Image("[SharedLayer(Kernel = 2)] public partial Flatten F { get; }"),
            Image("[SharedLayer] public partial Flatten F { get; }")),
        new(
            "MTL014", "Remove '4'",
            Image("[SharedLayer(4)] public partial Flatten F { get; }"),
            Image("[SharedLayer] public partial Flatten F { get; }")),
        new(
            "MTL015", "Move [Dropout] to the class",
            """
            namespace N
            {
                [MultiTaskModel(Inputs = 2)]
                public partial class M
                {
                    [SharedLayer(4)]
                    [Dropout(0.5, Scope = Scope.Task)]
                    public partial Linear L { get; }

                    [TaskHead] public partial BinaryHead B { get; }
                }
            }
            """,
            """
            namespace N
            {
                [MultiTaskModel(Inputs = 2)]
                [Dropout(0.5, Scope = Scope.Task)]
                public partial class M
                {
                    [SharedLayer(4)]
                    public partial Linear L { get; }

                    [TaskHead] public partial BinaryHead B { get; }
                }
            }
            """),
        new(
            "MTL015", "Remove 'Scope = Scope.All'",
            Vector("[SharedLayer(4), BatchNorm(Scope = Scope.All)] public partial Linear L { get; }"),
            Vector("[SharedLayer(4), BatchNorm] public partial Linear L { get; }")),
        new(
            "MTL021", "Write Scope = Scope.Shared",
            """
            [MultiTaskModel(Inputs = 2), L2(0.1, Scope = Scope.Task), L2(0.2, Scope = Scope.Shared | Scope.Task)]
            public partial class M
            {
                [SharedLayer(2)] public partial Linear L { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2), L2(0.1, Scope = Scope.Task), L2(0.2, Scope = Scope.Shared)]
            public partial class M
            {
                [SharedLayer(2)] public partial Linear L { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL021", "Remove [L2]",
            Vector("[SharedLayer(4), L2(0.1), L2(0.2)] public partial Linear L { get; }"),
            Vector("[SharedLayer(4), L2(0.1)] public partial Linear L { get; }")),
        new(
            "MTL024", "Keep only Add",
            Image("""[SharedLayer(From = "Image", Add = new[] { "Image", "Image" })] public partial Flatten F { get; }"""),
            Image("""[SharedLayer(Add = new[] { "Image", "Image" })] public partial Flatten F { get; }""")),
        new(
            "MTL025", "Read 'Image'",
            Image("""[SharedLayer(From = "Imago")] public partial Flatten F { get; }"""),
            Image("""[SharedLayer(From = "Image")] public partial Flatten F { get; }""")),
        new(
            "MTL025", "Read 'Trunk'",
            Vector(
                """
                [SharedLayer(4)] public partial Linear Trunk { get; }
                [SharedLayer(4, Concat = new[] { "Input", "Trunc" })] public partial Linear L { get; }
                """),
            Vector(
                """
                [SharedLayer(4)] public partial Linear Trunk { get; }
                [SharedLayer(4, Concat = new[] { "Input", nameof(Trunk) })] public partial Linear L { get; }
                """)),
        new(
            "MTL026", "Write Padding = 1",
            Image(
                """
                [SharedLayer(Padding = 4)] public partial MaxPool2d P { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            Image(
                """
                [SharedLayer(Padding = 1)] public partial MaxPool2d P { get; }
                [SharedLayer] public partial Flatten F { get; }
                """)),
        new(
            "MTL026", "Write Heads = 3",
            """
            [MultiTaskModel, Input("Words", 5, 6)]
            public partial class M
            {
                [SharedLayer(Heads = 4)] public partial MultiheadAttention A { get; }
                [SharedLayer] public partial Flatten F { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel, Input("Words", 5, 6)]
            public partial class M
            {
                [SharedLayer(Heads = 3)] public partial MultiheadAttention A { get; }
                [SharedLayer] public partial Flatten F { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL026", "Write Kernel = 2",
            """
            [MultiTaskModel, Input("Sound", 5, 2)]
            public partial class M
            {
                [SharedLayer(4)] public partial Conv1d C { get; }
                [SharedLayer] public partial Flatten F { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel, Input("Sound", 5, 2)]
            public partial class M
            {
                [SharedLayer(4, Kernel = 2)] public partial Conv1d C { get; }
                [SharedLayer] public partial Flatten F { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL026", "Use [LayerNorm]",
            """
            [MultiTaskModel, Input("Words", 5, 6)]
            public partial class M
            {
                [SharedLayer(4), Mtl.BatchNormAttribute()] public partial LSTM A { get; }
                [SharedLayer] public partial Flatten F { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel, Input("Words", 5, 6)]
            public partial class M
            {
                [SharedLayer(4), Mtl.LayerNorm()] public partial LSTM A { get; }
                [SharedLayer] public partial Flatten F { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL027", "Add a Flatten after 'Edges'",
            Image(
                """
                [SharedLayer(4)]
                public partial Conv2d Edges { get; } // fine

                [SharedLayer(8)]
                public partial Linear Dense { get; }
                """),
            Image(
                """
                [SharedLayer(4)]
                public partial Conv2d Edges { get; } // fine

                [SharedLayer]
                public partial Flatten Flat { get; }

                [SharedLayer(8)]
                public partial Linear Dense { get; }
                """)),
        new(
            "MTL027", "Read 'Own' through a Flatten",
            Image(
                """
                [SharedLayer]
                public partial Flatten Flat { get; }

                [TaskLayer(4, From = "Image")]
                public partial Conv2d Own { get; }

                [TaskHead(From = nameof(Own))]
                public partial RegressionHead N { get; }
                """),
            Image(
                """
                [SharedLayer]
                public partial Flatten Flat { get; }

                [TaskLayer(4, From = "Image")]
                public partial Conv2d Own { get; }

                [TaskLayer(From = nameof(Own))]
                public partial Flatten OwnFlat { get; }

                [TaskHead(From = nameof(OwnFlat))]
                public partial RegressionHead N { get; }
                """)),
        new(
            "MTL050", "Remove [LayerNorm]",
            Vector("[SharedLayer(4), BatchNorm, LayerNorm] public partial Linear L { get; }"),
            Vector("[SharedLayer(4), BatchNorm] public partial Linear L { get; }")),
        new(
            "MTL053", "Use [Frozen]",
            Vector("[SharedLayer(4), LearningRate(0.0)] public partial Linear L { get; }"),
            Vector("[SharedLayer(4), Frozen] public partial Linear L { get; }")),
        new(
            "MTL053", "Use [Frozen]",
            """
            [MultiTaskModel(Inputs = 2), LearningRate(0, Scope = Scope.Shared)]
            public partial class M
            {
                [SharedLayer(2)] public partial Linear L { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2), Frozen(Scope = Scope.Shared)]
            public partial class M
            {
                [SharedLayer(2)] public partial Linear L { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL053", "Remove the minus sign: 0.5",
            Vector("[SharedLayer(4), LearningRate(-0.5)] public partial Linear L { get; }"),
            Vector("[SharedLayer(4), LearningRate(0.5)] public partial Linear L { get; }")),
        new(
            "MTL056", "Use [SpatialDropout]",
            Image(
                """
                [SharedLayer(4), RecurrentDropout(0.2)] public partial Conv2d C { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            Image(
                """
                [SharedLayer(4), SpatialDropout(0.2)] public partial Conv2d C { get; }
                [SharedLayer] public partial Flatten F { get; }
                """)),
        new(
            "MTL056", "Use [Dropout]",
            Vector("[TaskHead, RecurrentDropout(0.2)] public partial BinaryHead C { get; }"),
            Vector("[TaskHead, Dropout(0.2)] public partial BinaryHead C { get; }")),
        new(
            "MTL072", "Remove 'Steps = Steps.Mean'",
            Vector("[SharedLayer(4, Steps = Steps.Mean)] public partial Linear L { get; }"),
            Vector("[SharedLayer(4)] public partial Linear L { get; }")),
    ];
}
