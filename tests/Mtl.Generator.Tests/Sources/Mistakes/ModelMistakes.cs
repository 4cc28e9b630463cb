using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about model classes and their members: layers, tasks and names.</summary>
internal static class ModelMistakes
{
    public static Mistake[] All { get; } =
    [
        new(Vector(declaration: "public class {|MTL001:M|}"), "must be partial"),
        new(
            """
            public class Outer
            {
                [MultiTaskModel(Inputs = 2)]
                public partial class {|MTL001:M|}
                {
                    [TaskHead] public partial BinaryHead Yes { get; }
                }
            }
            """,
            "'Outer' must be partial"),

        new(Vector(declaration: "public partial record {|MTL002:M|}"), "a record"),
        new(Vector(declaration: "public partial class {|MTL002:M|}<T>"), "generic"),
        new(Vector(declaration: "public abstract partial class {|MTL002:M|}"), "abstract"),
        new(
            """
            public class Parent { }

            [MultiTaskModel(Inputs = 2)]
            public partial class {|MTL002:M|} : Parent
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "derived from 'Parent'"),
        new(Vector(declaration: "public partial class {|MTL002:Batch|}"), "named like a generated member"),
        new(Vector(declaration: "file partial class {|MTL002:M|}"), "local to its file"),
        new(Vector(declaration: "public partial class {|MTL002:Dispose|}"), "named like a generated member"),
        new(Vector(declaration: "public partial class {|MTL002:YesDropoutRate|}"), "named like a generated member"),
        new(
            """
            [MultiTaskModel(Inputs = 2), TaskHead("M")]
            public partial class {|MTL002:M|};
            """,
            "named like a generated member"),
        new(
            Vector(declaration: "public partial class {|MTL002:var|}"),
            "a type of the name 'var' is visible, which hides the keyword"),
        new(
            """
            public class var;

            [MultiTaskModel(Inputs = 2)]
            public partial class {|MTL002:M|}
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "a type of the name 'var'"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }

                    private class var;
                    """,
                declaration: "public partial class {|MTL002:M|}"),
            "a type of the name 'var'"),
        new(
            Vector(
                declaration:
                    """
                    public partial class {|MTL002:M|}
                        : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>
                    """),
            "derived from 'Module'"),

        new(
            Vector(heads: "[SharedLayer(2)] public partial Linear L { get; }", declaration: "public partial class {|MTL003:M|}"),
            "no [TaskHead]"),

        new(ThreeTasks("[SharedLayer(2)] public partial string {|MTL009:L|} { get; }"), "type 'string'"),
        new(
            Image("[SharedLayer] public partial ReLU {|MTL009:O|} { get; }"),
            "this one is written as [Activation(Activation.Relu)] on the layer before it"),
        new(Image("[SharedLayer(4)] public partial BatchNorm2d {|MTL009:O|} { get; }"), "written as [BatchNorm]"),
        new(
            Image("[SharedLayer] public partial InstanceNorm2d {|MTL009:O|} { get; }"),
            "this one is written as a GroupNorm with as many groups as channels"),

        new(Vector(heads: "[TaskHead] public partial string {|MTL010:B|} { get; }"), "type 'string'"),

        new(
            """
            file enum E { A, B }

            [MultiTaskModel(Inputs = 2), {|MTL017:TaskHead<E>("C")|}, TaskHead("N")]
            public partial class M;
            """,
            "The member 'C' is of a type that is local to its file, 'E'; declare it as 'enum E'"),
        new(
            """
            file class L() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("L")
            {
                public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => x;
            }

            [MultiTaskModel(Inputs = 2), {|MTL017:SharedLayer<L>("Own", Factory = "New", Output = new[] { 2 })|}, TaskHead("N")]
            public partial class M
            {
                private static object New() => new L();
            }
            """,
            "declare it as 'class L'"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] private readonly BinaryHead {|MTL017:_1|} = null!;
                    [TaskHead] public partial BinaryHead Yes { get; }
                    public object Use => _1;
                    """),
            "declare it as 'private readonly BinaryHead _value1;'"),
        new(
            Vector("[{|MTL017:TaskHead|}] public BinaryHead this[int i] => null!;"),
            "The member 'this[]' is an indexer; declare it as 'public partial BinaryHead Name { get; }'"),
        new(
            Vector("[field: {|MTL017:TaskHead|}] public BinaryHead No { get; } = null!;"),
            "is the field behind a member; declare it as 'public partial BinaryHead No { get; }'"),
        new(
            ThreeTasks("[SharedLayer(2)] public partial Linear {|MTL017:L|} { get; private set; }"),
            "declare it as 'public partial Linear L { get; }'"),
        new(ThreeTasks("[SharedLayer(2)] public Linear {|MTL017:L|} { get; } = null!;"), "not partial"),
        new(ThreeTasks("[SharedLayer(2)] public partial Linear {|MTL017:L|} { get; set; }"), "settable"),
        new(ThreeTasks("[SharedLayer(2)] public partial Linear {|MTL017:L|} { get; } = TorchSharp.torch.nn.Linear(1, 2);"), "initialized"),
        new(ThreeTasks("[SharedLayer(2)] private readonly Linear {|MTL017:_l|} = TorchSharp.torch.nn.Linear(1, 2);"), "initialized"),
        new(Vector(heads: """[TaskHead] private readonly BinaryHead {|MTL017:_yes|} = new("Yes", 2, []);"""), "initialized"),
        new(ThreeTasks("[SharedLayer(2)] public partial Linear {|MTL017:L|} => null!;"), "implemented already"),
        new(ThreeTasks("[SharedLayer(2)] public partial Linear? {|MTL017:L|} { get; }"), "nullable"),
        new(Vector(heads: "[TaskHead] private readonly BinaryHead {|MTL017:Click|};"), "private readonly BinaryHead _click;"),

        new(Vector(heads: "[TaskHead] public partial BinaryHead {|MTL018:Clone|} { get; }"), "the name of a task"),
        new(Vector(heads: "[TaskHead] public partial BinaryHead {|MTL018:Info|} { get; }"), "the name of a task"),
        new(Rows("""[Feature(Categories = 9)] public string X = "";""", "public int {|MTL018:XVocabulary|};"), "generated code uses it"),
        new(ThreeTasks("public int {|MTL018:Batch|} => 3;"), "generated code uses it"),
        new(ThreeTasks("[SharedLayer(2)] public partial Linear {|MTL018:Input|} { get; }"), "the name of a layer"),
        new(ThreeTasks("[SharedLayer(2)] public partial Linear {|MTL018:name|} { get; }"), "the name of a layer"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    [TaskHead] public partial BinaryHead {|MTL018:yes|} { get; }
                    """),
            "the name of a task"),
        new(
            ThreeTasks(
                """
                [SharedLayer(2)] public partial Linear Trunk { get; }
                [SharedLayer(2)] public partial Linear {|MTL018:trunk|} { get; }
                """),
            "'trunk' cannot be the name of a layer: it differs from 'Trunk' only in the case of the first letter, "
                + "and both would have the field '_trunk'"),
        new(
            Vector(
                "[SharedLayer(2)] public partial Linear Trunk { get; }",
                "[TaskHead] public partial BinaryHead {|MTL018:trunk|} { get; }"),
            "the name of a task: it differs from 'Trunk'"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    [TaskHead] public partial BinaryHead {|MTL018:ModelRandom|} { get; }
                    """),
            "the name of a task: the generated code uses it"),
        new(ThreeTasks("private int {|MTL018:_k|};"), "generated code uses it"),
        new(Vector(heads: "[TaskHead] public partial BinaryHead {|MTL018:Total|} { get; }"), "the name of a task"),
        new(
            ThreeTasks(
                """
                [SharedLayer(2)] public partial Linear L { get; }
                public int {|MTL018:LNorm|};
                """),
            "generated code uses it"),
        new(Vector(heads: "", attributes: """{|MTL018:TaskHead("Losses")|}"""), "the name of a task"),
        new(Vector(heads: "public int {|MTL018:A|};", attributes: """TaskHead("A")"""), "the name of a member"),

        new(Vector(heads: "[TaskHead] public partial ClassHead<One> {|MTL019:K|} { get; }"), "'One' has 1"),
        new(
            """
            [System.Flags] public enum F { None = 0, A = 1, B = 3 }

            [MultiTaskModel(Inputs = 2)]
            public partial class M
            {
                [TaskHead] public partial MultiLabelHead<F> {|MTL019:K|} { get; }
            }
            """,
            "'F' has 1"),

        new(
            OnRow(
                "public sealed record R([property: Feature] float X, [property: Label] bool Yes);",
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    [TaskHead] private readonly BinaryHead {|MTL020:_yes|};
                    """),
            "'Yes' is a task twice, by the property 'Yes' and the field '_yes'; it can be only one thing"),
        new(
            OnRow(
                "public sealed record R([property: Feature] float X, [property: Label] bool Yes);",
                heads: "[TaskHead] public partial BinaryHead {|MTL020:Yes|} { get; }",
                model: """MultiTaskModel<R>, TaskHead<bool>("Yes")"""),
            """'Yes' is a task twice, by [TaskHead("Yes")] on the class and the property 'Yes'"""),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    [SharedLayer(2)] private readonly Linear {|MTL020:_yes|};
                    """),
            "'Yes' is a task and a shared layer, by the property 'Yes' and the field '_yes'"),
        new(Vector(attributes: """SharedLayer("L", 2), {|MTL020:SharedLayer("L", 3)|}"""), "'L' is a shared layer twice"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    [TaskHead, SharedLayer(2)] public partial Linear {|MTL020:L|} { get; }
                    """),
            "only one"),
        new(Vector(heads: "", attributes: """TaskHead("A"), {|MTL020:TaskHead<Kind>("A")|}"""), "only one"),

        new(Vector(attributes: "{|MTL032:TaskHead|}"), "needs a name on the class"),
        new(Vector(heads: """[{|MTL032:TaskHead("Other")|}] public partial BinaryHead Yes { get; }"""), "must not have a name on a member"),

        new(
            Vector(
                members:
                    """
                    [SharedLayer(2), {|MTL033:Dropout(0.1)|}] public partial Linear Shared { get; }
                    [SharedLayer(3)] public partial Linear L { get; }
                    """,
                attributes: "Dropout(0.2, Scope = Scope.Shared)"),
            "'SharedDropout' would be the dropout probability of Shared, and the default dropout probability of the scope Shared; rename"),
        new(
            Vector(
                members:
                    """
                    [SharedLayer(2), {|MTL033:Dropout(0.1)|}] public partial Linear shared { get; }
                    [SharedLayer(3)] public partial Linear L { get; }
                    """,
                attributes: "Dropout(0.2, Scope = Scope.Shared)"),
            "'sharedDropout' would be the dropout probability of shared, and 'SharedDropout', whose field is the same, the default"),
        new(
            Image(
                """
                [SharedLayer(2), SpatialDropout(0.1)] public partial Conv2d A { get; }
                [SharedLayer] public partial Flatten F { get; }
                [SharedLayer(3), {|MTL033:Dropout(0.1)|}] public partial Linear ASpatial { get; }
                """),
            "'ASpatialDropout' would be the dropout probability of ASpatial, and the spatial dropout probability of A; rename"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    public partial BinaryHead {|MTL096:No|} { get; }
                    """),
            "'No' is a BinaryHead without [TaskHead]"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    [Dropout(0.1)] public partial Linear {|MTL096:L|} { get; }
                    """),
            "'L' is a Linear without [SharedLayer] or [TaskLayer]"),
        new(
            OnRow(
                Row,
                heads:
                    """
                    [TaskHead] public partial BinaryHead B { get; }
                    public partial ClassHead<Kind> {|MTL096:K|} { get; }
                    [TaskHead] public partial RegressionHead N { get; }
                    """),
            "'K' is a ClassHead<Kind> without [TaskHead]"),

        new(
            """
            public partial class {|MTL097:M|}
            {
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "'M' has layers or tasks, but no [MultiTaskModel]"),
        new(
            """
            [SharedLayer("L", 2), TaskHead("Yes")]
            public partial class {|MTL097:M|};
            """,
            "so nothing is generated"),

        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    public {|MTL098:M|}(string path) { }
                    """),
            "write 'M(string path) : this(seed: null)'"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    public {|MTL098:M|}(long? seed, TorchSharp.torch.Device? device) { }
                    """),
            "has the parameters of the generated one"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    public {|MTL098:M|}(long? seed, TorchSharp.torch.Device? device, Hyperparameters? numbers) { }
                    """),
            "has the parameters of the generated one"),
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Yes { get; }
                    public int Width => width;
                    """,
                declaration: "public partial class {|MTL098:M|}(int width)"),
            "is a primary constructor"),
    ];
}
