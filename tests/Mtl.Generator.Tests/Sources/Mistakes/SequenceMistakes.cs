using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about sequences of varying length.</summary>
internal static class SequenceMistakes
{
    public static Mistake[] All { get; } =
    [
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL008:Feature(MaxLength = 0, Categories = 9)|}] public int[] X = default!;
                """),
            "The MaxLength of 'X'"),
        new(
            Inputs("""{|MTL008:Input("X", 2, MaxLength = 0)|}""", "[SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }"),
            "The MaxLength of input 'X'"),
        new(
            Inputs(
                """Input("X", 3, MaxLength = 5)""",
                "[{|MTL008:SharedLayer(FeedForward = -1, Steps = Steps.Mean)|}] public partial TransformerEncoder L { get; }"),
            "size of the feed-forward network"),

        new(
            """
            [{|MTL012:MultiTaskModel|}, Input("X", 2, MaxLength = 5), Input("A", 2), Input("B", 2), Input("C", 2), Input("D", 2),
                Input("E", 2)]
            public partial class M
            {
                [SharedLayer(2, From = "X", Steps = Steps.Last)] public partial GRU L { get; }
                [SharedLayer(2, Concat = ["L", "A", "B", "C", "D"])] public partial Linear O { get; }
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "has 6 inputs besides the lengths of sequences; a module has at most 6"),

        new(
            Rows(
                """
                [Feature] public float Other;
                [Feature(MaxLength = 5)] public bool[] {|MTL013:X|} = default!;
                """),
            "type 'bool[]'"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [Feature(MaxLength = 5)] public float[][] {|MTL013:X|} = default!;
                """),
            "type 'float[][]'"),

        new(
            Sequence("[{|MTL014:SharedLayer(2, Positions = Positions.Learned, Steps = Steps.Last)|}] public partial GRU L { get; }"),
            "'L' is a GRU, and not attention"),

        new(
            Sequence("[SharedLayer(2, Steps = Steps.Last)] public partial GRU {|MTL018:Lengths|} { get; }"),
            "cannot be the name of a layer"),
        new(
            Sequence("[SharedLayer(2, Steps = Steps.Last)] public partial GRU {|MTL018:XLengths|} { get; }"),
            "cannot be the name of a layer"),

        new(
            Sequence("[{|MTL023:SharedLayer(Positions = (Positions)9, Steps = Steps.Last)|}] public partial MultiheadAttention L { get; }"),
            "'Positions' has no value 9"),
        new(Sequence("[{|MTL023:SharedLayer(2, Steps = (Steps)9)|}] public partial GRU L { get; }"), "'Steps' has no value 9"),

        new(
            Sequence(
                """
                [SharedLayer(2), {|MTL026:BatchNorm|}] public partial Linear S { get; }
                [SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }
                """),
            "outputs a sequence [batch, ≤5 X, 2]"),
        new(
            Inputs(
                """Input("X", 2, MaxLength = 5), Input("Y", 2, MaxLength = 5)""",
                """[{|MTL026:SharedLayer(2, Concat = ["X", "Y"], Steps = Steps.Last)|}] public partial GRU L { get; }"""),
            "reads X [batch, ≤5 X, 2] and Y [batch, ≤5 Y, 2], which cannot be concatenated"),
        new(
            Inputs(
                """Input("X", 3, MaxLength = 5)""",
                "[{|MTL026:SharedLayer(Heads = 2, Steps = Steps.Mean)|}] public partial TransformerEncoder L { get; }"),
            "has 2 heads, which do not divide the 3 features"),

        new(
            Inputs("""Input("X", 2, MaxLength = 5)""", heads: "[{|MTL027:TaskHead|}] public partial BinaryHead Yes { get; }"),
            "make a vector of a sequence with Steps"),

        new(
            Inputs(
                """{|MTL031:Input("X", 2, MaxLength = 5)|}, Input("XLengths", 2)""",
                """
                [SharedLayer(2, From = "X", Steps = Steps.Last)] public partial GRU L { get; }
                [SharedLayer(2, Concat = ["L", "XLengths"])] public partial Linear O { get; }
                """),
            "'XLengths' is the name of an input and of the lengths of 'X'"),
        new(
            Inputs(
                """Input("X", 2, MaxLength = 5), {|MTL031:Input("Lengths", 2)|}""",
                """
                [SharedLayer(2, From = "X", Steps = Steps.Last)] public partial GRU L { get; }
                [SharedLayer(2, Concat = ["L", "Lengths"])] public partial Linear O { get; }
                """),
            "'Lengths' is the name of an input and of the input of all lengths"),

        new(
            Sequence("[SharedLayer(Steps = Steps.Mean), {|MTL056:RecurrentDropout(0.1)|}] public partial TransformerEncoder L { get; }"),
            "drops inside its blocks"),

        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL060:Feature(MaxLength = 5, Categories = 9)|}] public float[] X = default!;
                """),
            "'X' is a 'float'"),

        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL063:Feature(MaxLength = 5)|}] public string[] X = default!;
                """),
            "'X' is a string"),

        new(
            Inputs(
                """Input("X", MaxLength = 4), {|MTL070:Input("Y", SameLengthAs = "Xx")|}""",
                """[SharedLayer(2, Concat = ["X", "Y"], Steps = Steps.Last)] public partial GRU L { get; }"""),
            "which is no sequence with MaxLength; did you mean 'X'?"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(MaxLength = 5)|}] public float X = default!;
                """),
            "'X' is a 'float', which has no length that could vary"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(2, MaxLength = 5, Categories = 9)|}] public int[] X = default!;
                """),
            "has no sizes besides MaxLength"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(2, MaxLength = 5, Categories = 9)|}] public string[] X = default!;
                """),
            "has no sizes besides MaxLength"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(MaxLength = 5)|}] public float[,] X = default!;
                """),
            "steps with several numbers each, and needs their number: [Feature(n, MaxLength = …)]"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(MaxLength = 5, Categories = 3)|}] public int[,] X = default!;
                """),
            "one per step, and has one dimension"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(2, 3, MaxLength = 5)|}] public float[] X = default!;
                """),
            "steps of shape 2 × 3"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(SameLengthAs = "Other")|}] public float[] X = default!;
                """,
                """
                [SharedLayer(2, From = "X", Steps = Steps.Mean)] public partial Linear L { get; }
                [SharedLayer(2, Concat = ["L", "Input"])] public partial Linear O { get; }
                """),
            "'X' is as long as 'Other', which is no sequence with MaxLength"),
        new(
            Inputs(
                """{|MTL070:Input("X", 2, SameLengthAs = "Y")|}, Input("Y", 2)""",
                """
                [SharedLayer(2, From = "X", Steps = Steps.Last)] public partial GRU L { get; }
                [SharedLayer(2, Concat = ["L", "Y"])] public partial Linear O { get; }
                """),
            "'X' is as long as 'Y', which is no sequence with MaxLength"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(SameLengthAs = "X")|}] public float[] X = default!;
                """),
            "'X' is as long as itself"),
        new(
            Rows(
                """
                [Feature] public float Other;
                [{|MTL070:Feature(MaxLength = 4, SameLengthAs = "Y")|}] public float[] X = default!;
                """),
            "use one of them"),
        new(
            Inputs(
                """{|MTL070:Input("X", 2, SameLengthAs = "X")|}""",
                "[SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }"),
            "'X' is as long as itself"),
        new(
            Inputs("""{|MTL070:Input("X", 2, 3, MaxLength = 5)|}""", "[SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }"),
            "steps of shape 2 × 3"),
        new(
            Inputs(
                """{|MTL070:Input("X", 2, MaxLength = 5, Categories = 4)|}""",
                "[SharedLayer(2, Steps = Steps.Mean)] public partial Embedding L { get; }"),
            "has no sizes"),

        new(
            Sequence("[{|MTL071:SharedLayer|}] public partial Flatten L { get; }"),
            "'L', of type Flatten, needs all rows equally long, but reads [batch, ≤5 X, 2]"),
        new(Sequence("[{|MTL071:SharedLayer(3)|}] public partial AdaptiveAvgPool1d L { get; }"), "'L', of type AdaptiveAvgPool1d,"),
        new(
            Sequence(
                """
                [{|MTL071:SharedLayer(Factory = nameof(Make), Output = [4])|}] public partial Own L { get; }
                private static Own Make() => new();
                """) + OwnModule,
            "'L', of type Own,"),

        new(
            ThreeTasks("[{|MTL072:SharedLayer(2, Steps = Steps.Max)|}] public partial Linear L { get; }"),
            "has Steps = Steps.Max, but computes [batch, 2]"),

        new(
            Sequence(
                "[SharedLayer(Steps = Steps.Mean), {|MTL073:Activation(Activation.Tanh)|}] public partial TransformerEncoder L { get; }"),
            "found Tanh"),

        new(
            Sequence(
                """
                [SharedLayer(3, Stride = 2)] public partial Conv1d L { get; }
                [{|MTL074:TaskHead(PerPosition = true, From = "L")|}] public partial BinaryHead Each { get; }
                [SharedLayer(2, Steps = Steps.Mean)] public partial Linear S { get; }
                """),
            "'Each' predicts at every time step of [batch, ≤2 L, 3], but its labels belong to the steps of the row, "
                + "and 'L' changes the steps"),
    ];
}
