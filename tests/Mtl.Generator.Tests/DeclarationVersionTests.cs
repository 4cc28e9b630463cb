using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Tests;

/// <summary>Classes are parsed again exactly where something that they may depend on is declared differently.</summary>
public sealed class DeclarationVersionTests
{
    /// <summary>A model on rows, and in files of their own what it depends on: a row, an enum, constants, an own layer.</summary>
    private static readonly string[] _files =
    [
        """
        using Mtl;
        using TorchSharp.Modules;

        [MultiTaskModel<Row>]
        partial class A
        {
            [SharedLayer(Sizes.Trunk)] internal partial Linear Trunk { get; }
            [SharedLayer(Factory = nameof(Make), Output = new[] { 3 })] internal partial Own Own { get; }
            static Own Make() => Own.New();
            [TaskHead] internal partial ClassHead<Kind> Of { get; }
        }
        """,
        """
        using Mtl;

        record Row([property: Feature] float X, [property: Label] Kind Of)
        {
            public int Twice => 2;
        }
        """,
        "enum Kind { One, Two }",
        """
        static class Sizes
        {
            public const int Trunk = 4;
            public static int Other = 5;
            public static int Sum() { return 1; }
        }
        """,
        """
        class Own() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("")
        {
            public static Own New() => new();
            public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => x;
        }
        """,
    ];

    [Theory]
    [InlineData(3, "return 1;", "var x = 2; return x;")]
    [InlineData(3, "Other = 5", "Other = 6")]
    [InlineData(1, "=> 2", "=> 3")]
    [InlineData(1, "record Row(", "/* comment */ record Row(\n  ")]
    [InlineData(4, "=> x;", "=> x + x;")]
    [InlineData(0, "=> Own.New();", "=> new();")]
    public void The_version_stays_where_only_a_body_is_edited(int file, string old, string text) => Assert.True(Edit(file, old, text));

    [Theory]
    [InlineData(0, "[TaskHead]", "[TaskHead(Weight = 2)]")]
    [InlineData(1, "float X", "double X")]
    [InlineData(1, "[property: Feature] float X, ", "[property: Feature] float X, [property: Feature] float Y, ")]
    [InlineData(1, "=> 2", "{ get; set; }")]
    [InlineData(2, "Two", "Two, Three")]
    [InlineData(2, "Two", "Two = 7")]
    [InlineData(3, "Trunk = 4", "Trunk = 8")]
    [InlineData(3, "public static int Sum", "public static long Sum")]
    [InlineData(4, "class Own()", "class Own(int x)")]
    public void It_changes_with_a_declaration(int file, string old, string text) => Assert.False(Edit(file, old, text));

