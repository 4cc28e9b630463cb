using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about rows: features, labels and the tasks that learn them.</summary>
internal static class RowMistakes
{
    public static Mistake[] All { get; } =
    [
        new(
            OnRow(
                Row,
                heads:
                    """
                    [TaskHead] public partial ClassHead<Kind> K { get; }
                    [TaskHead] public partial BinaryHead B { get; }
                    [TaskHead] public partial RegressionHead N { get; }
                    [{|MTL004:TaskHead|}] public partial BinaryHead Extra { get; }
                    """),
            "The task 'Extra' has no label: 'R' has no [Label] member of that name; its labels are K, B, N"),
        new(
            OnRow(
                """
                public sealed record R(
                    [property: Feature] float X, [property: Label] Kind? K, [property: Label] bool Boo, [property: Label] float? N);
                """,
                heads:
                    """
                    [TaskHead] public partial ClassHead<Kind> K { get; }
                    [{|MTL004:TaskHead|}] public partial BinaryHead Bo { get; }
                    [TaskHead] public partial RegressionHead N { get; }
                    """),
            "its labels are K, Boo, N; did you mean 'Boo'?"),
        new(
            OnRow(
                "public sealed record R([property: Feature] float X, [property: Label] float Weight, [property: Label] bool Sold);",
                heads:
                    """
                    [TaskHead] public partial RegressionHead Weight { get; }
                    [{|MTL004:TaskHead|}] public partial BinaryHead Sodl { get; }
                    """),
            "did you mean 'Sold'?"),
        new(
            OnRow(
                "public sealed record R([property: Feature] float X, [property: Label] float Weight, [property: Label] bool Sold);",
                heads:
                    """
                    [{|MTL004:TaskHead|}] public partial RegressionHead Wieght { get; }
                    [TaskHead] public partial BinaryHead Sold { get; }
                    """),
            "did you mean 'Weight'?"),
        new(
            OnRow(
                """public sealed record R([property: Feature] float X, [property: Label(Task = "Yess")] bool Answer);""",
                heads: "[{|MTL004:TaskHead|}] public partial BinaryHead Yes { get; }"),
            "its labels are Answer (for the task 'Yess'); did you mean 'Yes' as the Task of 'Answer'?"),
        new(
            OnRow(
                """public sealed record R([property: Feature] float X, [property: Label(Task = "No")] bool Yes);""",
                heads:
                    """
                    [{|MTL004:TaskHead|}] public partial BinaryHead Yes { get; }
                    [TaskHead] public partial BinaryHead No { get; }
                    """),
            "its labels are Yes (for the task 'No')"),

        new(
            """
            public sealed record R(
                [property: Feature] float X, [property: Label] Kind? K, [property: Label] bool B, [property: Label] float? N);

            [MultiTaskModel<R>]
            public partial class {|MTL005:M|}
            {
                [TaskHead] public partial BinaryHead B { get; }
                [TaskHead] public partial ClassHead<Kind> K { get; }
            }
            """,
            "No task learns the label 'N' of 'R': 'M' has no [TaskHead] property named 'N'"),

        new(
            OnRow(
                "public sealed record R([property: Feature] float X, [property: Label] int {|MTL011:K|});",
                heads: "[TaskHead] public partial ClassHead<Kind> K { get; }"),
            "type 'int'"),
        new(
            OnRow(
                "public sealed record R([property: Feature] float X, [property: Label] bool {|MTL011:N|});",
                heads: "[TaskHead] public partial RegressionHead N { get; }"),
            "learns a number"),
        new(
            OnRow(
                """
                public sealed record R(
                    [property: Feature] float X, [property: Label] Kind? K, [property: Label] bool B,
                    [property: Label] float? {|MTL011:N|});
                """,
                heads:
                    """
                    [TaskHead] public partial ClassHead<Kind> K { get; }
                    [TaskHead] public partial BinaryHead B { get; }
                    [TaskHead(Outputs = 2)] public partial RegressionHead N { get; }
                    """),
            "an array of float or double"),
        new(
            OnRow(
                "public sealed record R([property: Feature] float X, [property: Label] double {|MTL011:N|});",
                heads: "[TaskHead] public partial CountHead N { get; }"),
            "a whole number"),
        new(
            OnRow(
                "public sealed record R([property: Feature(5, 2)] float[] X, [property: Label] bool {|MTL011:Yes|});",
                "[SharedLayer] public partial LayerNorm L { get; }",
                "[TaskHead(PerPosition = true)] public partial BinaryHead Yes { get; }"),
            "one entry per step"),
        new(
            OnRow(
                "public sealed record R([property: Feature(5, 2)] float[] X, [property: Label] bool[] {|MTL011:N|});",
                "[SharedLayer] public partial LayerNorm L { get; }",
                "[TaskHead(PerPosition = true)] public partial RegressionHead N { get; }"),
            "an array of numbers, nullable or not, with one entry per step"),
        new(
            OnRow(
                "public sealed record R([property: Feature(5, 2)] float[] X, [property: Label] double?[] {|MTL011:N|});",
                "[SharedLayer] public partial LayerNorm L { get; }",
                "[TaskHead(PerPosition = true)] public partial CountHead N { get; }"),
            "an array of whole numbers, nullable or not, with one entry per step"),

        new(
            Rows("[Feature] public float X;", model: """MultiTaskModel<R>, {|MTL012:Input("Y", 2)|}"""),
            "its inputs are the row's features, so remove [Input]"),
        new(
            OnRow("public sealed record R(float X, bool Yes);", model: "{|MTL012:MultiTaskModel<R>|}"),
            "no member with [Feature] or [Label]"),
        new(
            """
            [{|MTL012:MultiTaskModel|}]
            public partial class M
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "Inputs = n"),
        new(
            """
            [{|MTL012:MultiTaskModel<Row<int>>|}]
            public partial class M
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }

            public sealed record Row<T>([property: Label] bool Yes);
            """,
            "'Row<int>' has no member with [Feature]"),
        new(
            OnRow("public sealed record R([property: Label] bool Yes);", model: "{|MTL012:MultiTaskModel<R>|}"),
            "no member with [Feature]"),
        new(
            """
            [{|MTL012:MultiTaskModel(Inputs = 2)|}, Input("X", 3)]
            public partial class M
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "use one of them"),
        new(
            Rows(
                """
                [Feature(3)] public float[] P0 = new float[3];
                [Feature(3)] public float[] P1 = new float[3];
                [Feature(3)] public float[] P2 = new float[3];
                [Feature(3)] public float[] P3 = new float[3];
                [Feature(3)] public float[] P4 = new float[3];
                [Feature(3)] public float[] P5 = new float[3];
                [Feature(3)] public float[] P6 = new float[3];
                """,
                """
                [TaskLayer(2, From = "P0")] public partial Linear L0 { get; }
                [TaskLayer(2, From = "P1")] public partial Linear L1 { get; }
                [TaskLayer(2, From = "P2")] public partial Linear L2 { get; }
                [TaskLayer(2, From = "P3")] public partial Linear L3 { get; }
                [TaskLayer(2, From = "P4")] public partial Linear L4 { get; }
                [TaskLayer(2, From = "P5")] public partial Linear L5 { get; }
                [TaskLayer(2, From = "P6")] public partial Linear L6 { get; }
                """,
                model: "{|MTL012:MultiTaskModel<R>|}"),
            "has 7 inputs, because"),
        new(
            Rows(
                """
                [Feature(3)] public float[] P0 = new float[3];
                [Feature(3)] public float[] P1 = new float[3];
                [Feature(3)] public float[] P2 = new float[3];
                [Feature(3)] public float[] P3 = new float[3];
                [Feature(3)] public float[] P4 = new float[3];
                [Feature(3)] public float[] P5 = new float[3];
                [Feature] public Kind X;
                """,
                """
                [TaskLayer(2, From = "P0")] public partial Linear L0 { get; }
                [TaskLayer(2, From = "P1")] public partial Linear L1 { get; }
                [TaskLayer(2, From = "P2")] public partial Linear L2 { get; }
                [TaskLayer(2, From = "P3")] public partial Linear L3 { get; }
                [TaskLayer(2, From = "P4")] public partial Linear L4 { get; }
                [TaskLayer(2, From = "P5")] public partial Linear L5 { get; }
                [SharedLayer(3, From = "X")] public partial Embedding E { get; }
                """,
                model: "{|MTL012:MultiTaskModel<R>|}"),
            "has 7 inputs, because"),

