using static Mtl.Generator.CodeFixes.Tests.EditedCode;

namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>Code fixes of heads.</summary>
internal static class HeadFixes
{
    public static CodeFixCase[] All { get; } =
    [
        new(
            "MTL016", "Remove the minus sign: 2",
            Vector("[TaskHead(Weight = -2)] public partial RegressionHead N { get; }"),
            Vector("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }")),
        new(
            "MTL040", "Remove 'LabelSmoothing = 0.1'",
            Vector("[TaskHead(Weight = 2, LabelSmoothing = 0.1)] public partial RegressionHead N { get; }"),
            Vector("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }")),
        new(
            "MTL041", "Remove the minus sign: 2",
            Vector("[TaskHead(Loss = Loss.Huber, HuberDelta = -2)] public partial RegressionHead N { get; }"),
            Vector("[TaskHead(Loss = Loss.Huber, HuberDelta = 2)] public partial RegressionHead N { get; }")),
        new(
            "MTL042", "Add weights of 1 up to 2",
            Vector("[TaskHead(ClassWeights = new[] { 3.0 })] public partial BinaryHead C { get; }"),
            Vector("[TaskHead(ClassWeights = new[] { 3.0, 1.0 })] public partial BinaryHead C { get; }")),
        new(
            "MTL042", "Add weights of 1 up to 2",
            Vector("[TaskHead(ClassWeights = [3])] public partial BinaryHead C { get; }"),
            Vector("[TaskHead(ClassWeights = [3, 1.0])] public partial BinaryHead C { get; }")),
        new(
            "MTL043", "Remove 'Outputs = 2'",
            Vector("[TaskHead(Outputs = 2)] public partial BinaryHead C { get; }"),
            Vector("[TaskHead] public partial BinaryHead C { get; }")),
        new(
            "MTL046", "Read 'B'",
            Vector("""[TaskHead(After = "b")] public partial BinaryHead C { get; }"""),
            Vector("[TaskHead(After = nameof(B))] public partial BinaryHead C { get; }")),
        new(
            "MTL046", "Move it below 'Click'",
            """
            [MultiTaskModel(Inputs = 2)]
            public partial class Shop
            {
                // The sale.
                [TaskHead(After = nameof(Click))]
                public partial BinaryHead Purchase { get; }

                /// <summary>Between the two.</summary>
                public const int Two = 2;
                [TaskHead] public partial BinaryHead Click { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2)]
            public partial class Shop
            {
                /// <summary>Between the two.</summary>
                public const int Two = 2;

                [TaskHead] public partial BinaryHead Click { get; }
                // The sale.
                [TaskHead(After = nameof(Click))]
                public partial BinaryHead Purchase { get; }
            }
            """),
        new(
            "MTL080", "Remove [Activation]",
            """
            [MultiTaskModel(Inputs = 2)]
            public partial class M
            {
                [SharedLayer(1), Activation(Activation.Sigmoid), Dropout(0.1)] public partial Linear L { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2)]
            public partial class M
            {
                [SharedLayer(1), Dropout(0.1)] public partial Linear L { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL081", "Make it a MultiLabelHead<System.IO.FileShare>",
            Vector("[TaskHead] public partial ClassHead<System.IO.FileShare> Modes { get; }"),
            Vector("[TaskHead] public partial MultiLabelHead<System.IO.FileShare> Modes { get; }")),
        new(
            "MTL087", "Remove 'Metric.Accuracy'",
            Vector("[TaskHead(Metrics = [Metric.Accuracy, Metric.R2])] public partial RegressionHead N { get; }"),
            Vector("[TaskHead(Metrics = [Metric.R2])] public partial RegressionHead N { get; }")),
        new(
            "MTL087", "Remove 'Mtl.Metric.R2'",
            Vector("[TaskHead(Metrics = new[] { Metric.R2, Metric.Loss, Mtl.Metric.R2 })] public partial RegressionHead N { get; }"),
            Vector("[TaskHead(Metrics = new[] { Metric.R2, Metric.Loss })] public partial RegressionHead N { get; }")),
        new(
            "MTL087", "Remove 'Metric.Auc'",
            Vector("[TaskHead(Weight = 2, Metrics = new[] { Metric.Auc })] public partial RegressionHead N { get; }"),
            Vector("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }")),
    ];
}
