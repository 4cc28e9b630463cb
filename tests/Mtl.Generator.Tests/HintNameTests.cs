using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Tests;

/// <summary>Names of generated files are readable and differ for any two classes, even without regard to case.</summary>
public sealed class HintNameTests
{
    private const string Model = "[Mtl.MultiTaskModel(Inputs = 2)] partial class";
    private const string Body = "{ [Mtl.TaskHead] internal partial Mtl.BinaryHead Yes { get; } }";

    [Theory]
    [InlineData("A.M.Module.g.cs", $"namespace A {{ {Model} M {Body} }}")]
    [InlineData("A.B.C.Outer.M.Module.g.cs", $"namespace A.B.C {{ partial class Outer {{ {Model} M {Body} }} }}")]
    [InlineData("Größe.Module.g.cs", $"{Model} Größe {Body}")]
    [InlineData("class.Module.g.cs", $"{Model} @class {Body}")]
    public void A_file_is_named_after_its_class(string name, string code) =>
        Assert.Contains(name, Names(code));

    [Theory]
    [InlineData($"namespace A {{ {Model} M {Body} }} namespace B {{ {Model} M {Body} }}")]
    [InlineData($"namespace A {{ {Model} M {Body} }} namespace a {{ {Model} m {Body} }}")]
    [InlineData($"namespace A {{ {Model} M {Body} }} partial class A {{ {Model} M {Body} }}")]
    [InlineData($"{Model} List_1 {Body} {Model} List1 {Body}")]
    [InlineData($"{Model} M {Body} partial class Outer {{ {Model} M {Body} }}")]
    [InlineData($"{Model} Straße {Body} {Model} STRASSE {Body}")]
    public void Two_classes_have_files_of_their_own(string code)
    {
        var names = Names(code);
        Assert.Equal(8, names.Count);
        Assert.Equal(8, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_name_that_only_half_typed_code_gives_to_two_classes_is_kept_apart_too() => Assert.Equal(
        16,
        Names(
            $$"""
            namespace A { {{Model}} M {{Body}} }
            partial class A { {{Model}} M {{Body}} {{Model}} m {{Body}} }
            {{Model}} A {{Body}}
            """).Count);

    [Fact]
    public void Long_names_are_cut_and_stay_different()
    {
        var stem = new string('N', 200);
        var names = Names($"namespace {stem}.A{stem} {{ {Model} M {Body} }} namespace {stem}.B{stem} {{ {Model} M {Body} }}");
        Assert.Equal(8, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Length, 1, 180));
    }

    [Fact]
    public void A_name_that_two_classes_have_is_the_same_whatever_their_order()
    {
        var (one, other) = ($"{Model} Net {Body}", $"{Model} net {Body}");
        Assert.Equal(Names(one, other).Order(), Names(other, one).Order());
    }

    /// <summary>The parts of a class, or its markers, can be many: it stays one model.</summary>
    [Theory]
    [InlineData($"{Model} M {Body} {Model} M {{ }}")]
    [InlineData($"[Mtl.MultiTaskModel(Inputs = 3), Mtl.MultiTaskModel(Inputs = 2)] partial class M {Body}")]
    [InlineData($"[Mtl.MultiTaskModel(Inputs = 3), Mtl.MultiTaskModel<R>] partial class M {Body} class R;")]
    [InlineData($"[Mtl.MultiTaskModel<R>] partial class M {Body} [Mtl.MultiTaskModel(Inputs = 3)] partial class M; class R;")]
    public void A_class_is_one_model(string code) =>
        Assert.Single(Names(code), name => name == "M.Module.g.cs");

    private static List<string> Names(params string[] sources)
    {
        var result = GeneratorHost.Run(sources).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return [.. result.GeneratedSources.Select(source => source.HintName)];
    }
}
