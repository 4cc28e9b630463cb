using Mtl.Generator.Tests;

namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>Every code fix: what it offers, and exactly what the file says afterwards.</summary>
public sealed class CodeFixTests
{
    private const string Usings = "using Mtl;\nusing TorchSharp.Modules;\n";

    /// <summary>Rule, offer, and the text before and after, behind the <c>using</c>s.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            "MTL001", "Make it and the types around it partial",
            "public  sealed record Outer { // with parts\n    /* here */ internal class Inner { [MultiTaskModel(Inputs = 2)] public class M { [TaskHead] public partial BinaryHead B { get; } } }\n}\n",
            "public  sealed partial record Outer { // with parts\n    /* here */ internal partial class Inner { [MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial BinaryHead B { get; } } }\n}\n"
        },
        { "MTL001", "Make it partial", "[MultiTaskModel(Inputs = 2)] class M { " + Head + " }", "[MultiTaskModel(Inputs = 2)] partial class M { " + Head + " }" },
        { "MTL002", "Make it a class", "[MultiTaskModel(Inputs = 2)] public partial record class M { " + Head + " }", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head + " }" },
        { "MTL002", "Make it a class", "[MultiTaskModel(Inputs = 2)] public partial record M { " + Head + " }", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head + " }" },
        { "MTL002", "Remove 'static'", "[MultiTaskModel(Inputs = 2)] public static partial class M { " + Head + " }", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head + " }" },
        {
            "MTL005", "Add the task 'Season'",
            """
            public enum Season { Spring, Summer, Autumn, Winter }
            public sealed record Day([property: Feature] float Warmth, [property: Label] bool Rain, [property: Label(Task = "Season")] Season? When);

            [MultiTaskModel<Day>]
            internal partial class Calendar
            {
                /// <summary>Whether it rains.</summary>
                [TaskHead]
                internal partial BinaryHead Rain { get; } // wet

                private int Count() => 0;
            }
            """,
            """
            public enum Season { Spring, Summer, Autumn, Winter }
            public sealed record Day([property: Feature] float Warmth, [property: Label] bool Rain, [property: Label(Task = "Season")] Season? When);

            [MultiTaskModel<Day>]
            internal partial class Calendar
            {
                /// <summary>Whether it rains.</summary>
                [TaskHead]
                internal partial BinaryHead Rain { get; } // wet

                [TaskHead]
                internal partial ClassHead<Season> Season { get; }

                private int Count() => 0;
            }
            """
        },
        {
            "MTL005", "Remove [Label]",
            "public sealed class Row { [Feature] public float X; /* told */ [Label] /* often */ public bool B; [Label, Standardize] public float N; }\n[MultiTaskModel<Row>] public partial class M { " + Head + " }",
            "public sealed class Row { [Feature] public float X; /* told */ [Label] /* often */ public bool B; [Standardize] public float N; }\n[MultiTaskModel<Row>] public partial class M { " + Head + " }"
        },
        {
            "MTL004", "Rename it to 'Spending'",
            "public sealed record Row([property: Feature] float X, [property: Label] float Spending);\n[MultiTaskModel<Row>] public partial class M { [TaskHead] public partial RegressionHead Spendings { get; } void Use() => System.GC.KeepAlive(Spendings); }",
            "public sealed record Row([property: Feature] float X, [property: Label] float Spending);\n[MultiTaskModel<Row>] public partial class M { [TaskHead] public partial RegressionHead Spending { get; } void Use() => System.GC.KeepAlive(Spending); }"
        },
        { "MTL006", "Read it as percent: 0.125", Model("[Dropout(12.5), SharedLayer(4)] public partial Linear L { get; }"), Model("[Dropout(0.125), SharedLayer(4)] public partial Linear L { get; }") },
        { "MTL006", "Remove the minus sign: .5", Model("[SharedLayer(4), Dropout( -.5 )] public partial Linear L { get; }"), Model("[SharedLayer(4), Dropout( .5 )] public partial Linear L { get; }") },
        { "MTL007", "Remove the minus sign: 1e-3", Model("[SharedLayer(4), ElasticNet(0.1, -1e-3)] public partial Linear L { get; }"), Model("[SharedLayer(4), ElasticNet(0.1, 1e-3)] public partial Linear L { get; }") },
        { "MTL010", "Make it a MultiLabelHead<System.IO.FileShare>", Model("[TaskHead] public partial System.IO.FileShare? Modes { get; }"), Model("[TaskHead] public partial MultiLabelHead<System.IO.FileShare> Modes { get; }") },
        { "MTL010", "Make it a RegressionHead", Model("[TaskHead] public partial double Price { get; }"), Model("[TaskHead] public partial RegressionHead Price { get; }") },
        {
            "MTL014", "Remove [BatchNorm]",
            Model("[TaskHead]\n    [BatchNorm]\n    // counts\n    public partial RegressionHead N { get; }"),
            Model("[TaskHead]\n    // counts\n    public partial RegressionHead N { get; }")
        },
        { "MTL014", "Remove [Activation]", Model("[TaskHead]\n    [Activation(Activation.Tanh)]\n    public partial RegressionHead N { get; }"), Model("[TaskHead]\n    public partial RegressionHead N { get; }") },
        { "MTL014", "Remove 'HuberDelta = 2'", Model("[TaskHead(HuberDelta = 2, Weight = 3)] public partial RegressionHead N { get; }"), Model("[TaskHead(Weight = 3)] public partial RegressionHead N { get; }") },
        { "MTL014", "Remove 'Kernel = 2'", Image("[SharedLayer(Kernel = 2)] public partial Flatten F { get; }"), Image("[SharedLayer] public partial Flatten F { get; }") },
        { "MTL014", "Remove '4'", Image("[SharedLayer(4)] public partial Flatten F { get; }"), Image("[SharedLayer] public partial Flatten F { get; }") },
        {
            "MTL015", "Move [Dropout] to the class",
            "namespace N\n{\n    [MultiTaskModel(Inputs = 2)]\n    public partial class M\n    {\n        [SharedLayer(4)]\n        [Dropout(0.5, Scope = Scope.Task)]\n        public partial Linear L { get; }\n\n        " + Head + "\n    }\n}\n",
            "namespace N\n{\n    [MultiTaskModel(Inputs = 2)]\n    [Dropout(0.5, Scope = Scope.Task)]\n    public partial class M\n    {\n        [SharedLayer(4)]\n        public partial Linear L { get; }\n\n        " + Head + "\n    }\n}\n"
        },
        { "MTL015", "Remove 'Scope = Scope.All'", Model("[SharedLayer(4), BatchNorm(Scope = Scope.All)] public partial Linear L { get; }"), Model("[SharedLayer(4), BatchNorm] public partial Linear L { get; }") },
        { "MTL016", "Remove the minus sign: 2", Model("[TaskHead(Weight = -2)] public partial RegressionHead N { get; }"), Model("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }") },
        { "MTL017", "Declare it as a partial property with a getter", Model("[SharedLayer(4)] // wide\n    public virtual Linear? L { get; set; } = null;"), Model("[SharedLayer(4)] // wide\n    public partial Linear L { get; }") },
        { "MTL017", "Declare it as a partial property with a getter", Model("[SharedLayer(4)] static Linear L => null!;"), Model("[SharedLayer(4)] partial Linear L { get; }") },
        { "MTL018", "Rename it to 'InputLayer'", Model("[SharedLayer(4)] public partial Linear Input { get; } public string Name => nameof(Input);"), Model("[SharedLayer(4)] public partial Linear InputLayer { get; } public string Name => nameof(InputLayer);") },
        { "MTL020", "Remove [SharedLayer]", Model("[SharedLayer(4), TaskHead] public partial CountHead Visits { get; }"), Model("[TaskHead] public partial CountHead Visits { get; }") },
        { "MTL021", "Write Scope = Scope.Shared", "[MultiTaskModel(Inputs = 2), L2(0.1, Scope = Scope.Task), L2(0.2, Scope = Scope.Shared | Scope.Task)] public partial class M { [SharedLayer(2)] public partial Linear L { get; } " + Head + " }", "[MultiTaskModel(Inputs = 2), L2(0.1, Scope = Scope.Task), L2(0.2, Scope = Scope.Shared)] public partial class M { [SharedLayer(2)] public partial Linear L { get; } " + Head + " }" },
        { "MTL021", "Remove [L2]", Model("[SharedLayer(4), L2(0.1), L2(0.2)] public partial Linear L { get; }"), Model("[SharedLayer(4), L2(0.1)] public partial Linear L { get; }") },
        { "MTL022", "Make it public", "public sealed class R { [Feature] private protected readonly float X; [Label] public bool B; } [MultiTaskModel<R>] public partial class M { " + Head + " }", "public sealed class R { [Feature] public readonly float X; [Label] public bool B; } [MultiTaskModel<R>] public partial class M { " + Head + " }" },
        { "MTL022", "Make it public", "public sealed class R { [Feature] public float X { private get; init; } [Label] public bool B; } [MultiTaskModel<R>] public partial class M { " + Head + " }", "public sealed class R { [Feature] public float X { get; init; } [Label] public bool B; } [MultiTaskModel<R>] public partial class M { " + Head + " }" },
        { "MTL022", "Make it public", "public sealed class R { [Feature] float X { get; init; } [Label] public bool B; } [MultiTaskModel<R>] public partial class M { " + Head + " }", "public sealed class R { [Feature] public float X { get; init; } [Label] public bool B; } [MultiTaskModel<R>] public partial class M { " + Head + " }" },
        { "MTL024", "Keep only Add", Image("[SharedLayer(From = \"Image\", Add = new[] { \"Image\", \"Image\" })] public partial Flatten F { get; }"), Image("[SharedLayer(Add = new[] { \"Image\", \"Image\" })] public partial Flatten F { get; }") },
        { "MTL025", "Read 'Image'", Image("[SharedLayer(From = \"Imago\")] public partial Flatten F { get; }"), Image("[SharedLayer(From = \"Image\")] public partial Flatten F { get; }") },
        {
            "MTL025", "Read 'Trunk'",
            Model("[SharedLayer(4)] public partial Linear Trunk { get; } [SharedLayer(4, Concat = new[] { \"Input\", \"Trunc\" })] public partial Linear L { get; }"),
            Model("[SharedLayer(4)] public partial Linear Trunk { get; } [SharedLayer(4, Concat = new[] { \"Input\", nameof(Trunk) })] public partial Linear L { get; }")
        },
        { "MTL026", "Write Padding = 1", Image("[SharedLayer(Padding = 4)] public partial MaxPool2d P { get; } [SharedLayer] public partial Flatten F { get; }"), Image("[SharedLayer(Padding = 1)] public partial MaxPool2d P { get; } [SharedLayer] public partial Flatten F { get; }") },
        { "MTL026", "Write Heads = 3", "[MultiTaskModel, Input(\"Words\", 5, 6)] public partial class M { [SharedLayer(Heads = 4)] public partial MultiheadAttention A { get; } [SharedLayer] public partial Flatten F { get; } " + Head + " }", "[MultiTaskModel, Input(\"Words\", 5, 6)] public partial class M { [SharedLayer(Heads = 3)] public partial MultiheadAttention A { get; } [SharedLayer] public partial Flatten F { get; } " + Head + " }" },
        { "MTL026", "Write Kernel = 2", "[MultiTaskModel, Input(\"Sound\", 5, 2)] public partial class M { [SharedLayer(4)] public partial Conv1d C { get; } [SharedLayer] public partial Flatten F { get; } " + Head + " }", "[MultiTaskModel, Input(\"Sound\", 5, 2)] public partial class M { [SharedLayer(4, Kernel = 2)] public partial Conv1d C { get; } [SharedLayer] public partial Flatten F { get; } " + Head + " }" },
        {
            "MTL026", "Use [LayerNorm]",
            "[MultiTaskModel, Input(\"Words\", 5, 6)] public partial class M { [SharedLayer(4), Mtl.BatchNormAttribute()] public partial LSTM A { get; } [SharedLayer] public partial Flatten F { get; } " + Head + " }",
            "[MultiTaskModel, Input(\"Words\", 5, 6)] public partial class M { [SharedLayer(4), Mtl.LayerNorm()] public partial LSTM A { get; } [SharedLayer] public partial Flatten F { get; } " + Head + " }"
        },
        {
            "MTL027", "Add a Flatten after 'Edges'",
            Image("[SharedLayer(4)]\n    public partial Conv2d Edges { get; } // fine\n\n    [SharedLayer(8)]\n    public partial Linear Dense { get; }"),
            Image("[SharedLayer(4)]\n    public partial Conv2d Edges { get; } // fine\n\n    [SharedLayer]\n    public partial Flatten Flat { get; }\n\n    [SharedLayer(8)]\n    public partial Linear Dense { get; }")
        },
        {
            "MTL027", "Read 'Own' through a Flatten",
            Image("[SharedLayer]\n    public partial Flatten Flat { get; }\n\n    [TaskLayer(4, From = \"Image\")]\n    public partial Conv2d Own { get; }\n\n    [TaskHead(From = nameof(Own))]\n    public partial RegressionHead N { get; }"),
            Image("[SharedLayer]\n    public partial Flatten Flat { get; }\n\n    [TaskLayer(4, From = \"Image\")]\n    public partial Conv2d Own { get; }\n\n    [TaskLayer(From = nameof(Own))]\n    public partial Flatten OwnFlat { get; }\n\n    [TaskHead(From = nameof(OwnFlat))]\n    public partial RegressionHead N { get; }")
        },
        { "MTL031", "Write \"MyImage2\"", "[MultiTaskModel, Input(\"my image-2\", 16)] public partial class M { " + Head + " }", "[MultiTaskModel, Input(\"MyImage2\", 16)] public partial class M { " + Head + " }" },
        { "MTL032", "Remove '\"Other\"'", Model("[TaskHead(\"Other\", Weight = 2)] public partial RegressionHead N { get; }"), Model("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }") },
        { "MTL040", "Remove 'LabelSmoothing = 0.1'", Model("[TaskHead(Weight = 2, LabelSmoothing = 0.1)] public partial RegressionHead N { get; }"), Model("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }") },
        { "MTL041", "Remove the minus sign: 2", Model("[TaskHead(Loss = Loss.Huber, HuberDelta = -2)] public partial RegressionHead N { get; }"), Model("[TaskHead(Loss = Loss.Huber, HuberDelta = 2)] public partial RegressionHead N { get; }") },
        { "MTL042", "Add weights of 1 up to 2", Model("[TaskHead(ClassWeights = new[] { 3.0 })] public partial BinaryHead C { get; }"), Model("[TaskHead(ClassWeights = new[] { 3.0, 1.0 })] public partial BinaryHead C { get; }") },
        { "MTL042", "Add weights of 1 up to 2", Model("[TaskHead(ClassWeights = [3])] public partial BinaryHead C { get; }"), Model("[TaskHead(ClassWeights = [3, 1.0])] public partial BinaryHead C { get; }") },
        { "MTL043", "Remove 'Outputs = 2'", Model("[TaskHead(Outputs = 2)] public partial BinaryHead C { get; }"), Model("[TaskHead] public partial BinaryHead C { get; }") },
        { "MTL046", "Read 'B'", Model("[TaskHead(After = \"b\")] public partial BinaryHead C { get; }"), Model("[TaskHead(After = nameof(B))] public partial BinaryHead C { get; }") },
        {
            "MTL046", "Move it below 'Click'",
            "[MultiTaskModel(Inputs = 2)]\npublic partial class Shop\n{\n    // The sale.\n    [TaskHead(After = nameof(Click))]\n    public partial BinaryHead Purchase { get; }\n\n    /// <summary>Between the two.</summary>\n    public const int Two = 2;\n    [TaskHead] public partial BinaryHead Click { get; }\n}\n",
            "[MultiTaskModel(Inputs = 2)]\npublic partial class Shop\n{\n    /// <summary>Between the two.</summary>\n    public const int Two = 2;\n\n    [TaskHead] public partial BinaryHead Click { get; }\n    // The sale.\n    [TaskHead(After = nameof(Click))]\n    public partial BinaryHead Purchase { get; }\n}\n"
        },
        { "MTL050", "Remove [LayerNorm]", Model("[SharedLayer(4), BatchNorm, LayerNorm] public partial Linear L { get; }"), Model("[SharedLayer(4), BatchNorm] public partial Linear L { get; }") },
        { "MTL053", "Use [Frozen]", Model("[SharedLayer(4), LearningRate(0.0)] public partial Linear L { get; }"), Model("[SharedLayer(4), Frozen] public partial Linear L { get; }") },
        { "MTL053", "Use [Frozen]", "[MultiTaskModel(Inputs = 2), LearningRate(0, Scope = Scope.Shared)] public partial class M { [SharedLayer(2)] public partial Linear L { get; } " + Head + " }", "[MultiTaskModel(Inputs = 2), Frozen(Scope = Scope.Shared)] public partial class M { [SharedLayer(2)] public partial Linear L { get; } " + Head + " }" },
        { "MTL053", "Remove the minus sign: 0.5", Model("[SharedLayer(4), LearningRate(-0.5)] public partial Linear L { get; }"), Model("[SharedLayer(4), LearningRate(0.5)] public partial Linear L { get; }") },
        { "MTL056", "Use [SpatialDropout]", Image("[SharedLayer(4), RecurrentDropout(0.2)] public partial Conv2d C { get; } [SharedLayer] public partial Flatten F { get; }"), Image("[SharedLayer(4), SpatialDropout(0.2)] public partial Conv2d C { get; } [SharedLayer] public partial Flatten F { get; }") },
        { "MTL056", "Use [Dropout]", Model("[TaskHead, RecurrentDropout(0.2)] public partial BinaryHead C { get; }"), Model("[TaskHead, Dropout(0.2)] public partial BinaryHead C { get; }") },
        { "MTL072", "Remove 'Steps = Steps.Mean'", Model("[SharedLayer(4, Steps = Steps.Mean)] public partial Linear L { get; }"), Model("[SharedLayer(4)] public partial Linear L { get; }") },
        { "MTL080", "Remove [Activation]", "[MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(1), Activation(Activation.Sigmoid), Dropout(0.1)] public partial Linear L { get; } " + Head + " }", "[MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(1), Dropout(0.1)] public partial Linear L { get; } " + Head + " }" },
        { "MTL081", "Make it a MultiLabelHead<System.IO.FileShare>", Model("[TaskHead] public partial ClassHead<System.IO.FileShare> Modes { get; }"), Model("[TaskHead] public partial MultiLabelHead<System.IO.FileShare> Modes { get; }") },
        { "MTL087", "Remove 'Metric.Accuracy'", Model("[TaskHead(Metrics = [Metric.Accuracy, Metric.R2])] public partial RegressionHead N { get; }"), Model("[TaskHead(Metrics = [Metric.R2])] public partial RegressionHead N { get; }") },
        { "MTL087", "Remove 'Mtl.Metric.R2'", Model("[TaskHead(Metrics = new[] { Metric.R2, Metric.Loss, Mtl.Metric.R2 })] public partial RegressionHead N { get; }"), Model("[TaskHead(Metrics = new[] { Metric.R2, Metric.Loss })] public partial RegressionHead N { get; }") },
        { "MTL087", "Remove 'Metric.Auc'", Model("[TaskHead(Weight = 2, Metrics = new[] { Metric.Auc })] public partial RegressionHead N { get; }"), Model("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }") },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_offer_mends_the_text_and_nothing_else(string rule, string title, string broken, string mended)
    {
        var editor = Editor.Open(Usings + broken);
        var after = await editor.ApplyAsync(await Choose(editor, rule, title));
        Assert.Equal(Usings + mended, Assert.Single(await after.TextsAsync()));
        Assert.DoesNotContain(await after.MessagesAsync(), message => message.Id == rule);
    }

    /// <summary>Where mending would be a guess, nothing is offered.</summary>
    [Theory]
    [InlineData("[SharedLayer(4), Dropout(1.5)] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4), Dropout(double.NaN)] public partial Linear L { get; }")]
    [InlineData("const double P = -0.5; [SharedLayer(4), Dropout(P)] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4), Dropout(-20)] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4), L2(double.PositiveInfinity)] public partial Linear L { get; }")]
    [InlineData("[TaskHead] public partial string Text { get; }")]
    [InlineData("[SharedLayer(4, From = \"Elsewhere\")] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4)] public partial Linear Left { get; } [SharedLayer(4, From = \"Input\")] public partial Linear Lefts { get; } [SharedLayer(4, Concat = new[] { \"Leftz\", \"Left\", \"Lefts\" })] public partial Linear L { get; }")]
    [InlineData("[TaskHead(ClassWeights = new[] { 1.0, 1.0, 1.0 })] public partial BinaryHead C { get; }")]
    [InlineData("[SharedLayer(4), StateKey(\"\")] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4), AdaptiveDropout(0.1, 0.2)] public partial Linear L { get; }")]
    [InlineData("[TaskHead, AdaptiveDropout(0.1, 2)] public partial BinaryHead C { get; }")]
    [InlineData("[field: TaskHead] public BinaryHead C { get; } = null!;")]
    [InlineData("[TaskHead] public BinaryHead this[int i] => null!;")]
    public async Task Nothing_is_offered_where_it_would_be_a_guess(string members)
    {
        var editor = Editor.Open(Usings + Model(members));
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Theory]
    [InlineData("public class R : IHas { [Feature] float IHas.X => 1; [Label] public bool B; }")]
    [InlineData("public class R { [Feature] public float this[int i] => 1; [Label] public bool B; }")]
    [InlineData("public class R { [field: Feature] public float X { get; set; } [Label] public bool B; }")]
    [InlineData("public class R { public float Of([Feature] float x) => x; [Label] public bool B; }")]
    public async Task Nothing_is_offered_where_a_role_can_never_be(string row)
    {
        var editor = Editor.Open(Usings + "public interface IHas { float X { get; } } " + row + " [MultiTaskModel<R>] public partial class M { [TaskHead] public partial BinaryHead B { get; } }");
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync(), message => message.Id == "MTL022")));
    }

    [Fact]
    public async Task A_base_class_is_left_for_its_author_to_replace()
    {
        var editor = Editor.Open(Usings + "public class Parent; [MultiTaskModel(Inputs = 2)] public partial class M : Parent { " + Head + " }");
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Fact]
    public async Task An_activation_of_all_layers_is_not_removed_for_one()
    {
        var editor = Editor.Open(Usings + "[MultiTaskModel(Inputs = 2), Activation(Activation.Sigmoid)] public partial class M { [SharedLayer(1), Dropout(0.1)] public partial Linear L { get; } " + Head + " }");
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Fact]
    public async Task A_task_with_a_label_is_not_renamed()
    {
        var editor = Editor.Open(Usings + "public sealed record R([property: Feature] float X, [property: Label] float Total); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial RegressionHead Total { get; } }");
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Fact]
    public async Task All_parts_in_all_files_become_partial()
    {
        var editor = Editor.Open(
            Usings + "public class Outer\n{\n    [MultiTaskModel(Inputs = 2)]\n    public partial class M { " + Head + " }\n}\n",
            "/* more */ partial class Outer { } class Other { }\n");
        var after = await editor.ApplyAsync(await Choose(editor, "MTL001", "Make it partial"));
        Assert.Equal(
            [Usings + "public partial class Outer\n{\n    [MultiTaskModel(Inputs = 2)]\n    public partial class M { " + Head + " }\n}\n", "/* more */ partial class Outer { } class Other { }\n"],
            await after.TextsAsync());
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task A_task_is_added_in_the_file_of_the_model()
    {
        var editor = Editor.Open(
            "using Mtl;\nnamespace Rows { public sealed record Row([property: Feature] float X, [property: Label] bool B, [property: Label] Rows.Kind K); public enum Kind { A, B } }\n",
            "namespace Models;\r\n\r\n[Mtl.MultiTaskModel<Rows.Row>]\r\npublic partial class M\r\n{\r\n\t[Mtl.TaskHead]\r\n\tpublic partial Mtl.BinaryHead B { get; }\r\n}\r\n");
        var after = await editor.ApplyAsync(await Choose(editor, "MTL005", "Add the task 'K'"));
        Assert.Equal(
            "namespace Models;\r\n\r\n[Mtl.MultiTaskModel<Rows.Row>]\r\npublic partial class M\r\n{\r\n\t[Mtl.TaskHead]\r\n\tpublic partial Mtl.BinaryHead B { get; }\r\n\r\n\t[Mtl.TaskHead]\r\n\tpublic partial Mtl.ClassHead<Rows.Kind> K { get; }\r\n}\r\n",
            (await after.TextsAsync())[1]);
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task A_renamed_layer_is_renamed_in_other_files()
    {
        var editor = Editor.Open(
            Usings + Model("[SharedLayer(4)] public partial Linear Input { get; }"),
            "public static class Use { public static object Of(M model) => model.Input; }\n");
        var after = await editor.ApplyAsync(await Choose(editor, "MTL018", "Rename it to 'InputLayer'"));
        Assert.Equal("public static class Use { public static object Of(M model) => model.InputLayer; }\n", (await after.TextsAsync())[1]);
        Assert.Empty(await after.MessagesAsync());
    }

    /// <summary>Several mistakes of a kind, several of them in one class, in two files.</summary>
    [Theory]
    [InlineData("MTL006", "Read it as percent: 0.2", "[SharedLayer(4), Dropout(20)] public partial Linear L { get; } [SharedLayer(4), Dropout(30)] public partial Linear K { get; }")]
    [InlineData("MTL043", "Remove 'Outputs = 2'", "[TaskHead(Outputs = 2)] public partial BinaryHead C { get; } [TaskHead(Outputs = 3)] public partial BinaryHead D { get; }")]
    [InlineData("MTL050", "Remove [LayerNorm]", "[SharedLayer(4), BatchNorm, LayerNorm] public partial Linear L { get; } [SharedLayer(4), BatchNorm, LayerNorm] public partial Linear K { get; }")]
    [InlineData("MTL017", "Declare it as a partial property with a getter", "[SharedLayer(4)] public Linear L { get; } = null!; [SharedLayer(4)] public partial Linear K { get; set; }")]
    [InlineData("MTL025", "Read 'Trunk'", "[SharedLayer(4)] public partial Linear Trunk { get; } [TaskHead(From = \"Trunks\")] public partial BinaryHead C { get; } [TaskHead(From = \"Tronk\")] public partial BinaryHead D { get; }")]
    public async Task All_mistakes_of_a_kind_are_mended_at_once(string rule, string title, string members)
    {
        var editor = Editor.Open(Usings + Model(members), Usings + Model(members).Replace("class M", "class N", StringComparison.Ordinal));
        Assert.Equal(4, (await editor.MessagesAsync()).Length);
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, rule, title));
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task Heads_that_lack_the_same_Flatten_get_one()
    {
        var editor = Editor.Open(Usings + Image("[SharedLayer(4)] public partial Conv2d Edges { get; }\n    [TaskHead] public partial BinaryHead C { get; }"));
        Assert.Equal(2, (await editor.MessagesAsync()).Length);
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, "MTL027", "Add a Flatten after 'Edges'"));
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task Classes_inside_one_another_become_partial_at_once()
    {
        var editor = Editor.Open(Usings + "public class Outer { [MultiTaskModel(Inputs = 2)] public class M { " + Head + " } [MultiTaskModel(Inputs = 2)] public class N { " + Head + " } }");
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, "MTL001", "Make it and the types around it partial"));
        Assert.Equal(Usings + "public partial class Outer { [MultiTaskModel(Inputs = 2)] public partial class M { " + Head + " } [MultiTaskModel(Inputs = 2)] public partial class N { " + Head + " } }", Assert.Single(await after.TextsAsync()));
    }

    [Fact]
    public async Task Half_typed_code_never_makes_a_code_fix_fail()
    {
        foreach (var row in Cases)
        {
            var broken = Usings + (string)row[2];
            for (var length = Usings.Length; length < broken.Length; length += 131)
            {
                var editor = Editor.Open(broken[..length]);
                foreach (var message in await editor.MessagesAsync())
                {
                    foreach (var offer in await editor.OffersAsync(message))
                        await editor.ApplyAsync(offer);
                }
            }
        }
    }

    /// <summary>What the file of state keys has of the model.</summary>
    private const string Keys = "M: B.Output.weight [1, 2]\nM: B.Output.bias [1]\n";

    [Theory]
    [InlineData("[SharedLayer(2)]", "[SharedLayer(2), StateKey(\"Trunk\")]", "Add [StateKey(\"Trunk\")]")]
    [InlineData("[Dropout(0.1)]\n    [SharedLayer(2), StateKey(\"Body\")]", "[Dropout(0.1)]\n    [SharedLayer(2), StateKey(\"Trunk\")]", "Write [StateKey(\"Trunk\")]")]
    public async Task A_renamed_layer_keeps_its_key(string broken, string mended, string title)
    {
        var editor = Editor.Open(new UserProject(), Keys + "M: Trunk.weight [2, 2]\nM: Trunk.bias [2]\n", Usings + Model(broken + " public partial Linear L { get; }"));
        var after = await editor.ApplyAsync(await Choose(editor, "MTL083", title));
        Assert.Equal(Usings + Model(mended + " public partial Linear L { get; }"), Assert.Single(await after.TextsAsync()));
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task A_renamed_field_keeps_its_key()
    {
        var editor = Editor.Open(new UserProject(), Keys + "M: Trunk.weight [2, 2]\nM: Trunk.bias [2]\n", Usings + Model("[SharedLayer(2)] private readonly Linear _l;"));
        var after = await editor.ApplyAsync(await Choose(editor, "MTL083", "Add [StateKey(\"Trunk\")]"));
        Assert.Equal(Usings + Model("[SharedLayer(2), StateKey(\"Trunk\")] private readonly Linear _l;"), Assert.Single(await after.TextsAsync()));
        Assert.Empty(await after.MessagesAsync());
    }

    [Theory]
    [InlineData("[MultiTaskModel(Inputs = 2), SharedLayer(\"L\", 2), TaskHead<bool>(\"B\")] public partial class M;")]
    [InlineData("[MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(2)] private readonly Linear _l, _other; [TaskHead(Concat = new[] { \"L\", \"Other\" })] private readonly BinaryHead _b; }")]
    public async Task A_key_that_cannot_be_written_on_one_member_is_left_to_its_author(string code)
    {
        var editor = Editor.Open(new UserProject(), "M: Trunk.weight [2, 2]\nM: Trunk.bias [2]\n", Usings + code);
        var lost = Assert.Single(await editor.MessagesAsync(), message => message.Id == "MTL083");
        Assert.Empty(await editor.OffersAsync(lost));
    }

    [Fact]
    public async Task A_key_that_no_member_takes_over_is_left_to_its_author()
    {
        var editor = Editor.Open(new UserProject(), Keys + "M: Trunk.weight [2, 2]\n", Usings + Model(""));
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Theory]
    [InlineData("", "M: B.Output.weight [1, 2]\n")]
    [InlineData("# Saved since May.\r\nM: B.Output.bias [1]\r\n\r\nN: B.Output.weight [1, 2]\r\nN: B.Output.bias [1]\r\n", "# Saved since May.\r\nM: B.Output.bias [1]\r\nM: B.Output.weight [1, 2]\r\n\r\nN: B.Output.weight [1, 2]\r\nN: B.Output.bias [1]\r\n")]
    [InlineData("N: B.Output.weight [1, 2]\nN: B.Output.bias [1]", "N: B.Output.weight [1, 2]\nN: B.Output.bias [1]\nM: B.Output.weight [1, 2]")]
    public async Task A_new_key_is_added_to_the_file(string before, string after)
    {
        var models = Usings + Model("") + Model("").Replace("class M", "class N", StringComparison.Ordinal);
        var editor = Editor.Open(new UserProject(), before, models);
        var added = await editor.ApplyAsync(await Choose(editor, "MTL085", "Add the line to MtlGen.StateKeys.txt"));
        Assert.Equal(after, await added.StateKeysAsync());
        Assert.Equal(models, Assert.Single(await added.TextsAsync()));
        Assert.DoesNotContain(await added.MessagesAsync(), message => message.GetMessage(null).Contains("'M: B.Output.weight", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_new_keys_are_added_at_once()
    {
        var editor = Editor.Open(new UserProject(), Keys, Usings + Model("[SharedLayer(2)] public partial Linear L { get; }"));
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, "MTL085", "Add the line to MtlGen.StateKeys.txt"));
        Assert.Equal(Keys + "M: L.weight [2, 2]\nM: L.bias [2]\n", await after.StateKeysAsync());
        Assert.Empty(await after.MessagesAsync());
    }

    private const string Head = "[TaskHead] public partial BinaryHead B { get; }";

    private static string Model(string members) => $"[MultiTaskModel(Inputs = 2)]\npublic partial class M\n{{\n    {Head}\n    {members}\n}}\n";

    private static string Image(string members) => $"[MultiTaskModel, Input(\"Image\", 3, 8, 8)]\npublic partial class M\n{{\n    {members}\n    {Head}\n}}\n";

    /// <summary>The offer with this title, for the first message of the rule that has it.</summary>
    private static async Task<Offer> Choose(Editor editor, string rule, string title)
    {
        var titles = new List<string>();
        foreach (var message in (await editor.MessagesAsync()).Where(message => message.Id == rule))
        {
            foreach (var offer in await editor.OffersAsync(message))
            {
                if (offer.Action.Title == title)
                    return offer;
                titles.Add(offer.Action.Title);
            }
        }
        Assert.Fail($"{rule} offers only: {string.Join("; ", titles)}. Messages: {string.Join("; ", (await editor.MessagesAsync()).Select(message => message.ToString()))}");
        throw new System.Diagnostics.UnreachableException();
    }
}