        new(
            OnRow(
                "public sealed record R([property: {|MTL013:Feature(6)|}] float[,] X, [property: Label] bool B);",
                heads: "[TaskHead] public partial BinaryHead B { get; }"),
            "'X' is a 'float[,]' and has 1 size; an array of 2 dimensions has 2: [Feature(rows, columns)]"),
        new(OnRow("public sealed record R([property: {|MTL013:Feature|}] float[] X, [property: Label] bool Yes);"), "needs its sizes"),
        new(OnRow("public sealed record R([property: {|MTL013:Feature(2)|}] float X, [property: Label] bool Yes);"), "has no sizes"),
        new(Rows("[Feature] public System.DateTime {|MTL013:X|};"), "type 'System.DateTime'"),
        new(Rows("[{|MTL013:Feature(3, 4, Categories = 9)|}] public int[] X = [];"), "a sequence of categories has one"),
        new(Rows("""[{|MTL013:Feature(3, Categories = 9)|}] public string X = "";"""), "has no sizes"),

        new(
            Rows(
                """
                [Feature] public float Y;
                [Feature] public float {|MTL022:this|}[int i] => i;
                """),
            "'this[]' is an indexer, and rows have no index"),
        new(
            Rows(
                """
                [Feature] public float Y;
                [field: Feature] public float {|MTL022:X|} { get; set; }
                """),
            "is the field behind 'X'; write the attribute on the property"),
        new(
            Rows(
                """
                [Feature] public float Y;
                public float Of([Feature] float {|MTL022:x|}) => x;
                """),
            "'x' is a parameter without a property"),
        new(
            OnRow("public sealed record R;", model: "{|MTL022:MultiTaskModel<R[]>|}"),
            "'R[]' has no members with [Feature] and [Label]; a row is a record"),
        new(Rows("[Feature] public float {|MTL022:X|} { private get; init; }"), "cannot be read"),
        new(
            OnRow("file sealed record R([property: Feature] float X, [property: Label] bool Yes);", model: "{|MTL022:MultiTaskModel<R>|}"),
            "local to its file"),
        new(
            OnRow("public sealed record R([property: Feature] float X, [property: Feature, Label] bool {|MTL022:Yes|});"),
            "both a feature and a label"),
        new(
            OnRow(
                """
                public sealed class R
                {
                    [Feature] public float X;
                    [Feature] private float {|MTL022:hidden|};
                    [Label] public bool Yes;
                    float Get() => hidden;
                }
                """),
            "cannot be read"),
        new(
            OnRow(
                """
                public sealed record R(
                    [property: Feature] float X, [property: Label] bool Yes, [property: Label(Task = "Yes")] bool Also);
                """,
                heads: "[{|MTL022:TaskHead|}] public partial BinaryHead Yes { get; }"),
            "2 labels"),

