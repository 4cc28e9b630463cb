using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Tests;

/// <summary>Declarations as they stand in real projects, in every kind of place and project: all compile without any message.</summary>
public sealed class SettingsTests
{
    private const string Usings =
        """
        global using Mtl;
        global using Layer = TorchSharp.Modules.Linear;
        global using Model = Mtl.MultiTaskModelAttribute;
        global using Output = Mtl.TaskHeadAttribute;
        global using RowModel = Mtl.MultiTaskModelAttribute<Row>;
        global using YesOrNo = Mtl.BinaryHead;
        internal sealed record Row([property: Feature] float X, [property: Label] bool Yes);
        """;

    private const string Head = "[TaskHead] internal partial BinaryHead Yes { get; }";

    public static TheoryData<string> Places => new(
        $"[MultiTaskModel(Inputs = 2)] partial class M {{ {Head} }}",
        $"partial struct Outer {{ [MultiTaskModel(Inputs = 2)] public partial class M {{ {Head} }} }}",
        $"readonly ref partial struct Outer {{ [MultiTaskModel(Inputs = 2)] public partial class M {{ {Head} }} }}",
        $"partial record Outer(int Size) {{ [MultiTaskModel(Inputs = 2)] public partial class M {{ {Head} }} }}",
        $"partial record struct Outer(int Size) {{ [MultiTaskModel(Inputs = 2)] public partial class M {{ {Head} }} }}",
        $"partial interface IOuter {{ [MultiTaskModel(Inputs = 2)] public partial class M {{ {Head} }} }}",
        """
        static partial class A
        {
            partial class B
            {
                protected partial class C
                {
                    [MultiTaskModel(Inputs = 2)]
                    private protected sealed partial class M
                    {
                        [TaskHead] internal partial BinaryHead Yes { get; }
                    }
                }
            }
        }
        """,
        $"partial class @record {{ [MultiTaskModel(Inputs = 2)] public partial class @required {{ {Head} }} }}",
        $"namespace @namespace.@record.@global {{ [MultiTaskModel(Inputs = 2)] partial class @scoped {{ {Head} }} }}",
        $"namespace Mtl.Inside {{ [MultiTaskModel(Inputs = 2)] partial class M {{ {Head} }} }}",
        $"namespace TorchSharp {{ [MultiTaskModel(Inputs = 2)] partial class Model {{ {Head} }} }}",
        """
        namespace Own.System.Mtl.TorchSharp
        {
            class Tensor;
            class Batch;
            class Outputs;

            [MultiTaskModel(Inputs = 2)]
            partial class M
            {
                [TaskHead] internal partial BinaryHead Yes { get; }
            }
        }
        """);