    [Fact]
    public void It_changes_with_options_references_and_files()
    {
        var compilation = GeneratorHost.Compile(_files);
        var otherOptions = compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable);
        Assert.False(AreSame(compilation, compilation.WithOptions(otherOptions)));
        Assert.False(AreSame(compilation, compilation.WithReferences(compilation.References.Skip(1))));
        Assert.False(AreSame(compilation, compilation.WithAssemblyName("Another")));
        Assert.False(AreSame(compilation, compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[2])));
        Assert.False(AreSame(compilation, compilation.AddSyntaxTrees(GeneratorHost.Parse("enum More { A }", "More.cs"))));
        var sizes = compilation.SyntaxTrees[3];
        Assert.False(AreSame(compilation, compilation.ReplaceSyntaxTree(sizes, sizes.WithFilePath("Elsewhere.cs"))));
        var otherSymbols = ((CSharpParseOptions)sizes.Options).WithPreprocessorSymbols("MORE");
        Assert.False(AreSame(compilation, compilation.ReplaceSyntaxTree(sizes, sizes.WithRootAndOptions(sizes.GetRoot(), otherSymbols))));
        Assert.True(AreSame(compilation, compilation.Clone()));
    }

    /// <summary>Most edits are inside a body: they cost only the compiler's search for the marker.</summary>
    [Fact]
    public void An_edit_inside_a_body_parses_no_class()
    {
        var models = Enumerable.Range(0, 30)
            .Select(index => _files[0].Replace("partial class A", $"partial class A{index}", StringComparison.Ordinal));
        var compilation = GeneratorHost.Compile([.. models, .. _files.Skip(1)]);
        var driver = CSharpGeneratorDriver.Create(new MultiTaskModelGenerator()).RunGenerators(compilation);
        var sizes = compilation.SyntaxTrees[32];
        var body = Allocated("return 1;", "return 2;");
        var declaration = Allocated("int Sum", "long Sum");
        Assert.True(3 * body < declaration, $"An edit of a body takes {body} bytes, one of a declaration {declaration}.");

        long Allocated(string old, string text)
        {
            var file = _files[3].Replace(old, text, StringComparison.Ordinal);
            var edited = compilation.ReplaceSyntaxTree(sizes, GeneratorHost.Parse(file, sizes.FilePath));
            var before = GC.GetAllocatedBytesForCurrentThread();
            driver.RunGenerators(edited);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>Versions ignore documentation, but that of a part without the marker is copied into generated code.</summary>
    [Fact]
    public void A_class_of_several_parts_is_always_parsed()
    {
        const string part = "partial class A { [Mtl.TaskHead] internal partial Mtl.BinaryHead Yes { get; } }";
        var row = _files[1].Replace("Kind Of)", "Kind Of, [property: Label] bool Yes)", StringComparison.Ordinal);
        var compilation = GeneratorHost.Compile([_files[0], row, .. _files[2..], part]);
        var documented = part.Replace("[Mtl", "/// <summary>Documented.</summary>\n[Mtl", StringComparison.Ordinal);
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[5], GeneratorHost.Parse(documented, "File5.cs"));
        var driver = GeneratorHost.Run(compilation);
        Assert.True(AreSame(compilation, edited));
        Assert.NotEqual(Files(driver), Files(driver.RunGenerators(edited)));
    }

    /// <summary>Whatever is edited, and in whatever order, a driver that has seen it all gives the files that a new one gives.</summary>
    [Fact]
    public void After_any_edits_the_files_are_those_of_a_new_driver()
    {
        (int File, string Old, string New)[] edits =
        [
            (0, "[TaskHead]", "[TaskHead(Weight = 2)]"), (0, "[TaskHead]", "/// <summary>Documented.</summary>\n [TaskHead]"),
            (0, "=> Own.New()", "=> new()"),
            (1, "float X", "double X"), (1, "float X, ", "float X, [property: Feature] float Y, "), (1, "=> 2", "=> 3"),
            (1, "record Row", "/// <summary>Said.</summary>\nrecord Row"),
            (2, "Two", "Two, Three"), (2, "Two", "Zwei"), (2, "Kind {", "Kind { "),
            (3, "Trunk = 4", "Trunk = 8"), (3, "Other = 5", "Other = 6"), (3, "return 1;", "return 2;"), (3, "Trunk = 4", "Trunk = Other"),
            (4, "=> x;", "=> x * x;"), (4, "class Own()", "class Own(int y)"),
        ];
        var random = new Random(1);
        var compilation = GeneratorHost.Compile(_files);
        var driver = GeneratorHost.Run(compilation);
        var different = 0;
        for (var i = 0; i < 60; i++)
        {
            var (file, old, text) = edits[random.Next(edits.Length)];
            compilation = Edited(compilation, file, old, random.Next(2) == 0 ? old : text);
            var before = Files(driver);
            driver = driver.RunGenerators(compilation);
            Assert.Equal(Files(GeneratorHost.Run(compilation)), Files(driver));
            different += before.SequenceEqual(Files(driver)) ? 0 : 1;
        }
        Assert.InRange(different, 10, 50); // Both kinds of edits are met.
    }

    private static (string, string)[] Files(GeneratorDriver driver) =>
        [.. driver.GetRunResult().Results.Single().GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString()))];

    /// <summary>Whether the version is the same before and after an edit of a file.</summary>
    private static bool Edit(int file, string old, string text)
    {
        Assert.Contains(old, _files[file], StringComparison.Ordinal);
        var compilation = GeneratorHost.Compile(_files);
        return AreSame(compilation, Edited(compilation, file, old, text));
    }

    private static CSharpCompilation Edited(CSharpCompilation compilation, int file, string old, string text)
    {
        var edited = GeneratorHost.Parse(_files[file].Replace(old, text, StringComparison.Ordinal), $"File{file}.cs");
        return compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], edited);
    }

    private static bool AreSame(Compilation before, Compilation after)
    {
        var versions = new DeclarationVersions();
        var first = versions.Of(before);
        var second = versions.Of(after);
        Assert.Same(first, versions.Of(before));
        GC.KeepAlive(before);
        return first == second;
    }
}
