using static Mtl.Generator.CodeFixes.Tests.EditedCode;

namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>Code fixes of the model class, its members and its rows.</summary>
internal static class DeclarationFixes
{
    public static CodeFixCase[] All { get; } =
    [
        new(
            "MTL001", "Make it and the types around it partial",
            """
            public  sealed record Outer { // with parts
                /* here */ internal class Inner { [MultiTaskModel(Inputs = 2)] public class M {
                    [TaskHead] public partial BinaryHead B { get; } } }
            }
            """,
            """
            public  sealed partial record Outer { // with parts
                /* here */ internal partial class Inner { [MultiTaskModel(Inputs = 2)] public partial class M {
                    [TaskHead] public partial BinaryHead B { get; } } }
            }
            """),
        new(
            "MTL001", "Make it partial",
            """
            [MultiTaskModel(Inputs = 2)]
            class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2)]
            partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL002", "Make it a class",
            """
            [MultiTaskModel(Inputs = 2)]
            public partial record class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2)]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL002", "Make it a class",
            """
            [MultiTaskModel(Inputs = 2)]
            public partial record M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2)]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL002", "Remove 'static'",
            """
            [MultiTaskModel(Inputs = 2)]
            public static partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel(Inputs = 2)]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL004", "Rename it to 'Spending'",
            """
            public sealed record Row([property: Feature] float X, [property: Label] float Spending);

            [MultiTaskModel<Row>]
            public partial class M
            {
                [TaskHead] public partial RegressionHead Spendings { get; }
                void Use() => System.GC.KeepAlive(Spendings);
            }
            """,
            """
            public sealed record Row([property: Feature] float X, [property: Label] float Spending);

            [MultiTaskModel<Row>]
            public partial class M
            {
                [TaskHead] public partial RegressionHead Spending { get; }
                void Use() => System.GC.KeepAlive(Spending);
            }
            """),
        new(
            "MTL005", "Add the task 'Season'",
            """
            public enum Season { Spring, Summer, Autumn, Winter }
            public sealed record Day(
                [property: Feature] float Warmth, [property: Label] bool Rain, [property: Label(Task = "Season")] Season? When);

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
            public sealed record Day(
                [property: Feature] float Warmth, [property: Label] bool Rain, [property: Label(Task = "Season")] Season? When);

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
            """),
        new(
            "MTL005", "Remove [Label]",
            """
            public sealed class Row
            {
                [Feature] public float X;
                /* told */ [Label] /* often */ public bool B;
                [Label, Standardize] public float N;
            }

            [MultiTaskModel<Row>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            public sealed class Row
            {
                [Feature] public float X;
                /* told */ [Label] /* often */ public bool B;
                [Standardize] public float N;
            }

            [MultiTaskModel<Row>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL010", "Make it a MultiLabelHead<System.IO.FileShare>",
            Vector("[TaskHead] public partial System.IO.FileShare? Modes { get; }"),
            Vector("[TaskHead] public partial MultiLabelHead<System.IO.FileShare> Modes { get; }")),
        new(
            "MTL010", "Make it a RegressionHead",
            Vector("[TaskHead] public partial double Price { get; }"),
            Vector("[TaskHead] public partial RegressionHead Price { get; }")),
        new(
            "MTL017", "Declare it as a partial property with a getter",
            Vector(
                """
                [SharedLayer(4)] // wide
                public virtual Linear? L { get; set; } = null;
                """),
            Vector(
                """
                [SharedLayer(4)] // wide
                public partial Linear L { get; }
                """)),
        new(
            "MTL017", "Declare it as a partial property with a getter",
            Vector("[SharedLayer(4)] static Linear L => null!;"),
            Vector("[SharedLayer(4)] partial Linear L { get; }")),
        new(
            "MTL018", "Rename it to 'InputLayer'",
            Vector(
                """
                [SharedLayer(4)] public partial Linear Input { get; }
                public string Name => nameof(Input);
                """),
            Vector(
                """
                [SharedLayer(4)] public partial Linear InputLayer { get; }
                public string Name => nameof(InputLayer);
                """)),
        new(
            "MTL020", "Remove [SharedLayer]",
            Vector("[SharedLayer(4), TaskHead] public partial CountHead Visits { get; }"),
            Vector("[TaskHead] public partial CountHead Visits { get; }")),
        new(
            "MTL022", "Make it public",
            """
            public sealed class R
            {
                [Feature] private protected readonly float X;
                [Label] public bool B;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            public sealed class R
            {
                [Feature] public readonly float X;
                [Label] public bool B;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL022", "Make it public",
            """
            public sealed class R
            {
                [Feature] public float X { private get; init; }
                [Label] public bool B;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            public sealed class R
            {
                [Feature] public float X { get; init; }
                [Label] public bool B;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL022", "Make it public",
            """
            public sealed class R
            {
                [Feature] float X { get; init; }
                [Label] public bool B;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            public sealed class R
            {
                [Feature] public float X { get; init; }
                [Label] public bool B;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL031", "Write \"MyImage2\"",
            """
            [MultiTaskModel, Input("my image-2", 16)]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """,
            """
            [MultiTaskModel, Input("MyImage2", 16)]
            public partial class M
            {
                [TaskHead] public partial BinaryHead B { get; }
            }
            """),
        new(
            "MTL032", """Remove '"Other"'""",
            Vector("""[TaskHead("Other", Weight = 2)] public partial RegressionHead N { get; }"""),
            Vector("[TaskHead(Weight = 2)] public partial RegressionHead N { get; }")),
    ];
}
