namespace Mtl.Generator.Tests;

/// <summary>Declarations that break a rule, at least one for each.</summary>
public static class Mistakes
{
    public const string Usings =
        """
        using Mtl;
        using TorchSharp.Modules;
        namespace Samples;
        using static Mtl.Scope;
        public enum Kind { A, B }
        public enum One { Only }

        """;

    private const string Row = "public sealed record R([property: Feature] float X, [property: Label] Kind? K, [property: Label] bool B, [property: Label] float? N);\n";

    public const string Heads =
        """
            [TaskHead] public partial ClassHead<Kind> K { get; }
            [TaskHead] public partial BinaryHead B { get; }
            [TaskHead] public partial RegressionHead N { get; }
        """;

    /// <summary>Rule, code, the text it is reported at, and a part of the message.</summary>
    public static TheoryData<string, string, string, string> All => new()
    {
        { "MTL001", "[MultiTaskModel(Inputs = 2)] public class M { " + Head() + " }", "M", "must be partial" },
        { "MTL001", "public class Outer { [MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " } }", "M", "'Outer' must be partial" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial record M { " + Head() + " }", "M", "a record" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial class M<T> { " + Head() + " }", "M", "generic" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public abstract partial class M { " + Head() + " }", "M", "abstract" },
        { "MTL002", "public class Parent { } [MultiTaskModel(Inputs = 2)] public partial class M : Parent { " + Head() + " }", "M", "derived from 'Parent'" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial class Batch { " + Head() + " }", "Batch", "named like a member" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] file partial class M { " + Head() + " }", "M", "local to its file" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial class Dispose { " + Head() + " }", "Dispose", "named like a member" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial class YesDropoutRate { " + Head() + " }", "YesDropoutRate", "named like a member" },
        { "MTL002", "[MultiTaskModel(Inputs = 2), TaskHead(\"M\")] public partial class M;", "M", "named like a member" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial class var { " + Head() + " }", "var", "a type of the name 'var' can be seen, which generated code would take for the keyword" },
        { "MTL002", "public class var; [MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " }", "M", "a type of the name 'var'" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " private class var; }", "M", "a type of the name 'var'" },
        { "MTL008", "[MultiTaskModel, Input(\"Image\", 50000, 50000)] public partial class M { [SharedLayer] public partial Flatten F { get; } " + Head() + " }", "Input(\"Image\", 50000, 50000)", "The number of values that 'Image' has for a row must be at least 1 and fit into an int; found 2147483647 or more" },
        { "MTL008", "[MultiTaskModel, Input(\"X\", 50000, 4)] public partial class M { [SharedLayer(60000)] public partial GRU L { get; } [SharedLayer] public partial Flatten F { get; } " + Head() + " }", "SharedLayer(60000)", "'L' has for a row" },
        { "MTL008", "[MultiTaskModel, Input(\"A\", 1500000000), Input(\"B\", 1500000000)] public partial class M { " + Head() + " }", "TaskHead", "'Yes' has for a row" },
        { "MTL008", "[MultiTaskModel, Input(\"X\", 3, 4)] public partial class M { [SharedLayer(1500000000, Bidirectional = true, Steps = Steps.Last)] public partial LSTM L { get; } " + Head() + " }", "SharedLayer(1500000000, Bidirectional = true, Steps = Steps.Last)", "'L' has for a row" },
        { "MTL008", "[MultiTaskModel, Input(\"X\", 3, 4, 4)] public partial class M { [SharedLayer(2, Padding = int.MaxValue)] public partial Conv2d C { get; } [SharedLayer] public partial Flatten F { get; } " + Head() + " }", "SharedLayer(2, Padding = int.MaxValue)", "'C' has for a row" },
        { "MTL008", "[MultiTaskModel(Inputs = 2000000000), SharedLayer(\"A\", 2000000000), SharedLayer(\"B\", 2000000000), SharedLayer(\"C\", 2000000000)] public partial class M { " + Head() + " }", "M", "The number of parameters of 'M'" },
        { "MTL017", "file enum E { A, B } [MultiTaskModel(Inputs = 2), TaskHead<E>(\"C\"), TaskHead(\"N\")] public partial class M;", "TaskHead<E>(\"C\")", "The member 'C' is of a type that is local to its file, 'E'; declare it as 'enum E'" },
        { "MTL017", "file class L() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>(\"L\") { public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => x; } [MultiTaskModel(Inputs = 2), SharedLayer<L>(\"Own\", Factory = \"New\", Output = new[] { 2 }), TaskHead(\"N\")] public partial class M { private static object New() => new L(); }", "SharedLayer<L>(\"Own\", Factory = \"New\", Output = new[] { 2 })", "declare it as 'class L'" },
        { "MTL017", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] private readonly BinaryHead _1 = null!; " + Head() + " public object Use => _1; }", "_1", "declare it as 'private readonly BinaryHead _value1;'" },
        { "MTL018", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial BinaryHead Clone { get; } }", "Clone", "the name of a task" },
        { "MTL018", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial BinaryHead Info { get; } }", "Info", "the name of a task" },
        { "MTL017", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public BinaryHead this[int i] => null!; " + Head() + " }", "TaskHead", "The member 'this[]' is an indexer; declare it as 'public partial BinaryHead Name { get; }'" },
        { "MTL017", "[MultiTaskModel(Inputs = 2)] public partial class M { [field: TaskHead] public BinaryHead No { get; } = null!; " + Head() + " }", "TaskHead", "is the field behind a member; declare it as 'public partial BinaryHead No { get; }'" },
        { "MTL022", RowWith("[Feature] public float Y; [Feature] public float this[int i] => i;"), "this", "'this[]' is an indexer, and rows come without an index" },
        { "MTL022", RowWith("[Feature] public float Y; [field: Feature] public float X { get; set; }"), "X", "is the field behind 'X'; write the attribute on the property" },
        { "MTL022", RowWith("[Feature] public float Y; public float Of([Feature] float x) => x;"), "x", "'x' is a parameter, and no property is made of it" },
        { "MTL031", "[MultiTaskModel, Input(\"_sound\", 2), Input(\"Sound\", 2)] public partial class M { " + Head() + " }", "Input(\"Sound\", 2)", "'Sound' and '_sound' differ too little: both would be the parameter 'sound'" },
        { "MTL031", "[MultiTaskModel, Input(\"Item2\", 2), Input(\"Sound\", 2)] public partial class M { " + Head() + " }", "Input(\"Item2\", 2)", "generated code uses" },
        { "MTL002", "[MultiTaskModel(Inputs = 2)] public partial class M : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> { " + Head() + " }", "M", "derived from 'Module'" },
        { "MTL003", "[MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(2)] public partial Linear L { get; } }", "M", "no [TaskHead]" },
        { "MTL004", Model("", Heads + "[TaskHead] public partial BinaryHead Extra { get; }"), "TaskHead", "The task 'Extra' has no label: 'R' has no [Label] member of that name; its labels are K, B, N" },
        { "MTL005", Row + "[MultiTaskModel<R>] public partial class M { [TaskHead] public partial BinaryHead B { get; } [TaskHead] public partial ClassHead<Kind> K { get; } }", "M", "No task learns the label 'N' of 'R': 'M' has no [TaskHead] property named 'N'" },
        { "MTL004", Model("", Heads.Replace("BinaryHead B ", "BinaryHead Bo ", StringComparison.Ordinal)).Replace("bool B,", "bool Boo,", StringComparison.Ordinal), "TaskHead", "its labels are K, Boo, N; did you mean 'Boo'?" },
        { "MTL004", "public sealed record R([property: Feature] float X, [property: Label] float Weight, [property: Label] bool Sold); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial RegressionHead Weight { get; } [TaskHead] public partial BinaryHead Sodl { get; } }", "TaskHead", "did you mean 'Sold'?" },
        { "MTL004", "public sealed record R([property: Feature] float X, [property: Label] float Weight, [property: Label] bool Sold); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial RegressionHead Wieght { get; } [TaskHead] public partial BinaryHead Sold { get; } }", "TaskHead", "did you mean 'Weight'?" },
        { "MTL004", "public sealed record R([property: Feature] float X, [property: Label(Task = \"Yess\")] bool Answer); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "TaskHead", "its labels are Answer (for the task 'Yess'); did you mean 'Yes' as the Task of 'Answer'?" },
        { "MTL020", "public sealed record R([property: Feature] float X, [property: Label] bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " [TaskHead] private readonly BinaryHead _yes; }", "_yes", "'Yes' is a task twice, by the property 'Yes' and the field '_yes'; it can be only one thing" },
        { "MTL020", "public sealed record R([property: Feature] float X, [property: Label] bool Yes); [MultiTaskModel<R>, TaskHead<bool>(\"Yes\")] public partial class M { " + Head() + " }", "Yes", "'Yes' is a task twice, by [TaskHead(\"Yes\")] on the class and the property 'Yes'" },
        { "MTL020", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " [SharedLayer(2)] private readonly Linear _yes; }", "_yes", "'Yes' is a task and a shared layer, by the property 'Yes' and the field '_yes'" },
        { "MTL025", Model("[SharedLayer(2)] public partial Linear Trunk { get; }", Heads.Replace("[TaskHead] public partial Binary", "[TaskHead(From = \"Tronk\")] public partial Binary", StringComparison.Ordinal)), "TaskHead(From = \"Tronk\")", "there are Input, Trunk, K, X; did you mean 'Trunk'?" },
        { "MTL025", Image("[SharedLayer(2, From = \"Imgae\")] public partial Conv2d C { get; } [SharedLayer] public partial Flatten F { get; }"), "SharedLayer(2, From = \"Imgae\")", "there are Image; did you mean 'Image'?" },
        { "MTL025", RowWith("[Feature(3)] public float[] Pixels = new float[3]; [Feature] public float Z;", "[SharedLayer(2, From = \"Pixel\")] public partial Linear L { get; }"), "SharedLayer(2, From = \"Pixel\")", "there are Input, Pixels, Z; did you mean 'Pixels'?" },
        { "MTL025", RowWith("[Feature(3)] public float[] Pixels = new float[3]; [Feature] public float Z;", "[SharedLayer(2, From = \"pixels\")] public partial Linear L { get; }"), "SharedLayer(2, From = \"pixels\")", "did you mean 'Pixels'?" },
        { "MTL046", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial BinaryHead Click { get; } [TaskHead(After = \"Cilck\")] public partial BinaryHead Buy { get; } }", "TaskHead(After = \"Cilck\")", "did you mean 'Click'?" },
        { "MTL046", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial BinaryHead Click { get; } [TaskHead(After = \"Clik\")] public partial BinaryHead Buy { get; } }", "TaskHead(After = \"Clik\")", "'Clik', which is no task of this model; did you mean 'Click'?" },
        { "MTL070", Sequences("MaxLength = 4", more: ", Input(\"Y\", SameLengthAs = \"Xx\")", layers: "[SharedLayer(2, Concat = [\"X\", \"Y\"], Steps = Steps.Last)] public partial GRU L { get; }"), "Input(\"Y\", SameLengthAs = \"Xx\")", "which is no sequence with MaxLength; did you mean 'X'?" },
        { "MTL006", Model("[SharedLayer(2), Dropout(1.0)] public partial Linear L { get; }", Heads), "Dropout(1.0)", "found 1" },
        { "MTL006", Model("[SharedLayer(2), Dropout(-0.25)] public partial Linear L { get; }", Heads), "Dropout(-0.25)", "found -0.25" },
        { "MTL006", Model("[SharedLayer(2), Dropout(double.NaN)] public partial Linear L { get; }", Heads), "Dropout(double.NaN)", "found NaN" },
        { "MTL006", "[Dropout(1.5, Scope = Task)] " + Model("", Heads, withRow: false), "Dropout(1.5, Scope = Task)", "found 1.5" },
        { "MTL007", Model("[SharedLayer(2), L2(-1e-4)] public partial Linear L { get; }", Heads), "L2(-1e-4)", "found -0.0001" },
        { "MTL007", Model("[SharedLayer(2), L2(double.PositiveInfinity)] public partial Linear L { get; }", Heads), "L2(double.PositiveInfinity)", "finite" },
        { "MTL008", Model("[SharedLayer(0)] public partial Linear L { get; }", Heads), "SharedLayer(0)", "size of 'L'" },
        { "MTL008", Model("", Heads.Replace("[TaskHead] public partial BinaryHead", "[TaskHead(Hidden = [4, -1])] public partial BinaryHead", StringComparison.Ordinal)), "TaskHead(Hidden = [4, -1])", "hidden width of 'B'" },
        { "MTL008", "public sealed record R([property: Feature(3, 0)] float[] X, [property: Label] bool B); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial BinaryHead B { get; } }", "Feature(3, 0)", "3 × 0" },
        { "MTL009", Model("[SharedLayer(2)] public partial string L { get; }", Heads), "L", "type 'string'" },
        { "MTL010", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial string B { get; } }", "B", "type 'string'" },
        { "MTL011", "public sealed record R([property: Feature] float X, [property: Label] int K); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial ClassHead<Kind> K { get; } }", "K", "type 'int'" },
        { "MTL011", "public sealed record R([property: Feature] float X, [property: Label] bool N); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial RegressionHead N { get; } }", "N", "learns a number" },
        { "MTL012", RowWith("[Feature] public float X;").Replace("[MultiTaskModel<R>]", "[MultiTaskModel<R>, Input(\"Y\", 2)]", StringComparison.Ordinal), "Input(\"Y\", 2)", "its inputs are the row's features, so remove [Input]" },
        { "MTL012", "public sealed record R(float X, bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "MultiTaskModel<R>", "no member with [Feature] or [Label]" },
        { "MTL009", Image("[SharedLayer] public partial ReLU O { get; }"), "O", "this one is written as [Activation(Activation.Relu)] on the layer before it" },
        { "MTL009", Image("[SharedLayer(4)] public partial BatchNorm2d O { get; }"), "O", "written as [BatchNorm]" },
        { "MTL004", "public sealed record R([property: Feature] float X, [property: Label(Task = \"No\")] bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " [TaskHead] public partial BinaryHead No { get; } }", "TaskHead", "its labels are Yes (for the task 'No')" },
        { "MTL017", Model("[SharedLayer(2)] public partial Linear L { get; private set; }", Heads), "L", "declare it as 'public partial Linear L { get; }'" },
        { "MTL020", "[MultiTaskModel(Inputs = 2), SharedLayer(\"L\", 2), SharedLayer(\"L\", 3)] public partial class M { " + Head() + " }", "SharedLayer(\"L\", 3)", "'L' is a shared layer twice" },
        { "MTL022", "public sealed record R; [MultiTaskModel<R[]>] public partial class M { " + Head() + " }", "MultiTaskModel<R[]>", "'R[]' has no members with [Feature] and [Label]; a row is a record" },
        { "MTL029", RowWith("[Feature] public float X; [Feature] public float Y;", "[SharedLayer(2, From = \"X\")] public partial Linear L { get; }"), "MultiTaskModel<R>", "the input 'Input' (the features Y)" },
        { "MTL031", "[MultiTaskModel, Input(\"image\", 2), Input(\"Image\", 2)] public partial class M { [SharedLayer(2, Concat = [\"image\", \"Image\"])] public partial Linear L { get; } " + Head() + " }", "Input(\"Image\", 2)", "differ in the case of the first letter alone" },
        { "MTL096", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " public partial BinaryHead No { get; } }", "No", "'No' is a BinaryHead without [TaskHead]" },
        { "MTL096", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " [Dropout(0.1)] public partial Linear L { get; } }", "L", "'L' is a Linear without [SharedLayer] or [TaskLayer]" },
        { "MTL096", Row + "[MultiTaskModel<R>] public partial class M { [TaskHead] public partial BinaryHead B { get; } public partial ClassHead<Kind> K { get; } [TaskHead] public partial RegressionHead N { get; } }", "K", "'K' is a ClassHead<Kind> without [TaskHead]" },
        { "MTL097", "public partial class M { " + Head() + " }", "M", "'M' has layers or tasks, but no [MultiTaskModel]" },
        { "MTL097", "[SharedLayer(\"L\", 2), TaskHead(\"Yes\")] public partial class M;", "M", "so nothing is generated" },
        { "MTL098", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " public M(string path) { } }", "M", "write 'M(string path) : this(seed: null)'" },
        { "MTL098", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " public M(long? seed, TorchSharp.torch.Device? device) { } }", "M", "has the parameters of the generated one" },
        { "MTL098", "[MultiTaskModel(Inputs = 2)] public partial class M(int width) { " + Head() + " public int Width => width; }", "M", "is declared beside its name" },
        { "MTL100", Balanced("Balancing(BalancingMethod.Uncertainty, Temperature = 2)"), "Balancing(BalancingMethod.Uncertainty, Temperature = 2)", "The balancing method Uncertainty has no 'Temperature'; it has no options" },
        { "MTL100", Balanced("Balancing(BalancingMethod.Famo, Temperature = 2)"), "Balancing(BalancingMethod.Famo, Temperature = 2)", "has no 'Temperature'; its options: LearningRate, WeightDecay" },
        { "MTL101", Balanced("Balancing(BalancingMethod.CAGrad, C = 1)"), "Balancing(BalancingMethod.CAGrad, C = 1)", "'C' of the balancing method CAGrad must be in [0, 1); found 1" },
        { "MTL101", Balanced("Balancing(BalancingMethod.FairGrad, Alpha = 0)"), "Balancing(BalancingMethod.FairGrad, Alpha = 0)", "must be finite and above 0; found 0" },
        { "MTL101", Balanced("Balancing(BalancingMethod.GradNorm, Alpha = double.NaN)"), "Balancing(BalancingMethod.GradNorm, Alpha = double.NaN)", "must be finite and not negative; found NaN" },
        { "MTL101", Balanced("Balancing(BalancingMethod.Mgda, Normalization = (MgdaNormalization)7)"), "Balancing(BalancingMethod.Mgda, Normalization = (MgdaNormalization)7)", "must be a member of MgdaNormalization; found 7" },
        { "MTL023", Balanced("Balancing((BalancingMethod)99)"), "Balancing((BalancingMethod)99)", "'BalancingMethod' has no value 99" },
        { "MTL102", "[Balancing(BalancingMethod.UPGrad), MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(2)] public partial Linear L { get; } " + Head() + " }", "Balancing(BalancingMethod.UPGrad)", "has one task" },
        { "MTL103", Balanced("Balancing(BalancingMethod.Mgda)", "(Weight = 0.5)"), "TaskHead(Weight = 0.5)", "The weight of the task 'N' is ignored by the balancing method Mgda" },
        { "MTL104", "[Balancing(BalancingMethod.PCGrad), MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(2), Frozen] public partial Linear L { get; } [TaskHead] public partial BinaryHead B { get; } [TaskHead] public partial RegressionHead N { get; } }", "Balancing(BalancingMethod.PCGrad)", "'M' has none that learns" },
        { "MTL018", "[Balancing(BalancingMethod.Equal), MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial BinaryHead Balancing { get; } [TaskHead] public partial RegressionHead N { get; } }", "Balancing", "'Balancing'" },
        { "MTL012", "[MultiTaskModel] public partial class M { " + Head() + " }", "MultiTaskModel", "Inputs = n" },
        { "MTL012", "[MultiTaskModel<Row<int>>] public partial class M { " + Head() + " } public sealed record Row<T>([property: Label] bool Yes);", "MultiTaskModel<Row<int>>", "'Row<int>' has no member with [Feature]" },
        { "MTL012", "public sealed record R([property: Label] bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "MultiTaskModel<R>", "no member with [Feature]" },
        { "MTL013", "public sealed record R([property: Feature(6)] float[,] X, [property: Label] bool B); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial BinaryHead B { get; } }", "Feature(6)", "'X' is a 'float[,]' and has 1 size; an array of 2 dimensions has 2: [Feature(rows, columns)]" },
        { "MTL013", "public sealed record R([property: Feature] float[] X, [property: Label] bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "Feature", "needs its sizes" },
        { "MTL013", "public sealed record R([property: Feature(2)] float X, [property: Label] bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "Feature(2)", "takes no sizes" },
        { "MTL013", RowWith("[Feature] public System.DateTime X;"), "X", "type 'System.DateTime'" },
        { "MTL013", RowWith("[Feature(3, 4, Categories = 9)] public int[] X = [];"), "Feature(3, 4, Categories = 9)", "a sequence of categories has one" },
        { "MTL008", RowWith("[Feature(Categories = 0)] public int X;"), "Feature(Categories = 0)", "number of categories of 'X'" },
        { "MTL060", RowWith("[Feature(Categories = 3)] public float X;"), "Feature(Categories = 3)", "'X' is a 'float', but categories are integers" },
        { "MTL060", RowWith("[Feature(4, Categories = 3)] public double[] X = [];"), "Feature(4, Categories = 3)", "'X' is a 'double'" },
        { "MTL060", RowWith("[Feature(Categories = 2)] public Kind X;"), "Feature(Categories = 2)", "whose 2 members are its categories" },
        { "MTL060", RowWith("[Feature] public System.IO.FileShare X;"), "Feature", "values are [Flags]" },
        { "MTL060", RowWith("[Feature] public Nothing X;") + "public enum Nothing;", "Feature", "an enum without members" },
        { "MTL060", "[MultiTaskModel, Input(\"X\", 3, 4, Categories = 9)] public partial class M { [SharedLayer(3)] public partial Embedding E { get; } [SharedLayer(4, Steps = Steps.Last)] public partial LSTM L { get; } " + Head() + " }", "Input(\"X\", 3, 4, Categories = 9)", "shape 3 × 4" },
        { "MTL061", RowWith("[Feature] public float X;", "[SharedLayer(3)] public partial Embedding E { get; }"), "SharedLayer(3)", "'E' reads category indices, but is given numbers, [batch, 1]" },
        { "MTL061", RowWith("[Feature] public float X; [Feature] public int Y;", "[SharedLayer(3, From = \"Y\")] public partial Embedding E { get; } [SharedLayer(3, Concat = new[] { \"Input\", \"E\" })] public partial Linear L { get; }"), "SharedLayer(3, From = \"Y\")", "name an enum" },
        { "MTL062", RowWith("[Feature] public float X; [Feature] public Kind Y;", "[SharedLayer(3, Concat = new[] { \"Input\", \"Y\" })] public partial Linear L { get; }"), "SharedLayer(3, Concat = new[] { \"Input\", \"Y\" })", "reads the category indices of 'Y' as numbers" },
        { "MTL062", RowWith("[Feature] public Kind X; [Feature] public Kind Y;", "[SharedLayer(3, Concat = new[] { \"X\", \"Y\" })] public partial Embedding E { get; }"), "SharedLayer(3, Concat = new[] { \"X\", \"Y\" })", "an Embedding of its own" },
        { "MTL062", "[MultiTaskModel, Input(\"X\", Categories = 9)] public partial class M { " + Head() + " }", "TaskHead", "'Yes' reads the category indices of 'X' as numbers" },
        { "MTL062", RowWith("[Feature] public float X; [Feature(4, Categories = 9)] public int[] Y = [];"), "Feature(4, Categories = 9)", "From = \"Y\"" },
        { "MTL008", Sequence("MaxLength = 0, Categories = 9", "int[]"), "Feature(MaxLength = 0, Categories = 9)", "The MaxLength of 'X'" },
        { "MTL063", Sequence("MaxLength = 5", "string[]"), "Feature(MaxLength = 5)", "'X' is a string" },
        { "MTL060", Sequence("MaxLength = 5, Categories = 9", "float[]"), "Feature(MaxLength = 5, Categories = 9)", "'X' is a 'float'" },
        { "MTL013", Sequence("MaxLength = 5", "bool[]"), "X", "type 'bool[]'" },
        { "MTL013", Sequence("MaxLength = 5", "float[][]"), "X", "type 'float[][]'" },
        { "MTL070", Sequence("MaxLength = 5", "float"), "Feature(MaxLength = 5)", "'X' is a 'float', which has no length that could vary" },
        { "MTL070", Sequence("2, MaxLength = 5, Categories = 9", "int[]"), "Feature(2, MaxLength = 5, Categories = 9)", "takes no sizes beside MaxLength" },
        { "MTL070", Sequence("2, MaxLength = 5, Categories = 9", "string[]"), "Feature(2, MaxLength = 5, Categories = 9)", "takes no sizes beside MaxLength" },
        { "MTL070", Sequence("MaxLength = 5", "float[,]"), "Feature(MaxLength = 5)", "steps with several numbers each, and needs their number: [Feature(n, MaxLength = …)]" },
        { "MTL070", Sequence("MaxLength = 5, Categories = 3", "int[,]"), "Feature(MaxLength = 5, Categories = 3)", "one per step, and has one dimension" },
        { "MTL070", Sequence("2, 3, MaxLength = 5", "float[]"), "Feature(2, 3, MaxLength = 5)", "steps of shape 2 × 3" },
        { "MTL070", Sequence("SameLengthAs = \"Other\"", "float[]", "[SharedLayer(2, From = \"X\", Steps = Steps.Mean)] public partial Linear L { get; } [SharedLayer(2, Concat = [\"L\", \"Input\"])] public partial Linear O { get; }"), "Feature(SameLengthAs = \"Other\")", "'X' is as long as 'Other', which is no sequence with MaxLength" },
        { "MTL070", Sequences("2, SameLengthAs = \"Y\"", "[SharedLayer(2, From = \"X\", Steps = Steps.Last)] public partial GRU L { get; } [SharedLayer(2, Concat = [\"L\", \"Y\"])] public partial Linear O { get; }", ", Input(\"Y\", 2)"), "Input(\"X\", 2, SameLengthAs = \"Y\")", "'X' is as long as 'Y', which is no sequence with MaxLength" },
        { "MTL070", Sequence("SameLengthAs = \"X\"", "float[]"), "Feature(SameLengthAs = \"X\")", "'X' is as long as itself" },
        { "MTL070", Sequence("MaxLength = 4, SameLengthAs = \"Y\"", "float[]"), "Feature(MaxLength = 4, SameLengthAs = \"Y\")", "give one of them" },
        { "MTL070", Sequences("2, SameLengthAs = \"X\""), "Input(\"X\", 2, SameLengthAs = \"X\")", "'X' is as long as itself" },
        { "MTL070", Sequences("2, 3, MaxLength = 5"), "Input(\"X\", 2, 3, MaxLength = 5)", "steps of shape 2 × 3" },
        { "MTL070", Sequences("2, MaxLength = 5, Categories = 4", "[SharedLayer(2, Steps = Steps.Mean)] public partial Embedding L { get; }"), "Input(\"X\", 2, MaxLength = 5, Categories = 4)", "takes no sizes" },
        { "MTL008", Sequences("2, MaxLength = 0"), "Input(\"X\", 2, MaxLength = 0)", "The MaxLength of input 'X'" },
        { "MTL031", Sequences("2, MaxLength = 5", "[SharedLayer(2, From = \"X\", Steps = Steps.Last)] public partial GRU L { get; } [SharedLayer(2, Concat = [\"L\", \"XLengths\"])] public partial Linear O { get; }", ", Input(\"XLengths\", 2)"), "Input(\"X\", 2, MaxLength = 5)", "'XLengths' is the name of an input and of the lengths of 'X'" },
        { "MTL012", Sequences("2, MaxLength = 5", "[SharedLayer(2, From = \"X\", Steps = Steps.Last)] public partial GRU L { get; } [SharedLayer(2, Concat = [\"L\", \"A\", \"B\", \"C\", \"D\"])] public partial Linear O { get; }", ", Input(\"A\", 2), Input(\"B\", 2), Input(\"C\", 2), Input(\"D\", 2), Input(\"E\", 2)"), "MultiTaskModel", "has 6 inputs beside the one that holds all lengths; a module takes at most 6" },
        { "MTL031", Sequences("2, MaxLength = 5", "[SharedLayer(2, From = \"X\", Steps = Steps.Last)] public partial GRU L { get; } [SharedLayer(2, Concat = [\"L\", \"Lengths\"])] public partial Linear O { get; }", ", Input(\"Lengths\", 2)"), "Input(\"Lengths\", 2)", "'Lengths' is the name of an input and of the one that holds the lengths of all sequences" },
        { "MTL018", Sequences("2, MaxLength = 5", "[SharedLayer(2, Steps = Steps.Last)] public partial GRU Lengths { get; }"), "Lengths", "cannot be the name of a layer" },
        { "MTL018", Sequences("2, MaxLength = 5", "[SharedLayer(2, Steps = Steps.Last)] public partial GRU XLengths { get; }"), "XLengths", "cannot be the name of a layer" },
        { "MTL074", Sequences("2, MaxLength = 5", "[SharedLayer(3, Stride = 2)] public partial Conv1d L { get; } [TaskHead(PerPosition = true, From = \"L\")] public partial BinaryHead Each { get; } [SharedLayer(2, Steps = Steps.Mean)] public partial Linear S { get; }"), "TaskHead(PerPosition = true, From = \"L\")", "'Each' predicts at every step of [batch, ≤2 L, 3], but its labels belong to the steps of the row, and 'L' changes the steps" },
        { "MTL071", Sequences("2, MaxLength = 5", "[SharedLayer] public partial Flatten L { get; }"), "SharedLayer", "'L', of type Flatten, needs all rows equally long, but reads [batch, ≤5 X, 2]" },
        { "MTL071", Sequences("2, MaxLength = 5", "[SharedLayer(3)] public partial AdaptiveAvgPool1d L { get; }"), "SharedLayer(3)", "'L', of type AdaptiveAvgPool1d," },
        { "MTL071", Sequences("2, MaxLength = 5", "[SharedLayer(Factory = nameof(Make), Output = [4])] public partial Own L { get; } private static Own Make() => new();") + " public sealed class Own() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>(\"Own\") { public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input; }", "SharedLayer(Factory = nameof(Make), Output = [4])", "'L', of type Own," },
        { "MTL027", Sequences("2, MaxLength = 5", ""), "TaskHead", "make a vector of a sequence with Steps" },
        { "MTL026", Sequences("2, MaxLength = 5", "[SharedLayer(2), BatchNorm] public partial Linear S { get; } [SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }"), "BatchNorm", "hands on a sequence [batch, ≤5 X, 2]" },
        { "MTL026", Sequences("2, MaxLength = 5", "[SharedLayer(2, Concat = [\"X\", \"Y\"], Steps = Steps.Last)] public partial GRU L { get; }", ", Input(\"Y\", 2, MaxLength = 5)"), "SharedLayer(2, Concat = [\"X\", \"Y\"], Steps = Steps.Last)", "reads X [batch, ≤5 X, 2] and Y [batch, ≤5 Y, 2], which cannot be put side by side" },
        { "MTL026", Sequences("3, MaxLength = 5", "[SharedLayer(Heads = 2, Steps = Steps.Mean)] public partial TransformerEncoder L { get; }"), "SharedLayer(Heads = 2, Steps = Steps.Mean)", "has 2 heads, which do not divide the 3 features" },
        { "MTL008", Sequences("3, MaxLength = 5", "[SharedLayer(FeedForward = -1, Steps = Steps.Mean)] public partial TransformerEncoder L { get; }"), "SharedLayer(FeedForward = -1, Steps = Steps.Mean)", "size of the feed-forward network" },
        { "MTL014", Sequences("2, MaxLength = 5", "[SharedLayer(2, Positions = Positions.Learned, Steps = Steps.Last)] public partial GRU L { get; }"), "SharedLayer(2, Positions = Positions.Learned, Steps = Steps.Last)", "'L' is a GRU, and not attention" },
        { "MTL072", Model("[SharedLayer(2, Steps = Steps.Max)] public partial Linear L { get; }", Heads), "SharedLayer(2, Steps = Steps.Max)", "has Steps = Steps.Max, but computes [batch, 2]" },
        { "MTL023", Sequences("2, MaxLength = 5", "[SharedLayer(Positions = (Positions)9, Steps = Steps.Last)] public partial MultiheadAttention L { get; }"), "SharedLayer(Positions = (Positions)9, Steps = Steps.Last)", "'Positions' has no value 9" },
        { "MTL023", Sequences("2, MaxLength = 5", "[SharedLayer(2, Steps = (Steps)9)] public partial GRU L { get; }"), "SharedLayer(2, Steps = (Steps)9)", "'Steps' has no value 9" },
        { "MTL073", Sequences("2, MaxLength = 5", "[SharedLayer(Steps = Steps.Mean), Activation(Activation.Tanh)] public partial TransformerEncoder L { get; }"), "Activation(Activation.Tanh)", "found Tanh" },
        { "MTL056", Sequences("2, MaxLength = 5", "[SharedLayer(Steps = Steps.Mean), RecurrentDropout(0.1)] public partial TransformerEncoder L { get; }"), "RecurrentDropout(0.1)", "drops inside its blocks" },
        { "MTL014", RowWith("[Feature] public float X; [Feature, Standardize] public bool Y;"), "Standardize", "'Y' is not a number but a choice" },
        { "MTL014", RowWith("[Feature] public float X; [Standardize] public float Y;"), "Standardize", "'Y' is not a feature" },
        { "MTL014", RowWith("[Feature] public float X;").Replace("[Label]", "[Label, Standardize]", StringComparison.Ordinal), "Standardize", "write it on the task's head" },
        { "MTL014", RowWith("[Feature] public float X;", "[SharedLayer(2), Standardize] public partial Linear L { get; }"), "Standardize", "'L' is not a RegressionHead" },
        { "MTL014", RowWith("[Feature] public bool X;").Replace("[MultiTaskModel<R>]", "[MultiTaskModel<R>, Standardize]", StringComparison.Ordinal), "Standardize", "reads no numbers" },
        { "MTL063", RowWith("[Feature] public string X = \"\";"), "Feature", "'X' is a string" },
        { "MTL013", RowWith("[Feature(3, Categories = 9)] public string X = \"\";"), "Feature(3, Categories = 9)", "takes no sizes" },
        { "MTL018", RowWith("[Feature(Categories = 9)] public string X = \"\";", "public int XVocabulary;"), "XVocabulary", "generated code uses it" },
        { "MTL031", RowWith("[Feature] public Kind X;", "[SharedLayer(3, From = \"X\")] public partial Embedding X { get; }"), "SharedLayer(3, From = \"X\")", "name of an input and of a layer" },
        { "MTL031", RowWith("[Feature] public Kind Count;", "[SharedLayer(3, From = \"Count\")] public partial Embedding X { get; }"), "Feature", "a name that the generated code uses" },
        { "MTL014", Model("", Heads.Replace("[TaskHead] public partial BinaryHead", "[TaskHead, BatchNorm] public partial BinaryHead", StringComparison.Ordinal)), "BatchNorm", "no hidden layers" },
        { "MTL014", "[L2(0.1, Scope = Input)] " + Model("", Heads, withRow: false), "L2(0.1, Scope = Input)", "inputs have no weights" },
        { "MTL014", Model("[Dropout(0.5)] public Linear? Unused { get; }", Heads), "Dropout(0.5)", "neither a layer nor a [TaskHead]" },
        { "MTL015", Model("[SharedLayer(2), Dropout(0.5, Scope = Task)] public partial Linear L { get; }", Heads), "Dropout(0.5, Scope = Task)", "takes no scope" },
        { "MTL016", Model("", Heads.Replace("[TaskHead]", "[TaskHead(Weight = 0)]", StringComparison.Ordinal)), "M", "weights of all tasks are 0" },
        { "MTL016", Model("", Heads.Replace("[TaskHead] public partial BinaryHead", "[TaskHead(Weight = -2)] public partial BinaryHead", StringComparison.Ordinal)), "TaskHead(Weight = -2)", "weight -2 of 'B'" },
        { "MTL017", Model("[SharedLayer(2)] public Linear L { get; } = null!;", Heads), "L", "not partial" },
        { "MTL017", Model("[SharedLayer(2)] public partial Linear L { get; set; }", Heads), "L", "settable" },
        { "MTL017", Model("[SharedLayer(2)] public partial Linear L { get; } = TorchSharp.torch.nn.Linear(1, 2);", Heads), "L", "initialized" },
        { "MTL017", Model("[SharedLayer(2)] private readonly Linear _l = TorchSharp.torch.nn.Linear(1, 2);", Heads), "_l", "initialized" },
        { "MTL017", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] private readonly BinaryHead _yes = new(\"Yes\", 2, []); }", "_yes", "initialized" },
        { "MTL018", Model("public int Batch => 3;", Heads), "Batch", "generated code uses it" },
        { "MTL017", Model("[SharedLayer(2)] public partial Linear L => null!;", Heads), "L", "implemented already" },
        { "MTL017", Model("[SharedLayer(2)] public partial Linear? L { get; }", Heads), "L", "nullable" },
        { "MTL018", Model("[SharedLayer(2)] public partial Linear Input { get; }", Heads), "Input", "the name of a layer" },
        { "MTL018", Model("[SharedLayer(2)] public partial Linear name { get; }", Heads), "name", "the name of a layer" },
        { "MTL018", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " [TaskHead] public partial BinaryHead yes { get; } }", "yes", "the name of a task" },
        { "MTL018", Model("[SharedLayer(2)] public partial Linear Trunk { get; } [SharedLayer(2)] public partial Linear trunk { get; }", Heads), "trunk", "'trunk' cannot be the name of a layer: it differs from 'Trunk' in the case of the first letter alone, and both would have the field '_trunk'" },
        { "MTL018", "[MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(2)] public partial Linear Trunk { get; } [TaskHead] public partial BinaryHead trunk { get; } }", "trunk", "the name of a task: it differs from 'Trunk'" },
        { "MTL018", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " [TaskHead] public partial BinaryHead ModelRandom { get; } }", "ModelRandom", "the name of a task: the generated code uses it" },
        { "MTL018", Model("private int _k;", Heads), "_k", "generated code uses it" },
        { "MTL018", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial BinaryHead Total { get; } }", "Total", "the name of a task" },
        { "MTL018", Model("[SharedLayer(2)] public partial Linear L { get; } public int LNorm;", Heads), "LNorm", "generated code uses it" },
        { "MTL019", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial ClassHead<One> K { get; } }", "K", "'One' has 1" },
        { "MTL020", "[MultiTaskModel(Inputs = 2)] public partial class M { " + Head() + " [TaskHead, SharedLayer(2)] public partial Linear L { get; } }", "L", "only one" },
        { "MTL021", "[Dropout(0.1, Scope = Task)] [Dropout(0.2)] " + Model("", Heads, withRow: false), "Dropout(0.2)", "given twice for 'Task'" },
        { "MTL021", Model("[SharedLayer(2), L2(0.1), L2(0.2)] public partial Linear L { get; }", Heads), "L2(0.2)", "given twice for 'L'" },
        { "MTL021", "[MultiTaskModel<R>, MultiTaskModel(Inputs = 1)] public partial class M { " + Heads + " }\n" + Row, "MultiTaskModel(Inputs = 1)", "MultiTaskModel is given twice for 'M'" },
        { "MTL022", "public sealed class R { [Feature] public float X { private get; init; } [Label] public bool Yes; } [MultiTaskModel<R>] public partial class M { " + Head() + " }", "X", "cannot be read" },
        { "MTL022", "file sealed record R([property: Feature] float X, [property: Label] bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "MultiTaskModel<R>", "local to its file" },
        { "MTL022", "public sealed record R([property: Feature] float X, [property: Feature, Label] bool Yes); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "Yes", "both a feature and a label" },
        { "MTL022", "public sealed class R { [Feature] public float X; [Feature] private float hidden; [Label] public bool Yes; float Get() => hidden; } [MultiTaskModel<R>] public partial class M { " + Head() + " }", "hidden", "cannot be read" },
        { "MTL022", "public sealed record R([property: Feature] float X, [property: Label] bool Yes, [property: Label(Task = \"Yes\")] bool Also); [MultiTaskModel<R>] public partial class M { " + Head() + " }", "TaskHead", "2 labels" },
        { "MTL023", Model("[SharedLayer(2), Activation((Activation)77)] public partial Linear L { get; }", Heads), "Activation((Activation)77)", "'Activation' has no value 77" },
        { "MTL023", "[Dropout(0.5, Scope = (Scope)8)] " + Model("", Heads, withRow: false), "Dropout(0.5, Scope = (Scope)8)", "'Scope' has no value 8" },
        { "MTL012", "[MultiTaskModel(Inputs = 2), Input(\"X\", 3)] public partial class M { " + Head() + " }", "MultiTaskModel(Inputs = 2)", "give one of them" },
        { "MTL024", Image("[SharedLayer(4, From = \"Image\", Add = new[] { \"Image\", \"Image\" })] public partial Conv2d C { get; }" + Pooled("C")), "SharedLayer(4, From = \"Image\", Add = new[] { \"Image\", \"Image\" })", "says twice what it reads" },
        { "MTL025", Image("[SharedLayer(4, From = \"Imagine\")] public partial Conv2d C { get; }" + Pooled("C")), "SharedLayer(4, From = \"Imagine\")", "'Imagine', which is no layer, input or feature of this model; there are Image" },
        { "MTL025", Image("[SharedLayer(4, From = \"Pool\")] public partial Conv2d C { get; }" + Pooled("C")), "SharedLayer(4, From = \"Pool\")", "declared below it" },
        { "MTL025", Image("[SharedLayer(4, From = \"C\")] public partial Conv2d C { get; }" + Pooled("C")), "SharedLayer(4, From = \"C\")", "reads itself" },
        { "MTL026", Model("[SharedLayer(4)] public partial Conv2d C { get; }" + Pooled("C"), Heads), "SharedLayer(4)", "reads [channels, height, width], but is given [batch, 1]" },
        {
            "MTL026", Image("[SharedLayer(2)] public partial GroupNorm G { get; }" + Pooled("G")), "SharedLayer(2)",
            "has 2 groups, which do not divide the 3 channels"
        },
        { "MTL026", Image("[SharedLayer(4, Kernel = 9)] public partial Conv2d C { get; }" + Pooled("C")), "SharedLayer(4, Kernel = 9)", "kernel of 9, which is larger" },
        { "MTL026", Image("[SharedLayer(4)] public partial Conv2d C { get; } [SharedLayer(Add = new[] { \"Image\", \"C\" })] public partial Flatten F { get; }"), "SharedLayer(Add = new[] { \"Image\", \"C\" })", "cannot be added" },
        { "MTL027", Image("[SharedLayer(4)] public partial Conv2d C { get; }"), "TaskHead", "given [batch, 4, 6, 6]" },
        { "MTL027", Image("[SharedLayer(4)] public partial Conv2d C { get; } [SharedLayer(4)] public partial Linear L { get; }"), "SharedLayer(4)", "'L' reads a vector" },
        { "MTL028", Image("[SharedLayer(Output = new[] { 4 })] public partial Own O { get; }") + OwnModule, "SharedLayer(Output = new[] { 4 })", "names no static method" },
        { "MTL028", Image("[SharedLayer(Factory = \"NewOwm\", Output = new[] { 4 })] public partial Own O { get; } static Own NewOwn() => new(); static Own Other() => new();") + OwnModule, "SharedLayer(Factory = \"NewOwm\", Output = new[] { 4 })", "'O' is a 'Own' and is made by 'NewOwm', which is no static method of 'M' without parameters; did you mean 'NewOwn'?" },
        { "MTL028", Image("[SharedLayer(Factory = \"Cook\", Output = new[] { 4 })] public partial Own O { get; } static Own NewOwn() => new();") + OwnModule, "SharedLayer(Factory = \"Cook\", Output = new[] { 4 })", "is made by 'Cook', which is no static method of 'M' without parameters" },
        { "MTL028", Image("[SharedLayer(Factory = nameof(Make), Output = new[] { 4 })] private readonly Own _o = new(); static Own Make() => new();") + OwnModule, "SharedLayer(Factory = nameof(Make), Output = new[] { 4 })", "by its initializer and by Factory" },
        { "MTL028", Image("[SharedLayer(Factory = nameof(Make))] public partial Own O { get; } static Own Make() => new();") + OwnModule, "SharedLayer(Factory = nameof(Make))", "output shape" },
        { "MTL029", Image("[SharedLayer(4, From = \"Image\")] public partial Flatten F { get; } [SharedLayer(From = \"Image\")] public partial Flatten G { get; }".Replace("4, ", "", StringComparison.Ordinal)), "SharedLayer(From = \"Image\")", "layer 'F'" },
        { "MTL030", Image("[SharedLayer] public partial Flatten F { get; } [TaskLayer(3)] public partial Linear T { get; }", "[TaskHead(From = \"T\")] public partial BinaryHead A { get; } [TaskHead(From = \"T\")] public partial BinaryHead B { get; }"), "TaskLayer(3)", "tasks A and B" },
        { "MTL040", Model("", Numbers("Loss = Loss.Focal")), "TaskHead(Loss = Loss.Focal)", "cannot learn with Loss.Focal; it can with SquaredError, AbsoluteError, Huber" },
        { "MTL040", Model("", Numbers("LabelSmoothing = 0.1")), "TaskHead(LabelSmoothing = 0.1)", "knows no label smoothing" },
        { "MTL040", Model("", Numbers("ClassWeights = new[] { 1.0 }")), "TaskHead(ClassWeights = new[] { 1.0 })", "has no classes" },
        { "MTL040", Model("", Classes("Loss = Loss.Focal, LabelSmoothing = 0.1")), "TaskHead(Loss = Loss.Focal, LabelSmoothing = 0.1)", "which knows no label smoothing" },
        { "MTL023", Model("", Classes("Loss = (Loss)77")), "TaskHead(Loss = (Loss)77)", "'Loss' has no value 77" },
        { "MTL014", Model("", Classes("FocalGamma = 1")), "TaskHead(FocalGamma = 1)", "does not learn with Loss.Focal" },
        { "MTL014", Model("", Numbers("HuberDelta = 1")), "TaskHead(HuberDelta = 1)", "does not learn with Loss.Huber" },
        { "MTL041", Model("", Classes("LabelSmoothing = 1")), "TaskHead(LabelSmoothing = 1)", "label smoothing of 'K' must be in [0, 1); found 1" },
        { "MTL041", Model("", Classes("LabelSmoothing = -0.1")), "TaskHead(LabelSmoothing = -0.1)", "found -0.1" },
        { "MTL041", Model("", Classes("Loss = Loss.Focal, FocalGamma = -1")), "TaskHead(Loss = Loss.Focal, FocalGamma = -1)", "exponent of the focal loss" },
        { "MTL041", Model("", Numbers("Loss = Loss.Huber, HuberDelta = 0")), "TaskHead(Loss = Loss.Huber, HuberDelta = 0)", "finite and positive; found 0" },
        { "MTL041", Model("", Classes("ClassWeights = new[] { 1.0, 0 }")), "TaskHead(ClassWeights = new[] { 1.0, 0 })", "weight of a class" },
        { "MTL041", Quantiles("Quantiles = new[] { 0.9, 0.1 }"), "TaskHead(Quantiles = new[] { 0.9, 0.1 })", "quantiles of 'Q' must be above 0, below 1 and in rising order; found 0.9, 0.1" },
        { "MTL041", Quantiles("Quantiles = new[] { 0.5, 1 }"), "TaskHead(Quantiles = new[] { 0.5, 1 })", "found 0.5, 1" },
        { "MTL040", Model("", Numbers("Quantiles = new[] { 0.5 }")), "TaskHead(Quantiles = new[] { 0.5 })", "'N' has type 'RegressionHead' and has no quantiles" },
        { "MTL040", Quantiles("Loss = Loss.Huber"), "TaskHead(Loss = Loss.Huber)", "it can with Pinball" },
        { "MTL043", Quantiles("Outputs = 3"), "TaskHead(Outputs = 3)", "remove Outputs = 3" },
        { "MTL042", Model("", Classes("ClassWeights = new[] { 1.0, 2, 3 }")), "TaskHead(ClassWeights = new[] { 1.0, 2, 3 })", "'K' has 2 classes, but 3 class weights" },
        { "MTL043", Model("", Classes("Outputs = 2")), "TaskHead(Outputs = 2)", "remove Outputs = 2" },
        { "MTL008", Model("", Numbers("Outputs = 0")), "TaskHead(Outputs = 0)", "number of outputs of 'N'" },
        { "MTL011", Model("", Numbers("Outputs = 2")), "N", "an array of float or double" },
        { "MTL011", "public sealed record R([property: Feature] float X, [property: Label] double N); [MultiTaskModel<R>] public partial class M { [TaskHead] public partial CountHead N { get; } }", "N", "a whole number" },
        { "MTL019", "[System.Flags] public enum F { None = 0, A = 1, B = 3 } [MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial MultiLabelHead<F> K { get; } }", "K", "'F' has 1" },
        { "MTL044", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial MultiLabelHead<Kind> K { get; } }", "K", "'Kind' has no [Flags]" },
        { "MTL045", Own("abstract", "", OwnConstructor, OwnLabels), "N", "is abstract" },
        { "MTL045", Derived("", "TaskHead(Outputs = 2)"), "N", "HiddenNormalization normalization, long outputs)" },
        { "MTL045", Derived("", "TaskHead, Standardize"), "N", "HiddenNormalization normalization, bool standardize)" },
        { "MTL045", Derived("", "TaskHead").Replace("long inputs", "string inputs", StringComparison.Ordinal).Replace("(task, inputs,", "(task, inputs.Length,", StringComparison.Ordinal), "N", "no accessible constructor (string task, long inputs," },
        { "MTL045", Derived("", "TaskHead").Replace("long inputs", "ref long inputs", StringComparison.Ordinal), "N", "no accessible constructor" },
        { "MTL045", Derived("public required int Width { get; init; }", "TaskHead"), "N", "has the required member 'Width'" },
        { "MTL045", Own("sealed", "", "public OwnHead() : base(\"\", 1, default, HiddenNormalization.None, 1) { }", OwnLabels), "N", "no accessible constructor (string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization, long outputs)" },
        { "MTL045", Own("sealed", "", OwnConstructor, ""), "N", "no accessible static method NewLabels(string task)" },
        { "MTL045", "public sealed class Mine(string task, long inputs, System.ReadOnlySpan<long> hidden, HiddenNormalization normalization) : RegressionHead(task, inputs, hidden, normalization); [MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead(Loss = Loss.Huber)] public partial Mine N { get; } }", "N", "HiddenNormalization normalization, Loss loss)" },
        { "MTL040", Own("sealed", "Loss = Loss.Huber", OwnConstructor, OwnLabels), "TaskHead(Loss = Loss.Huber)", "it has a loss of its own" },
        { "MTL046", Model("", Answers("After = \"B\"")), "TaskHead(After = \"B\")", "'B' cannot come after 'B', which is the task itself" },
        { "MTL046", Model("", Answers("After = \"Nothing\"")), "TaskHead(After = \"Nothing\")", "no task of this model" },
        { "MTL046", Model("", Answers("After = \"K\"")), "TaskHead(After = \"K\")", "which is a ClassHead; only a BinaryHead" },
        { "MTL046", Model("", Answers("After = \"N\"")), "TaskHead(After = \"N\")", "declared below it" },
        { "MTL046", Model("", Numbers("After = \"B\"")), "TaskHead(After = \"B\")", "because it is a RegressionHead" },
        { "MTL047", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead(PerPosition = true)] public partial BinaryHead Yes { get; } }", "TaskHead(PerPosition = true)", "but reads [batch, 2]" },
        { "MTL047", "[MultiTaskModel, Input(\"Words\", 5, 2)] public partial class M { [TaskHead(PerPosition = true, Outputs = 2)] public partial RegressionHead N { get; } [SharedLayer] public partial LayerNorm L { get; } }", "TaskHead(PerPosition = true, Outputs = 2)", "no single label" },
        { "MTL047", "[MultiTaskModel, Input(\"Words\", 5, 2)] public partial class M { [SharedLayer] public partial LayerNorm L { get; } [TaskHead(PerPosition = true, Hidden = [2]), BatchNorm] public partial BinaryHead Yes { get; } }", "TaskHead(PerPosition = true, Hidden = [2])", "mistake the steps" },
        { "MTL011", "public sealed record R([property: Feature(5, 2)] float[] X, [property: Label] bool Yes); [MultiTaskModel<R>] public partial class M { [SharedLayer] public partial LayerNorm L { get; } [TaskHead(PerPosition = true)] public partial BinaryHead Yes { get; } }", "Yes", "one entry per step" },
        { "MTL025", Model("", Classes("From = \"B\"")), "TaskHead(From = \"B\")", "which is a task; only heads below it can read one" },
        { "MTL025", Model("[SharedLayer(2, From = \"B\")] public partial Linear L { get; }", Heads), "SharedLayer(2, From = \"B\")", "which is a task" },
        { "MTL031", RowWith("[Feature] public Kind X;", "[SharedLayer(3, From = \"X\")] public partial Embedding Categories { get; }"), "SharedLayer(3, From = \"X\")", "'Categories' is the name of an input and of a layer" },
        { "MTL031", RowWith("[Feature] public Kind Categories;", "[SharedLayer(3, From = \"Categories\")] public partial Embedding E { get; }"), "Feature", "is the name of a feature and of the input that holds all categories" },
        { "MTL012", RowWith(Images(7), Reading(7)), "MultiTaskModel<R>", "has 7 inputs, because" },
        { "MTL012", RowWith(Images(6) + " [Feature] public Kind X;", Reading(6) + " [SharedLayer(3, From = \"X\")] public partial Embedding E { get; }"), "MultiTaskModel<R>", "has 7 inputs, because" },
        { "MTL031", "[MultiTaskModel, Input(\"not a name\", 3)] public partial class M { " + Head() + " }", "Input(\"not a name\", 3)", "not an identifier" },
        { "MTL018", "[MultiTaskModel(Inputs = 2), TaskHead(\"Losses\")] public partial class M { }", "TaskHead(\"Losses\")", "the name of a task" },
        { "MTL018", "[MultiTaskModel(Inputs = 2), TaskHead(\"A\")] public partial class M { public int A; }", "A", "the name of a member" },
        { "MTL017", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] private readonly BinaryHead Click; }", "Click", "private readonly BinaryHead _click;" },
        { "MTL020", "[MultiTaskModel(Inputs = 2), TaskHead(\"A\"), TaskHead<Kind>(\"A\")] public partial class M { }", "TaskHead<Kind>(\"A\")", "only one" },
        { "MTL032", "[MultiTaskModel(Inputs = 2), TaskHead] public partial class M { " + Head() + " }", "TaskHead", "needs a name on the class" },
        { "MTL032", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead(\"Other\")] public partial BinaryHead Yes { get; } }", "TaskHead(\"Other\")", "takes no name on a member" },
        { "MTL007", Modified("GroupLasso(-1)"), "GroupLasso(-1)", "strength of GroupLasso" },
        { "MTL007", Modified("ElasticNet(0.1, double.NaN)"), "ElasticNet(0.1, double.NaN)", "found NaN" },
        { "MTL014", Modified("L2(0.1)").Replace("SharedLayer(2)", "SharedLayer(2, Stack = 2)", StringComparison.Ordinal), "SharedLayer(2, Stack = 2)", "Stack has no effect here: 'L' is a Linear, and not an LSTM, a GRU or a TransformerEncoder" },
        { "MTL014", "[MultiTaskModel, Input(\"X\", 4, 3)] public partial class M { [SharedLayer(2, FeedForward = 8, Steps = Steps.Last)] public partial LSTM L { get; } " + Head() + " }", "SharedLayer(2, FeedForward = 8, Steps = Steps.Last)", "'L' is an LSTM, and not a TransformerEncoder" },
        { "MTL014", Image("[SharedLayer(4, Output = new[] { 4 })] private readonly Own _o = new();") + OwnModule, "SharedLayer(4, Output = new[] { 4 })", "The size 4 has no effect here: 'O' is a layer of your own, whose size Output says" },
        { "MTL014", "[MultiTaskModel(Inputs = 2), SharedLayer(\"L\", 2, Kernel = 3)] public partial class M { " + Head() + " }", "SharedLayer(\"L\", 2, Kernel = 3)", "'L' is a Linear, and not a convolution or a pooling with a kernel" },
        { "MTL014", Image("[SharedLayer, L1(0.1)] public partial Flatten F { get; }"), "L1(0.1)", "a Flatten has no weights" },
        { "MTL014", Modified("Frozen, LearningRate(0.1)"), "LearningRate(0.1)", "parameters of 'L' are frozen" },
        { "MTL014", "[MultiTaskModel(Inputs = 2), SpatialDropout(0.2)] public partial class M { " + Head() + " }", "SpatialDropout(0.2)", "no member that takes it" },
        { "MTL014", Image("[ElasticNet(1, 2)] public Linear? Unused { get; } [SharedLayer] public partial Flatten F { get; }"), "ElasticNet(1, 2)", "neither a layer" },
        { "MTL021", Modified("ElasticNet(0.1, 0.2), L2(0.3)"), "L2(0.3)", "given twice for 'L'" },
        { "MTL021", Modified("L2(0.1), ElasticNet(0.1, 0.2)"), "ElasticNet(0.1, 0.2)", "The L2 penalty, by L2 and by ElasticNet, is given twice for 'L'; only one can hold" },
        { "MTL021", Modified("ElasticNet(0.3, 0.4), ElasticNet(0.1, 0.2)"), "ElasticNet(0.1, 0.2)", "ElasticNet is given twice for 'L'" },
        { "MTL021", "[MultiTaskModel(Inputs = 2), ElasticNet(0.1, 0.2), L1(0.1, Scope = Task)] public partial class M { " + Head() + " }", "L1(0.1, Scope = Task)", "The L1 penalty, by ElasticNet and by L1, is given twice for 'Task'" },
        { "MTL021", "[MultiTaskModel(Inputs = 2), L1(0.1, Scope = Task), ElasticNet(0.1, 0.2)] public partial class M { " + Head() + " }", "ElasticNet(0.1, 0.2)", "given twice for 'Task'" },
        { "MTL050", Modified("LayerNorm, BatchNorm"), "BatchNorm", "LayerNorm and BatchNorm both hold for 'L'" },
        { "MTL050", "[MultiTaskModel(Inputs = 2), BatchNorm, LayerNorm(Scope = Task)] public partial class M { " + Head("Hidden = new[] { 2 }") + " }", "LayerNorm(Scope = Task)", "hold for 'Task'" },
        { "MTL051", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead, AdaptiveDropout(0, 0.5), Dropout(0.1)] public partial BinaryHead Yes { get; } }", "Dropout(0.1)", "AdaptiveDropout and Dropout" },
        { "MTL051", "[MultiTaskModel(Inputs = 2), Dropout(0.1, Scope = All), AdaptiveDropout(0, 0.5)] public partial class M { " + Head() + " }", "AdaptiveDropout(0, 0.5)", "hold for 'Task'" },
        { "MTL052", "[MultiTaskModel(Inputs = 2), AdaptiveDropout(0.5, 0.4)] public partial class M { " + Head() + " }", "AdaptiveDropout(0.5, 0.4)", "Min 0.5 and Max 0.4" },
        { "MTL052", "[MultiTaskModel(Inputs = 2), AdaptiveDropout(0.5, 1)] public partial class M { " + Head() + " }", "AdaptiveDropout(0.5, 1)", "Max 1" },
        { "MTL053", Modified("LearningRate(0)"), "LearningRate(0)", "found 0" },
        { "MTL053", Modified("LearningRate(double.PositiveInfinity)"), "LearningRate(double.PositiveInfinity)", "finite" },
        { "MTL054", Modified("StateKey(\"old.trunk\")"), "StateKey(\"old.trunk\")", "'old.trunk' cannot be" },
        { "MTL054", Modified("StateKey(\"\")"), "StateKey(\"\")", "must not be empty" },
        { "MTL055", Modified("StateKey(\"K\")"), "StateKey(\"K\")", "'K' of 'L' is taken by 'K'" },
        { "MTL055", Modified("BatchNorm, StateKey(\"T\")] public partial Linear L { get; } [SharedLayer(2), StateKey(\"TNorm\")] public partial Linear S { get; } [SharedLayer(2)", name: "X"), "StateKey(\"TNorm\")", "taken by 'L'" },
        { "MTL055", "[MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(2), StateKey(\"YesDropoutRate\")] private readonly Linear _trunk; [TaskHead, AdaptiveDropout(0, 0.5)] public partial BinaryHead Yes { get; } }", "StateKey(\"YesDropoutRate\")", "of 'Trunk' is taken by 'Yes'" },
        { "MTL055", Balanced("Balancing(BalancingMethod.Equal)", ", StateKey(\"Balancing\")"), "StateKey(\"Balancing\")", "The state key 'Balancing' of 'N' is taken by 'Balancing'" },
        { "MTL055", Balanced("MixtureOfExperts(2), Balancing(BalancingMethod.Equal)", ", StateKey(\"Balancing\")"), "StateKey(\"Balancing\")", "taken by 'Balancing'" },
        { "MTL055", Shared("TaskAttention", "[SharedLayer(2)] public partial Linear U { get; } [TaskLayer(2), StateKey(\"UAttended\")] public partial Linear Own { get; }", "From = \"Own\""), "StateKey(\"UAttended\")", "'UAttended' of 'Own' is taken by 'UAttended'" },
        { "MTL056", Modified("SpatialDropout(0.2)"), "SpatialDropout(0.2)", "hands on [batch, 2], not feature maps" },
        { "MTL056", Modified("AdaptiveDropout(0, 0.5)"), "AdaptiveDropout(0, 0.5)", "difficulty of a task" },
        { "MTL056", Image("[SharedLayer(2), RecurrentDropout(0.2)] public partial Conv2d C { get; } [SharedLayer] public partial Flatten F { get; }"), "RecurrentDropout(0.2)", "use [SpatialDropout]" },
        { "MTL056", "[MultiTaskModel, Input(\"Sound\", 9, 3)] public partial class M { [SharedLayer(4, Steps = Steps.Last), RecurrentDropout(0.2)] public partial LSTM L { get; } " + Head() + " }", "RecurrentDropout(0.2)", "hand on all steps" },
        { "MTL056", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead, RecurrentDropout(0.5)] public partial BinaryHead Yes { get; } }", "RecurrentDropout(0.5)", "computes vectors" },
        { "MTL056", "[MultiTaskModel(Inputs = 2), AdaptiveDropout(0, 0.5, Scope = Shared)] public partial class M { " + Head() + " }", "AdaptiveDropout(0, 0.5, Scope = Shared)", "has no tasks" },
        { "MTL057", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead, Dropout(0.5)] public partial RegressionHead N { get; } }", "Dropout(0.5)", "directly before the output of 'N'" },
        { "MTL058", "[MultiTaskModel(Inputs = 2), Frozen] public partial class M { [SharedLayer(2)] public partial Linear L { get; } " + Head() + " }", "M", "nothing would be learned" },
        { "MTL057", "[MultiTaskModel(Inputs = 2), Dropout(0.5)] public partial class M { [SharedLayer(2)] public partial Linear L { get; } [TaskHead] public partial RegressionHead N { get; } [TaskHead] public partial RegressionHead Other { get; } }", "Dropout(0.5)", "Dropout, which concerns inputs, layers and heads where it names no scope, is applied directly before the output of 'N' and 'Other'" },
        { "MTL057", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead, AdaptiveDropout(0, 0.5)] public partial RegressionHead N { get; } }", "AdaptiveDropout(0, 0.5)", "AdaptiveDropout is applied directly before the output of 'N'" },
        { "MTL080", "[MultiTaskModel(Inputs = 2)] public partial class M { [SharedLayer(2), Activation(Activation.Sigmoid)] public partial Linear L { get; } [TaskHead] public partial ClassHead<Kind> K { get; } }", "Activation(Activation.Sigmoid)", "'L' ends in a sigmoid for every output of the task, and the task 'K' reads it" },
        { "MTL080", "[MultiTaskModel(Inputs = 2), Activation(Activation.Sigmoid)] public partial class M { [SharedLayer(1), Dropout(0.1)] public partial Linear L { get; } " + Head() + " }", "SharedLayer(1)", "the task 'Yes' reads it" },
        { "MTL080", "[MultiTaskModel(Inputs = 2)] public partial class M { static Softmax New() => TorchSharp.torch.nn.Softmax(1); [SharedLayer(Factory = nameof(New), Output = new[] { 2 })] public partial Softmax L { get; } " + Head("Hidden = new[] { 4 }") + " }", "SharedLayer(Factory = nameof(New), Output = new[] { 2 })", "'L' ends in a Softmax" },
        { "MTL081", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial ClassHead<System.IO.FileShare> K { get; } }", "K", "MultiLabelHead<FileShare>" },
        { "MTL081", "[MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead] public partial OrdinalHead<System.IO.FileShare> K { get; } }", "K", "exactly one of 'FileShare'" },
        { "MTL082", RowWith("[Feature] public float X => Yes ? 1 : 0;"), "Feature", "The feature 'X' is computed from the label 'Yes'" },
        { "MTL082", RowWith("[Feature] public float X { get { return this.Half * 2; } } private float Half => Yes ? 0.5f : 0;"), "Feature", "from the label 'Yes'" },
        { "MTL082", "public sealed class R { [Feature] public float X; [Feature] public float Y; [Label] public bool Yes => X > Y; } [MultiTaskModel<R>] public partial class M { " + Head() + " }", "Label", "'Yes' is computed from features alone: 'X' and 'Y'" },
        { "MTL082", "public sealed class R { public bool Raw; [Feature] public bool X => Raw; [Label] public bool Yes => Raw; } [MultiTaskModel<R>] public partial class M { " + Head() + " }", "Feature", "The feature 'X' and the label 'Yes' are the same value" },
        { "MTL087", Model("", Numbers("Metrics = new[] { Metric.R2, Metric.Auc }")), "TaskHead(Metrics = new[] { Metric.R2, Metric.Auc })", "'N' is measured by Metric.Auc, which a RegressionHead does not have; it has RootMeanSquaredError, R2, MeanAbsoluteError, MeanSquaredError, Loss" },
        { "MTL087", Model("", Answers("Metrics = new[] { Metric.Auc, Metric.Loss, Metric.Auc }")), "TaskHead(Metrics = new[] { Metric.Auc, Metric.Loss, Metric.Auc })", "Metric.Auc twice" },
        { "MTL087", Own("sealed", "Metrics = new[] { Metric.R2 }", OwnConstructor, OwnLabels), "TaskHead(Metrics = new[] { Metric.R2 })", "which an OwnHead does not have; it has Loss" },
        { "MTL023", Model("", Classes("Metrics = new[] { (Metric)77 }")), "TaskHead(Metrics = new[] { (Metric)77 })", "'Metric' has no value 77" },
        { "MTL090", Experts("1"), "MixtureOfExperts(1)", "2 to 256 experts; found 1; one expert is the trunk as it is declared" },
        { "MTL090", Experts("0"), "MixtureOfExperts(0)", "found 0" },
        { "MTL090", Experts("-3"), "MixtureOfExperts(-3)", "found -3" },
        { "MTL090", Experts("100000"), "MixtureOfExperts(100000)", "found 100000" },
        { "MTL091", Experts("2", ""), "MixtureOfExperts(2)", "it has none; declare the trunk with [SharedLayer]" },
        { "MTL091", Experts("2", "[TaskLayer(2)] public partial Linear Own { get; }", "From = \"Own\""), "MixtureOfExperts(2)", "it has none" },
        { "MTL091", Experts("2", "[SharedLayer] public partial Flatten Flat { get; }"), "MixtureOfExperts(2)", "Flat only encode what the model reads" },
        { "MTL091", Experts("2, From = \"Trunk\""), "MixtureOfExperts(2, From = \"Trunk\")", "none with weights is below 'Trunk'" },
        { "MTL092", Experts("2, From = \"Trnk\""), "MixtureOfExperts(2, From = \"Trnk\")", "'Trnk', which is no shared layer of this model; there are Trunk; did you mean 'Trunk'?" },
        { "MTL092", Experts("2, From = \"Turnk\""), "MixtureOfExperts(2, From = \"Turnk\")", "did you mean 'Trunk'?" },
        { "MTL092", Experts("2, From = \"Yes\""), "MixtureOfExperts(2, From = \"Yes\")", "'Yes', which is a task" },
        { "MTL092", Experts("2, From = \"Own\"", "[SharedLayer(2)] public partial Linear Trunk { get; } [TaskLayer(2)] public partial Linear Own { get; }", "From = \"Own\""), "MixtureOfExperts(2, From = \"Own\")", "which belongs to one task" },
        { "MTL093", Sequences("3, MaxLength = 5").Replace("[MultiTaskModel,", "[MixtureOfExperts(2), MultiTaskModel,", StringComparison.Ordinal), "MixtureOfExperts(2)", "'X' is a sequence whose length varies, [batch, ≤5 X, 3]" },
        { "MTL093", "[MixtureOfExperts(2), MultiTaskModel, Input(\"X\", Categories = 3)] public partial class M { [SharedLayer(Factory = nameof(Make), Output = new[] { 2 })] public partial Own L { get; } static Own Make() => new(); " + Head() + " } public sealed class Own() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>(\"\") { public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => x; }", "MixtureOfExperts(2)", "'X' is category indices" },
        { "MTL094", Image("[SharedLayer(Output = new[] { 4 })] private readonly Own _o = new();").Replace("[MultiTaskModel", "[MixtureOfExperts(3), MultiTaskModel", StringComparison.Ordinal) + OwnModule, "SharedLayer(Output = new[] { 4 })", "MixtureOfExperts needs several copies" },
        { "MTL018", Experts("2", "[SharedLayer(2)] public partial Linear Trunk { get; } [TaskLayer(2)] public partial Linear TrunkExperts { get; }", "From = \"TrunkExperts\""), "TrunkExperts", "cannot be the name of a layer" },
        { "MTL018", Experts("2", "[SharedLayer(2)] public partial Linear Trunk { get; } public int YesGate => 1; "), "YesGate", "cannot be the name of a member" },
        { "MTL018", Experts("2", "[SharedLayer(2)] public partial Linear Trunk { get; } public void ComputeGates() { } "), "ComputeGates", "cannot be the name of a member" },
        { "MTL055", Experts("2", "[SharedLayer(2), StateKey(\"A\")] public partial Linear Trunk { get; } [TaskLayer(2), StateKey(\"AExperts\")] public partial Linear Own { get; }", "From = \"Own\""), "StateKey(\"AExperts\")", "AExperts" },
        { "MTL007", Shared("SoftSharing(-1)"), "SoftSharing(-1)", "The strength of SoftSharing must be finite and not negative; found -1" },
        { "MTL007", Shared("SoftSharing(double.NaN)"), "SoftSharing(double.NaN)", "found NaN" },
        { "MTL018", Shared("SoftSharing(1)", "public int TrunkOfA => 1; "), "TrunkOfA", "cannot be the name of a member" },
        { "MTL018", Shared("SoftSharing(1)", "[TaskLayer(2, From = \"Trunk\")] public partial Linear TrunkOfBNorm { get; }", "From = \"TrunkOfBNorm\""), "TrunkOfBNorm", "cannot be the name of a layer" },
        { "MTL091", Shared("SoftSharing(1, From = \"Trunk\")"), "SoftSharing(1, From = \"Trunk\")", "no shared layer for SoftSharing to begin with: none with weights is below 'Trunk', behind which it begins" },
        { "MTL092", Shared("SoftSharing(1, From = \"Trnk\")"), "SoftSharing(1, From = \"Trnk\")", "SoftSharing of 'M' cannot begin after 'Trnk', which is no shared layer of this model; there are Trunk; did you mean 'Trunk'?" },
        { "MTL094", Shared("SoftSharing(1)", "[SharedLayer(Output = new[] { 4 })] private readonly Own _o = new();") + OwnModule, "SharedLayer(Output = new[] { 4 })", "SoftSharing needs several copies" },
        { "MTL090", Shared("ProgressiveExtraction(0, 1)"), "ProgressiveExtraction(0, 1)", "What all tasks share has 1 to 256 experts; found 0" },
        { "MTL090", Shared("ProgressiveExtraction(1, 300)"), "ProgressiveExtraction(1, 300)", "Each task has 1 to 256 experts; found 300" },
        { "MTL018", Shared("ProgressiveExtraction(2, 1)", "public int TrunkExperts => 1; "), "TrunkExperts", "cannot be the name of a member" },
        { "MTL018", Shared("ProgressiveExtraction(2, 1)", "public int TrunkGateOfB => 1; "), "TrunkGateOfB", "cannot be the name of a member" },
        { "MTL018", Shared("ProgressiveExtraction(2, 1)", "public int TrunkOfBNorm => 1; "), "TrunkOfBNorm", "cannot be the name of a member" },
        { "MTL111", Shared("ProgressiveExtraction(2, 1)", head: "From = \"X\""), "ProgressiveExtraction(2, 1)", "only 'A' reads a layer of it" },
        { "MTL093", Sequences("3, MaxLength = 5").Replace("[MultiTaskModel,", "[ProgressiveExtraction(1, 1), MultiTaskModel,", StringComparison.Ordinal).Replace("public partial class M {", "public partial class M { [TaskHead] public partial BinaryHead A { get; }", StringComparison.Ordinal), "ProgressiveExtraction(1, 1)", "'X' is a sequence whose length varies" },
        { "MTL112", Shared("CrossStitch(Own = 90)"), "CrossStitch(Own = 90)", "must be in [0, 1]; found 90" },
        { "MTL053", Shared("CrossStitch(LearningRate = 0)"), "CrossStitch(LearningRate = 0)", "must be finite and above 0; found 0" },
        { "MTL018", Shared("CrossStitch", "public int TrunkStitchOfA => 1; "), "TrunkStitchOfA", "cannot be the name of a member" },
        { "MTL111", Shared("CrossStitch", head: "From = \"X\""), "CrossStitch", "only 'A' reads a layer of it" },
        { "MTL113", Shared("TaskAttention(Reduction = 0)"), "TaskAttention(Reduction = 0)", "which must be 1 or more; found 0" },
        { "MTL018", Shared("TaskAttention", "public int TrunkAttentionOfAMask => 1; "), "TrunkAttentionOfAMask", "cannot be the name of a member" },
        { "MTL018", Shared("TaskAttention", "public int TrunkAttended => 1; "), "TrunkAttended", "cannot be the name of a member" },
        { "MTL094", Shared("TaskAttention", "[SharedLayer(Output = new[] { 4 }, From = \"Trunk\")] private readonly Own _o = new();") + OwnModule, "SharedLayer(Output = new[] { 4 }, From = \"Trunk\")", "TaskAttention needs several copies" },
        { "MTL111", Shared("TaskAttention", head: "From = \"X\""), "TaskAttention", "only 'A' reads a layer of it" },
        { "MTL110", Shared("SoftSharing(1), HardSharing"), "HardSharing", "SoftSharing and HardSharing both say how the tasks of 'M' share the trunk" },
        { "MTL110", Shared("MixtureOfExperts(2), SoftSharing(1)"), "SoftSharing(1)", "MixtureOfExperts and SoftSharing both say" },
        { "MTL111", Experts("2").Replace("MixtureOfExperts(2)", "SoftSharing(1)", StringComparison.Ordinal), "SoftSharing(1)", "of the tasks of 'M' there is one only" },
        { "MTL111", Shared("SoftSharing(1)", head: "From = \"X\""), "SoftSharing(1)", "only 'A' reads a layer of it" },
    };

    internal const string OwnModule =
        "public sealed class Own() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>(\"Own\") { public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input; }";

    private static string Image(string layers, string? heads = null) =>
        $"[MultiTaskModel, Input(\"Image\", 3, 8, 8)] public partial class M {{ {layers} {heads ?? Head()} }}\n";

    private static string Pooled(string source) =>
        $" [SharedLayer(1, From = \"{source}\")] public partial AdaptiveAvgPool2d Pool {{ get; }} [SharedLayer] public partial Flatten Flat {{ get; }} ";

    /// <summary>The usual heads, with arguments for the one that predicts a number.</summary>
    private static string Numbers(string arguments) =>
        Heads.Replace("[TaskHead] public partial RegressionHead", $"[TaskHead({arguments})] public partial RegressionHead", StringComparison.Ordinal);

    /// <summary>A model of one task that predicts quantiles.</summary>
    private static string Quantiles(string arguments) =>
        $"[MultiTaskModel(Inputs = 2)] public partial class M {{ [TaskHead({arguments})] public partial QuantileHead Q {{ get; }} }}";

    private const string OwnConstructor = "public OwnHead(string task, long inputs, System.ReadOnlySpan<long> hidden, HiddenNormalization normalization, long outputs) : base(task, inputs, hidden, normalization, outputs) { }";

    private const string OwnLabels = "public static LabelColumn NewLabels(string task) => new RegressionLabels(task);";

    /// <summary>A model with a head of the user's own.</summary>
    private static string Own(string modifier, string arguments, string constructor, string labels) =>
        $$"""
        public {{modifier}} class OwnHead : TaskHead<float, float, RegressionMetrics>
        {
            {{constructor}} {{labels}}
            protected override System.ReadOnlySpan<long> RowShape => default;
            public override System.Collections.Generic.IReadOnlyList<float> Predict(TorchSharp.torch.Tensor output) => [];
            public override IMeter<RegressionMetrics> NewMeter() => throw new System.NotSupportedException();
            protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) => output - values;
        }
        [MultiTaskModel(Inputs = 2)] public partial class M { [TaskHead({{arguments}})] public partial OwnHead N { get; } }
        """;

    /// <summary>The usual heads, with arguments for the one that answers yes or no.</summary>
    private static string Answers(string arguments) =>
        Heads.Replace("[TaskHead] public partial BinaryHead", $"[TaskHead({arguments})] public partial BinaryHead", StringComparison.Ordinal);

    /// <summary>The usual heads, with arguments for the one that chooses a class.</summary>
    private static string Classes(string arguments) =>
        Heads.Replace("[TaskHead] public partial ClassHead", $"[TaskHead({arguments})] public partial ClassHead", StringComparison.Ordinal);

    /// <summary>A model of one yes-or-no task with features and layers as given.</summary>
    private static string RowWith(string features, string layers = "") =>
        $"public sealed class R {{ {features} [Label] public bool Yes; }} [MultiTaskModel<R>] public partial class M {{ {layers} {Head()} }}\n";

    /// <summary>Features that are inputs of their own, because each has a layer that names it.</summary>
    private static string Images(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"[Feature(3)] public float[] P{i} = new float[3]; "));

    /// <summary>A model with a head of the user's own that derives from a <c>RegressionHead</c>.</summary>
    private static string Derived(string members, string role) =>
        $"public sealed class Mine(string task, long inputs, System.ReadOnlySpan<long> hidden, HiddenNormalization normalization) : RegressionHead(task, inputs, hidden, normalization) {{ {members} }} [MultiTaskModel(Inputs = 2)] public partial class M {{ [{role}] public partial Mine N {{ get; }} }}";

    private static string Reading(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"[TaskLayer(2, From = \"P{i}\")] public partial Linear L{i} {{ get; }} "));

    /// <summary>A row whose feature is a sequence, if its arguments and type are right.</summary>
    private static string Sequence(string arguments, string type, string layers = "") => RowWith($"[Feature] public float Other; [Feature({arguments})] public {type} X = default!;", layers);

    /// <summary>A model that reads a sequence of varying length, and other inputs as given.</summary>
    private static string Sequences(string arguments, string layers = "[SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }", string more = "") =>
        $"[MultiTaskModel, Input(\"X\", {arguments}){more}] public partial class M {{ {layers} {Head()} }}\n";

    /// <summary>A model with a mixture of experts.</summary>
    private static string Experts(string arguments, string members = "[SharedLayer(2)] public partial Linear Trunk { get; }", string head = "") =>
        $"[MixtureOfExperts({arguments}), MultiTaskModel, Input(\"X\", 2, 3)] public partial class M {{ {members} {Head(head)} }}\n";

    /// <summary>A model of two tasks with a scheme of sharing.</summary>
    private static string Shared(string scheme, string members = "", string head = "") =>
        $"[{scheme}, MultiTaskModel, Input(\"X\", 2, 3)] public partial class M {{ [SharedLayer(2)] public partial Linear Trunk {{ get; }} {members} [TaskHead] public partial BinaryHead A {{ get; }} {Head(head).Replace(" Yes ", " B ", StringComparison.Ordinal)} }}\n";

    internal static string Head(string arguments = "") => $"[TaskHead({arguments})] public partial BinaryHead Yes {{ get; }}".Replace("()", "", StringComparison.Ordinal);

    /// <summary>A model of two tasks with attributes on the class, and arguments of the second task.</summary>
    private static string Balanced(string attributes, string head = "") =>
        $"[{attributes}, MultiTaskModel(Inputs = 2)] public partial class M {{ [SharedLayer(2)] public partial Linear L {{ get; }} [TaskHead] public partial BinaryHead B {{ get; }} [TaskHead{head}] public partial RegressionHead N {{ get; }} }}";

    /// <summary>A model whose one shared layer has modifiers.</summary>
    private static string Modified(string modifiers, string name = "L") =>
        Model($"[SharedLayer(2), {modifiers}] public partial Linear {name} {{ get; }}", Heads);

    /// <summary>A model with the usual row; modifiers on the class stand before it.</summary>
    public static string Model(string members, string heads, bool withRow = true) => withRow
        ? $"{Row}[MultiTaskModel<R>] public partial class M {{ {members}\n{heads} }}"
        : $"[MultiTaskModel<R>] public partial class M {{ {members}\n{heads} }}\n{Row}";
}