    public static TheoryData<string> Classes => new(
        $"interface IMarker; [MultiTaskModel(Inputs = 2)] partial class M : IMarker {{ {Head} }}",
        """
        interface IMarker
        {
            string Name { get; }
        }

        [MultiTaskModel(Inputs = 2)]
        partial class M : IMarker, System.ICloneable
        {
            [TaskHead] internal partial BinaryHead Yes { get; }
            public string Name => "";
            public object Clone() => new M();
        }
        """,
        """
        [MultiTaskModel(Inputs = 2)]
        partial class M : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, M.Outputs>
        {
            [TaskHead] internal partial BinaryHead Yes { get; }
        }
        """,
        """
        [MultiTaskModel(Inputs = 2)]
        partial class M
        {
            [SharedLayer(3)] private readonly Layer seed;
            [SharedLayer(3)] private readonly Layer device;
            [SharedLayer(3)] private readonly Layer model;
            [SharedLayer(3)] private readonly Layer _trunk;
            [TaskHead] BinaryHead yes;
            [TaskHead] protected readonly RegressionHead _cost;
            [TaskHead] internal volatile RegressionHead _gain;
            void Use() => System.GC.KeepAlive((Trunk, Yes, Cost, Gain, _trunk, yes));
        }
        """,
        """
        namespace Mtl.Inside
        {
            enum Kind { A, B }

            [MultiTaskModel(Inputs = 2), SharedLayer("Trunk", 3), TaskHead("Cost"), TaskHead<Kind>("Of"),
                TaskHead<bool>("Yes")]
            partial class M
            {
                void Use() => System.GC.KeepAlive((Trunk, Cost, Of, Yes));
            }
        }
        """,
        """
        partial class Outer
        {
            enum Kind { A, B }

            [MultiTaskModel(Inputs = 2), TaskHead<Kind>("Of")]
            protected partial class M;
        }
        """,
        """
        partial class Outer
        {
            enum Kind { A, B }

            [MultiTaskModel(Inputs = 2)]
            protected partial class M
            {
                [TaskHead] private readonly ClassHead<Kind> _of;
            }
        }
        """,
        """
        [MultiTaskModel(Inputs = 2), TaskHead("Cost")]
        partial class M
        {
            public M(int size) : this(seed: size) { }
            public int Size { get; set; }
            private int _size;
        }
        """,
        """
        [Mtl.MultiTaskModel(Inputs = 2)]
        partial class M
        {
            [Mtl.TaskHead, Mtl.Dropout(0.5)] internal partial Mtl.BinaryHead Yes { get; }
        }
        """,
        """
        [global::Mtl.MultiTaskModelAttribute(Inputs = 2)]
        partial class M
        {
            [global::Mtl.TaskHeadAttribute()] internal partial global::Mtl.BinaryHead Yes { get; }
        }
        """,
        $"[Model(Inputs = 2)] partial class M {{ [Output] internal partial YesOrNo Yes {{ get; }} }}",
        $"[RowModel] partial class M {{ {Head} }}",
        """
        [MultiTaskModel(Inputs = 2)]
        partial class A
        {
            [TaskHead] internal partial BinaryHead Yes { get; }
        }

        [MultiTaskModel(Inputs = 3)]
        partial class B
        {
            [TaskHead] internal partial BinaryHead Yes { get; }
        }
        """,
        """
        [MultiTaskModel(Inputs = 2)]
        partial class Net
        {
            [TaskHead] internal partial BinaryHead Yes { get; }
        }

        [MultiTaskModel(Inputs = 3)]
        partial class net
        {
            [TaskHead] internal partial BinaryHead Yes { get; }
        }
        """,
        """
        [MultiTaskModel(Inputs = 2)]
        partial class M
        {
            [TaskHead] internal partial BinaryHead Yes { get; }
            public M(string path) : this(seed: 1) { load(path); }
            protected override void Dispose(bool disposing) => base.Dispose(disposing);
        }
        """,
        $"[MultiTaskModel(Inputs = 2), System.Obsolete] partial class M {{ {Head} }}",
        """
        [MultiTaskModel(Inputs = 2)]
        public partial class M
        {
            [TaskHead] partial BinaryHead A { get; }
            [TaskHead] private partial BinaryHead B { get; }
            [TaskHead] private protected partial BinaryHead C { get; }
            [TaskHead] protected partial BinaryHead D { get; }
            [TaskHead] protected internal partial BinaryHead E { get; }
            [TaskHead] internal unsafe partial BinaryHead F { get; }
            [TaskHead] internal protected partial BinaryHead G { get; }
        }
        """,
        """
        [MultiTaskModel(Inputs = 2)]
        partial class M
        {
            [Mtl.SharedLayer(3), Dropout(0.5)] [BatchNorm] internal partial Layer First { get; }
            [TaskHead] internal partial BinaryHead Yes { get; }
            [TaskHead] internal partial RegressionHead _No { get; }
        }
        """,
        """
        [MultiTaskModel(Inputs = 2)]
        partial class M
        {
            [TaskHead] private partial ClassHead<Kind> Of { get; }
            private enum Kind { A, B }
        }
        """,
        """
        partial class Outer
        {
            enum Kind { A, B }

            [MultiTaskModel(Inputs = 2)]
            protected partial class M
            {
                [TaskHead] private partial ClassHead<Kind> Of { get; }
            }
        }
        """,
        """
        partial class Outer
        {
            protected enum Kind { A, B }

            [MultiTaskModel(Inputs = 2)]
            protected partial class M
            {
                [TaskHead] public partial ClassHead<Kind> Of { get; }
            }
        }
        """,
        """
        partial class Outer
        {
            enum Kind { A, B }

            [MultiTaskModel(Inputs = 2)]
            partial class M
            {
                [TaskHead] public partial ClassHead<Kind> Of { get; }
            }

            class User
            {
                M.Prediction Use(M m, TorchSharp.torch.Tensor x) => m.Predict(x)[0];
            }
        }
        """,
        """
        partial class Outer
        {
            protected internal enum Kind { A, B }

            [MultiTaskModel(Inputs = 2)]
            public partial class M
            {
                [TaskHead] internal partial ClassHead<Kind> Of { get; }
            }
        }
        """);