        new(Rows("[{|MTL060:Feature(Categories = 3)|}] public float X;"), "'X' is a 'float', but categories are integers"),
        new(Rows("[{|MTL060:Feature(4, Categories = 3)|}] public double[] X = [];"), "'X' is a 'double'"),
        new(Rows("[{|MTL060:Feature(Categories = 2)|}] public Kind X;"), "whose 2 members are its categories"),
        new(Rows("[{|MTL060:Feature|}] public System.IO.FileShare X;"), "values are [Flags]"),
        new(
            """
            public sealed class R
            {
                [{|MTL060:Feature|}] public Nothing X;
                [Label] public bool Yes;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            public enum Nothing;
            """,
            "an enum without members"),
        new(
            Inputs(
                """{|MTL060:Input("X", 3, 4, Categories = 9)|}""",
                """
                [SharedLayer(3)] public partial Embedding E { get; }
                [SharedLayer(4, Steps = Steps.Last)] public partial LSTM L { get; }
                """),
            "shape 3 × 4"),

        new(
            Rows("[Feature] public float X;", "[{|MTL061:SharedLayer(3)|}] public partial Embedding E { get; }"),
            "'E' reads category indices, but its input is numbers, [batch, 1]"),
        new(
            Rows(
                "[Feature] public float X; [Feature] public int Y;",
                """
                [{|MTL061:SharedLayer(3, From = "Y")|}] public partial Embedding E { get; }
                [SharedLayer(3, Concat = new[] { "Input", "E" })] public partial Linear L { get; }
                """),
            "name an enum"),

        new(
            Rows(
                "[Feature] public float X; [Feature] public Kind Y;",
                """[{|MTL062:SharedLayer(3, Concat = new[] { "Input", "Y" })|}] public partial Linear L { get; }"""),
            "reads the category indices of 'Y' as numbers"),
        new(
            Rows(
                "[Feature] public Kind X; [Feature] public Kind Y;",
                """[{|MTL062:SharedLayer(3, Concat = new[] { "X", "Y" })|}] public partial Embedding E { get; }"""),
            "an Embedding of its own"),
        new(
            Inputs("""Input("X", Categories = 9)""", heads: "[{|MTL062:TaskHead|}] public partial BinaryHead Yes { get; }"),
            "'Yes' reads the category indices of 'X' as numbers"),
        new(
            Rows(
                """
                [Feature] public float X;
                [{|MTL062:Feature(4, Categories = 9)|}] public int[] Y = [];
                """),
            "From = \"Y\""),

        new(Rows("""[{|MTL063:Feature|}] public string X = "";"""), "'X' is a string"),

        new(Rows("[{|MTL082:Feature|}] public float X => Yes ? 1 : 0;"), "The feature 'X' is computed from the label 'Yes'"),
        new(
            Rows(
                """
                [{|MTL082:Feature|}] public float X { get { return this.Half * 2; } }
                private float Half => Yes ? 0.5f : 0;
                """),
            "from the label 'Yes'"),
        new(
            OnRow(
                """
                public sealed class R
                {
                    [Feature] public float X;
                    [Feature] public float Y;
                    [{|MTL082:Label|}] public bool Yes => X > Y;
                }
                """),
            "'Yes' is computed from features alone: 'X' and 'Y'"),
        new(
            OnRow(
                """
                public sealed class R
                {
                    public bool Raw;
                    [{|MTL082:Feature|}] public bool X => Raw;
                    [Label] public bool Yes => Raw;
                }
                """),
            "The feature 'X' and the label 'Yes' are the same value"),
    ];
}
