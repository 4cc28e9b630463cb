using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about heads: losses, metrics, the order of tasks.</summary>
internal static class HeadMistakes
{
    public static Mistake[] All { get; } =
    [
        new(Binary("TaskHead, {|MTL014:BatchNorm|}"), "no hidden layers"),
        new(Classification("{|MTL014:TaskHead(FocalGamma = 1)|}"), "is not Loss.Focal"),
        new(Regression("{|MTL014:TaskHead(HuberDelta = 1)|}"), "is not Loss.Huber"),

        new(
            """
            public sealed record R(
                [property: Feature] float X, [property: Label] Kind? K, [property: Label] bool B, [property: Label] float? N);

            [MultiTaskModel<R>]
            public partial class {|MTL016:M|}
            {
                [TaskHead(Weight = 0)] public partial ClassHead<Kind> K { get; }
                [TaskHead(Weight = 0)] public partial BinaryHead B { get; }
                [TaskHead(Weight = 0)] public partial RegressionHead N { get; }
            }
            """,
            "weights of all tasks are 0"),
        new(Binary("{|MTL016:TaskHead(Weight = -2)|}"), "weight -2 of 'B'"),

        new(Classification("{|MTL023:TaskHead(Loss = (Loss)77)|}"), "'Loss' has no value 77"),
        new(Classification("{|MTL023:TaskHead(Metrics = new[] { (Metric)77 })|}"), "'Metric' has no value 77"),

        new(Classification("""{|MTL025:TaskHead(From = "B")|}"""), "which is a task; only heads below it can read one"),

        new(
            Regression("{|MTL040:TaskHead(Loss = Loss.Focal)|}"),
            "does not support Loss.Focal; it supports SquaredError, AbsoluteError, Huber"),
        new(Regression("{|MTL040:TaskHead(Loss = Loss.Pinball)|}"), "Huber; heads with that loss: QuantileHead"),
        new(Regression("{|MTL040:TaskHead(LabelSmoothing = 0.1)|}"), "has no label smoothing"),
        new(Regression("{|MTL040:TaskHead(ClassWeights = new[] { 1.0 })|}"), "has no classes"),
        new(Classification("{|MTL040:TaskHead(Loss = Loss.Focal, LabelSmoothing = 0.1)|}"), "which has no label smoothing"),
        new(
            OwnHead("[{|MTL040:TaskHead(Loss = Loss.Huber)|}] public partial OwnHead N { get; }"),
            "it has its own loss"),

        new(Regression("{|MTL040:TaskHead(Quantiles = new[] { 0.5 })|}"), "'N' has type 'RegressionHead' and has no quantiles"),
        new(Quantiles("{|MTL040:TaskHead(Loss = Loss.Huber)|}"), "it supports Pinball"),

        new(
            Quantiles("{|MTL041:TaskHead(Quantiles = new[] { 0.9, 0.1 })|}"),
            "quantiles of 'Q' must be at least one number, above 0, below 1 and in ascending order; found 0.9, 0.1"),
        new(Quantiles("{|MTL041:TaskHead(Quantiles = new[] { 0.5, 1 })|}"), "found 0.5, 1"),
        new(Quantiles("{|MTL041:TaskHead(Quantiles = new double[0])|}"), "found none"),
        new(Quantiles("{|MTL041:TaskHead(Quantiles = null)|}"), "found none"),
        new(Vector(attributes: """{|MTL041:TaskHead<QuantileHead>("Q", Quantiles = [])|}"""), "quantiles of 'Q' must be at least one"),
        new(Classification("{|MTL041:TaskHead(LabelSmoothing = 1)|}"), "label smoothing of 'K' must be in [0, 1); found 1"),
        new(Classification("{|MTL041:TaskHead(LabelSmoothing = -0.1)|}"), "found -0.1"),
        new(Classification("{|MTL041:TaskHead(Loss = Loss.Focal, FocalGamma = -1)|}"), "exponent of the focal loss"),
        new(Regression("{|MTL041:TaskHead(Loss = Loss.Huber, HuberDelta = 0)|}"), "finite and positive; found 0"),
        new(Classification("{|MTL041:TaskHead(ClassWeights = new[] { 1.0, 0 })|}"), "weight of a class"),

        new(Classification("{|MTL042:TaskHead(ClassWeights = new[] { 1.0, 2, 3 })|}"), "'K' has 2 classes, but 3 class weights"),

        new(Classification("{|MTL043:TaskHead(Outputs = 2)|}"), "remove Outputs = 2"),
        new(Quantiles("{|MTL043:TaskHead(Outputs = 3)|}"), "remove Outputs = 3"),

        new(Vector(heads: "[TaskHead] public partial MultiLabelHead<Kind> {|MTL044:K|} { get; }"), "'Kind' has no [Flags]"),

        new(OwnHead(modifier: "abstract"), "is abstract"),
        new(
            Derived("[TaskHead(Outputs = 2)] public partial Mine {|MTL045:N|} { get; }"),
            "HiddenNormalization normalization, long outputs)"),
        new(
            Derived("[TaskHead, Standardize] public partial Mine {|MTL045:N|} { get; }"),
            "HiddenNormalization normalization, bool standardize)"),
        new(
            Derived(inputs: "string inputs", passed: "inputs.Length"),
            "no accessible constructor (string task, long inputs,"),
        new(Derived(inputs: "ref long inputs"), "no accessible constructor"),
        new(Derived(members: "public required int Width { get; init; }"), "has the required member 'Width'"),
        new(
            OwnHead(constructor: """public OwnHead() : base("", 1, default, HiddenNormalization.None, 1) { }"""),
            "no accessible constructor (string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization, "
                + "long outputs)"),
        new(OwnHead(labels: ""), "no accessible static method NewLabels(string task)"),
        new(
            Derived("[TaskHead(Loss = Loss.Huber)] public partial Mine {|MTL045:N|} { get; }"),
            "HiddenNormalization normalization, Loss loss)"),

        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Click { get; }
                    [{|MTL046:TaskHead(After = "Cilck")|}] public partial BinaryHead Buy { get; }
                    """),
            "did you mean 'Click'?"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Click { get; }
                    [{|MTL046:TaskHead(After = "Clik")|}] public partial BinaryHead Buy { get; }
                    """),
            "'Clik', which is no task of this model; did you mean 'Click'?"),
        new(Binary("""{|MTL046:TaskHead(After = "B")|}"""), "'B' cannot come after 'B', which is the task itself"),
        new(Binary("""{|MTL046:TaskHead(After = "Nothing")|}"""), "no task of this model"),
        new(Binary("""{|MTL046:TaskHead(After = "K")|}"""), "which is a ClassHead; only a BinaryHead"),
        new(Binary("""{|MTL046:TaskHead(After = "N")|}"""), "declared below it"),
        new(Regression("""{|MTL046:TaskHead(After = "B")|}"""), "because it is a RegressionHead"),

        new(Vector(heads: "[{|MTL047:TaskHead(PerPosition = true)|}] public partial BinaryHead Yes { get; }"), "but reads [batch, 2]"),
        new(
            Inputs(
                """Input("Words", 5, 2)""",
                heads:
                    """
                    [{|MTL047:TaskHead(PerPosition = true, Outputs = 2)|}] public partial RegressionHead N { get; }
                    [SharedLayer] public partial LayerNorm L { get; }
                    """),
            "no single label"),
        new(
            Inputs(
                """Input("Words", 5, 2)""",
                "[SharedLayer] public partial LayerNorm L { get; }",
                "[{|MTL047:TaskHead(PerPosition = true, Hidden = [2])|}, BatchNorm] public partial BinaryHead Yes { get; }"),
            "treat the time steps as features"),

        new(
            Vector(
                "[SharedLayer(2), {|MTL080:Activation(Activation.Sigmoid)|}] public partial Linear L { get; }",
                "[TaskHead] public partial ClassHead<Kind> K { get; }"),
            "'L' ends in a sigmoid for every output of the task, and the task 'K' reads it"),
        new(
            Vector(
                "[{|MTL080:SharedLayer(1)|}, Dropout(0.1)] public partial Linear L { get; }",
                attributes: "Activation(Activation.Sigmoid)"),
            "the task 'Yes' reads it"),
        new(
            Vector(
                """
                static Softmax New() => TorchSharp.torch.nn.Softmax(1);
                [{|MTL080:SharedLayer(Factory = nameof(New), Output = new[] { 2 })|}] public partial Softmax L { get; }
                """,
                "[TaskHead(Hidden = new[] { 4 })] public partial BinaryHead Yes { get; }"),
            "'L' ends in a Softmax"),

        new(Vector(heads: "[TaskHead] public partial ClassHead<System.IO.FileShare> {|MTL081:K|} { get; }"), "MultiLabelHead<FileShare>"),
        new(
            Vector(heads: "[TaskHead] public partial OrdinalHead<System.IO.FileShare> {|MTL081:K|} { get; }"),
            "exactly one of 'FileShare'"),

        new(
            Regression("{|MTL087:TaskHead(Metrics = new[] { Metric.R2, Metric.Auc })|}"),
            "'N' has Metric.Auc, which a RegressionHead does not support; it supports RootMeanSquaredError, "
                + "R2, MeanAbsoluteError, MeanSquaredError, Loss"),
        new(Binary("{|MTL087:TaskHead(Metrics = new[] { Metric.Auc, Metric.Loss, Metric.Auc })|}"), "Metric.Auc twice"),
        new(
            Quantiles("{|MTL087:TaskHead(Quantiles = new[] { 0.9 }, Metrics = new[] { Metric.CoverageError })|}"),
            "'Q' has Metric.CoverageError, but one quantile, which is no interval"),
        new(
            OwnHead("[{|MTL087:TaskHead(Metrics = new[] { Metric.R2 })|}] public partial OwnHead N { get; }"),
            "which an OwnHead does not support; it supports Loss"),
    ];

    private const string Constructor =
        """
        public OwnHead(
            string task, long inputs, System.ReadOnlySpan<long> hidden, HiddenNormalization normalization, long outputs)
            : base(task, inputs, hidden, normalization, outputs)
        {
        }
        """;

    private const string Labels = "public static LabelColumn NewLabels(string task) => new RegressionLabels(task);";

    /// <summary>A model with a head of the user's own.</summary>
    private static string OwnHead(
        string head = "[TaskHead] public partial OwnHead {|MTL045:N|} { get; }",
        string modifier = "sealed",
        string constructor = Constructor,
        string labels = Labels) =>
        $$"""
        public {{modifier}} class OwnHead : TaskHead<float, float, RegressionMetrics>
        {
            {{constructor}}
            {{labels}}
            protected override System.ReadOnlySpan<long> RowShape => default;
            public override System.Collections.Generic.IReadOnlyList<float> Predict(TorchSharp.torch.Tensor output) => [];
            public override IMeter<RegressionMetrics> NewMeter() => throw new System.NotSupportedException();
            protected override TorchSharp.torch.Tensor RowLosses(
                TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) => output - values;
        }

        {{Vector(heads: head)}}
        """;

    /// <summary>A model with a head of the user's own that derives from <c>RegressionHead</c>.</summary>
    private static string Derived(
        string head = "[TaskHead] public partial Mine {|MTL045:N|} { get; }",
        string inputs = "long inputs",
        string passed = "inputs",
        string members = "") =>
        $$"""
        public sealed class Mine(
            string task, {{inputs}}, System.ReadOnlySpan<long> hidden, HiddenNormalization normalization)
            : RegressionHead(task, {{passed}}, hidden, normalization)
        {
            {{members}}
        }

        {{Vector(heads: head)}}
        """;
}