    public static TheoryData<string> Rows => new(
        "class R { [Feature] public float X; [Label] public bool Yes; }",
        "struct R { [Feature] public float X; [Label] public bool Yes; }",
        "readonly record struct R([property: Feature] float X, [property: Label] bool? Yes);",
        """
        class Base
        {
            [Feature] public float X { get; init; }
            [Label] public virtual bool? Yes => null;
        }

        class R : Base
        {
            [Label] public override bool? Yes => true;
        }
        """,
        """
        abstract class Base
        {
            [Feature] public abstract float X { get; }
            [Label] public bool Yes;
        }

        class R : Base
        {
            public override float X => 1;
        }
        """,
        """
        class Base
        {
            [Feature] public float X;
            [Label] public string Yes = "";
        }

        class R : Base
        {
            [Label] public new bool Yes;
        }
        """,
        "interface R { [Feature] float X { get; } [Label] bool Yes { get; } }",
        "interface IBase { [Feature] float X { get; } } interface R : IBase { [Label] bool Yes { get; } }",
        "class R { [Feature] internal float X { get; init; } [Label] protected internal bool Yes { get; init; } }",
        "class R { [Feature(2)] public float[]? X { get; init; } [Label] public bool? Yes { get; init; } }",
        "class R { [System.Obsolete(\"old\")] [Feature] public float X; [Label] public bool Yes; }",
        """
        class R
        {
            [Feature] public sbyte A;
            [Feature] public ushort B;
            [Feature] public ulong C;
            [Feature] public decimal D;
            [Feature] public bool E;
            [Feature(1)] public long[] F = [1];
            [Feature(1)] public double[] G = [1];
            [Feature(1)] public decimal[] H = [1];
            [Label] public bool Yes;
        }
        """,
        """
        record Generic<T>([property: Feature] float X, [property: Label] bool Yes, T Extra);

        record R : Generic<string?>
        {
            public R() : base(1, true, null) { }
        }
        """);

    [Theory]
    [MemberData(nameof(Places))]
    [MemberData(nameof(Classes))]
    public Task A_model_can_be_declared_anywhere(string code) => CompilesClean(code);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_row_can_be_any_type(string row) => CompilesClean($"{row}\n[MultiTaskModel<R>] partial class M {{ {Head} }}");

    private static async Task CompilesClean(string code)
    {
        var generated = GeneratorHost.Generate(Usings, "#pragma warning disable CS1591, CS8981, CS0169, CS0649, CA1050\n" + code);
        var messages = GeneratorHost.CompilerMessages(generated).Concat(await GeneratorHost.Analyze(generated)).ToList();
        Assert.True(messages.Count == 0, string.Join('\n', messages));
    }
}
