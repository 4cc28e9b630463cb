using System.Reflection;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>
/// The classes of a class head. The generator counts them at compile time, the runtime with <see cref="Enum.GetValues(Type)"/>;
/// both must find the same classes in the same order, or a saved model would mix them up.
/// </summary>
public sealed class EnumTests
{
    public static TheoryData<string> Enums
    {
        get
        {
            var enums = new TheoryData<string>(
                "enum E { A, B, C }",
                "enum E { C = 3, A = 1, B = 2 }",
                "enum E { A = -1, B = 0, C = 1, D = int.MinValue, F = int.MaxValue }",
                "enum E : sbyte { A = -1, B = -128, C = 127, D = 0 }",
                "enum E : byte { A = 255, B = 0, C = 128 }",
                "enum E : short { A = -1, B = 1, C = short.MinValue }",
                "enum E : ushort { A = ushort.MaxValue, B = 1 }",
                "enum E : uint { A = uint.MaxValue, B = int.MaxValue, C }",
                "enum E : long { A = -1, B = long.MinValue, C = long.MaxValue, D = int.MinValue }",
                "enum E : ulong { A = ulong.MaxValue, B = long.MaxValue, C = 0 }",
                "enum E { A, B, Alias = A, Other = B, C }",
                "enum E { Last = 5, First = 0, AlsoLast = 5, AlsoFirst = 0 }",
                "[System.Flags] enum E { None, A = 1, B = 2, Both = 3, All = ~0 }",
                "enum E { A = 'x', B = 'a' }");
            var random = new Random(1);
            foreach (var type in (string[])["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"])
            {
                var names = Enumerable.Range(0, 40).Select(i => $"N{i} = unchecked(({type})({random.NextInt64(-60, 60)}))");
                enums.Add($"enum E : {type} {{ {string.Join(", ", names)} }}");
            }
            return enums;
        }
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Classes_are_those_of_the_runtime_in_its_order(string code)
    {
        var type = Load(code);
        var expected = Enum.GetValues(type).Cast<object>().Distinct();
        Assert.Equal(expected, Classes(code).Select(name => Enum.Parse(type, name)));
    }

    [Fact]
    public void An_enum_of_another_assembly_has_the_same_classes()
    {
        const string code = "#pragma warning disable CS1591\npublic enum E { B = 2, A = -1, C = 2, D = 0 }";
        var library = GeneratorHost.Compile(code).WithAssemblyName("Library");
        var reference = MetadataReference.CreateFromImage(GeneratorHost.Emit(library));
        Assert.Equal(Classes(code), Classes("", reference));
    }

    private static EquatableArray<string> Classes(string code, params MetadataReference[] references)
    {
        const string Model =
            """

            [Mtl.MultiTaskModel(Inputs = 1)]
            partial class M
            {
                [Mtl.TaskHead] internal partial Mtl.ClassHead<E> Of { get; }
            }
            """;
        var compilation = GeneratorHost.Compile(code + Model).AddReferences(references);
        var steps = GeneratorHost.Run(compilation).GetRunResult().Results.Single().TrackedSteps;
        var description = (ModelDescription)steps[MultiTaskModelGenerator.DescriptionStep].Single().Outputs.Single().Value;
        return description.Heads.Single().Classes;
    }

    private static Type Load(string code) => Assembly.Load([.. GeneratorHost.Emit(GeneratorHost.Compile(code))]).GetType("E")!;
}
