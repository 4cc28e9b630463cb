using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about layers: what they read, and the shapes that follow.</summary>
internal static class LayerMistakes
{
    public static Mistake[] All { get; } =
    [
        new(
            Inputs("""{|MTL008:Input("Image", 50000, 50000)|}""", "[SharedLayer] public partial Flatten F { get; }"),
            "The number of values that 'Image' has for a row must be at least 1 and fit into an int; found 2147483647 or more"),
        new(
            Inputs(
                """Input("X", 50000, 4)""",
                """
                [{|MTL008:SharedLayer(60000)|}] public partial GRU L { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            "'L' has for a row"),
        new(
            Inputs(
                """Input("A", 1500000000), Input("B", 1500000000)""",
                heads: "[{|MTL008:TaskHead|}] public partial BinaryHead Yes { get; }"),
            "'Yes' has for a row"),
        new(
            Inputs(
                """Input("X", 3, 4)""",
                "[{|MTL008:SharedLayer(1500000000, Bidirectional = true, Steps = Steps.Last)|}] public partial LSTM L { get; }"),
            "'L' has for a row"),
        new(
            Inputs(
                """Input("X", 3, 4, 4)""",
                """
                [{|MTL008:SharedLayer(2, Padding = int.MaxValue)|}] public partial Conv2d C { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            "'C' has for a row"),
        new(
            """
            [MultiTaskModel(Inputs = 2000000000), SharedLayer("A", 2000000000), SharedLayer("B", 2000000000),
                SharedLayer("C", 2000000000)]
            public partial class {|MTL008:M|}
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "The number of parameters of 'M'"),
        new(ThreeTasks("[{|MTL008:SharedLayer(0)|}] public partial Linear L { get; }"), "size of 'L'"),
        new(
            Image(
                """
                [{|MTL008:SharedLayer(0)|}] public partial GroupNorm G { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "number of groups of 'G'"),
        new(Binary("{|MTL008:TaskHead(Hidden = [4, -1])|}"), "hidden width of 'B'"),
        new(
            OnRow(
                "public sealed record R([property: {|MTL008:Feature(3, 0)|}] float[] X, [property: Label] bool B);",
                heads: "[TaskHead] public partial BinaryHead B { get; }"),
            "3 × 0"),
        new(Rows("[{|MTL008:Feature(Categories = 0)|}] public int X;"), "number of categories of 'X'"),
        new(Regression("{|MTL008:TaskHead(Outputs = 0)|}"), "number of outputs of 'N'"),

        new(
            Image(
                """
                [{|MTL024:SharedLayer(4, From = "Image", Add = new[] { "Image", "Image" })|}] public partial Conv2d C { get; }
                [SharedLayer(1, From = "C")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "declares its sources twice"),

        new(
            OnRow(
                Row,
                "[SharedLayer(2)] public partial Linear Trunk { get; }",
                """
                [TaskHead] public partial ClassHead<Kind> K { get; }
                [{|MTL025:TaskHead(From = "Tronk")|}] public partial BinaryHead B { get; }
                [TaskHead] public partial RegressionHead N { get; }
                """),
            "there are Input, Trunk, K, X; did you mean 'Trunk'?"),
        new(
            Image(
                """
                [{|MTL025:SharedLayer(2, From = "Imgae")|}] public partial Conv2d C { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            "there are Image; did you mean 'Image'?"),
        new(
            Rows(
                """
                [Feature(3)] public float[] Pixels = new float[3];
                [Feature] public float Z;
                """,
                """[{|MTL025:SharedLayer(2, From = "Pixel")|}] public partial Linear L { get; }"""),
            "there are Input, Pixels, Z; did you mean 'Pixels'?"),
        new(
            Rows(
                """
                [Feature(3)] public float[] Pixels = new float[3];
                [Feature] public float Z;
                """,
                """[{|MTL025:SharedLayer(2, From = "pixels")|}] public partial Linear L { get; }"""),
            "did you mean 'Pixels'?"),
        new(
            Image(
                """
                [{|MTL025:SharedLayer(4, From = "Imagine")|}] public partial Conv2d C { get; }
                [SharedLayer(1, From = "C")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "'Imagine', which is no layer, input or feature of this model; there are Image"),
        new(
            Image(
                """
                [{|MTL025:SharedLayer(4, From = "Pool")|}] public partial Conv2d C { get; }
                [SharedLayer(1, From = "C")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "declared below it"),
        new(
            Image(
                """
                [{|MTL025:SharedLayer(4, From = "C")|}] public partial Conv2d C { get; }
                [SharedLayer(1, From = "C")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "reads itself"),
        new(ThreeTasks("""[{|MTL025:SharedLayer(2, From = "B")|}] public partial Linear L { get; }"""), "which is a task"),

        new(
            ThreeTasks(
                """
                [{|MTL026:SharedLayer(4)|}] public partial Conv2d C { get; }
                [SharedLayer(1, From = "C")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "reads [channels, height, width], but its input is [batch, 1]"),
        new(
            Image(
                """
                [{|MTL026:SharedLayer(4, Kernel = 9)|}] public partial Conv2d C { get; }
                [SharedLayer(1, From = "C")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "kernel of 9, which is larger"),
        new(
            Image(
                """
                [{|MTL026:SharedLayer(2)|}] public partial GroupNorm G { get; }
                [SharedLayer(1, From = "G")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "has 2 groups, which do not divide the 3 channels that it reads; the nearest numbers that do are 1 and 3"),
        new(
            Image(
                """
                [{|MTL026:SharedLayer(4)|}] public partial GroupNorm G { get; }
                [SharedLayer(1, From = "G")] public partial AdaptiveAvgPool2d Pool { get; }
                [SharedLayer] public partial Flatten Flat { get; }
                """),
            "the nearest number that does is 3"),
        new(
            Image(
                """
                [SharedLayer(4)] public partial Conv2d C { get; }
                [{|MTL026:SharedLayer(Add = new[] { "Image", "C" })|}] public partial Flatten F { get; }
                """),
            "cannot be added"),

        new(
            Image("[SharedLayer(4)] public partial Conv2d C { get; }", "[{|MTL027:TaskHead|}] public partial BinaryHead Yes { get; }"),
            "but its input is [batch, 4, 6, 6]"),
        new(
            Image(
                """
                [SharedLayer(4)] public partial Conv2d C { get; }
                [{|MTL027:SharedLayer(4)|}] public partial Linear L { get; }
                """),
            "'L' reads a vector"),

        new(Image("[{|MTL028:SharedLayer(Output = new[] { 4 })|}] public partial Own O { get; }") + OwnModule, "names no static method"),
        new(
            Image(
                """
                [{|MTL028:SharedLayer(Factory = "NewOwm", Output = new[] { 4 })|}] public partial Own O { get; }
                static Own NewOwn() => new();
                static Own Other() => new();
                """) + OwnModule,
            "'O' is a 'Own' and is created by 'NewOwm', which is no static method of 'M' without parameters; did you mean 'NewOwn'?"),
        new(
            Image(
                """
                [{|MTL028:SharedLayer(Factory = "Cook", Output = new[] { 4 })|}] public partial Own O { get; }
                static Own NewOwn() => new();
                """) + OwnModule,
            "is created by 'Cook', which is no static method of 'M' without parameters"),
        new(
            Image(
                """
                [{|MTL028:SharedLayer(Factory = nameof(Make), Output = new[] { 4 })|}] private readonly Own _o = new();
                static Own Make() => new();
                """) + OwnModule,
            "by its initializer and by Factory"),
        new(
            Image(
                """
                [{|MTL028:SharedLayer(Factory = nameof(Make))|}] public partial Own O { get; }
                static Own Make() => new();
                """) + OwnModule,
            "output shape"),

        new(
            Rows(
                "[Feature] public float X; [Feature] public float Y;",
                """[SharedLayer(2, From = "X")] public partial Linear L { get; }""",
                model: "{|MTL029:MultiTaskModel<R>|}"),
            "the input 'Input' (the features Y)"),
        new(
            Image(
                """
                [{|MTL029:SharedLayer(From = "Image")|}] public partial Flatten F { get; }
                [SharedLayer(From = "Image")] public partial Flatten G { get; }
                """),
            "layer 'F'"),

        new(
            Image(
                """
                [SharedLayer] public partial Flatten F { get; }
                [{|MTL030:TaskLayer(3)|}] public partial Linear T { get; }
                """,
                """
                [TaskHead(From = "T")] public partial BinaryHead A { get; }
                [TaskHead(From = "T")] public partial BinaryHead B { get; }
                """),
            "tasks A and B"),

        new(
            Inputs("""Input("_sound", 2), {|MTL031:Input("Sound", 2)|}"""),
            "'Sound' and '_sound' differ too little: both would be the parameter 'sound'"),
        new(Inputs("""{|MTL031:Input("Item2", 2)|}, Input("Sound", 2)"""), "generated code uses"),
        new(
            Inputs(
                """Input("image", 2), {|MTL031:Input("Image", 2)|}""",
                """[SharedLayer(2, Concat = ["image", "Image"])] public partial Linear L { get; }"""),
            "differ only in the case of the first letter"),
        new(
            Rows("[Feature] public Kind X;", """[{|MTL031:SharedLayer(3, From = "X")|}] public partial Embedding X { get; }"""),
            "name of an input and of a layer"),
        new(
            Rows("[{|MTL031:Feature|}] public Kind Count;", """[SharedLayer(3, From = "Count")] public partial Embedding X { get; }"""),
            "a name that the generated code uses"),
        new(
            Rows("[Feature] public Kind X;", """[{|MTL031:SharedLayer(3, From = "X")|}] public partial Embedding Categories { get; }"""),
            "'Categories' is the name of an input and of a layer"),
        new(
            Rows(
                "[{|MTL031:Feature|}] public Kind Categories;",
                """[SharedLayer(3, From = "Categories")] public partial Embedding E { get; }"""),
            "is the name of a feature and of the input of all categories"),
        new(Inputs("""{|MTL031:Input("not a name", 3)|}"""), "not an identifier"),
    ];
}
