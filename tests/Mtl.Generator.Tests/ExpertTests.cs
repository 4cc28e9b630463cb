using Mtl.Generator.Graph;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Tests;

/// <summary>What of a model the experts of a mixture copy, what their gates read, and what tasks read of them.</summary>
public sealed class ExpertTests
{
    private const string Layers =
        """
        [SharedLayer(3, From = "Word")] public partial Embedding Vectors { get; }
        [SharedLayer] public partial Flatten Row { get; }
        [SharedLayer(4, Concat = new[] { "X", "Row" })] public partial Linear First { get; }
        [SharedLayer] public partial LayerNorm Middle { get; }
        [SharedLayer(4)] public partial Linear Second { get; }
        [SharedLayer(2, From = "X")] public partial Linear Beside { get; }
        [TaskLayer(2, From = "Second")] public partial Linear Own { get; }
        """;

    private const string Heads =
        """
        [TaskHead(Concat = new[] { "Own", "First", "Row" })] public partial BinaryHead A { get; }
        [TaskHead(Add = new[] { "First", "Second" })] public partial BinaryHead B { get; }
        [TaskHead(From = "Beside")] public partial BinaryHead C { get; }
        [TaskHead(From = "Row")] public partial BinaryHead D { get; }
        """;

    /// <summary>Arguments beside the number of experts; the layers that are copied; what the gates read; the mixtures.</summary>
    public static TheoryData<string, string, string, string> Mixtures => new()
    {
        { "", "First Middle Second Beside", "X Row", "A·Second A·First B·First B·Second C·Beside" },
        { ", From = \"Vectors\"", "First Middle Second Beside", "X Row", "A·Second A·First B·First B·Second C·Beside" },
        { ", From = \"First\"", "Second Beside", "X Middle", "A·Second B·Second C·Beside" },
        { ", From = \"Second\"", "Beside", "X", "C·Beside" },
    };

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Experts_copy_what_computes_and_gates_read_what_they_read(string arguments, string copied, string read, string mixtures)
    {
        var graph = LowerWith($"MixtureOfExperts(3{arguments})");
        Assert.Empty(graph.Problems);
        Assert.Equal(copied.Split(' '), graph.Layers.Where(layer => layer.Experts == 3).Select(layer => layer.Name));
        Assert.All(graph.Gates, gate => Assert.Equal(read.Split(' '), gate.Sources.Blocks));
        Assert.Equal(mixtures.Split(' '), graph.Blocks.OfType<MixtureBlock>().Select(block => block.Name));
        Assert.Equal(graph.Blocks.OfType<MixtureBlock>().Select(block => block.Owner).Distinct(), graph.Gates.Select(gate => gate.Task));
    }

    [Fact]
    public void A_block_is_computed_after_what_it_reads()
    {
        var graph = LowerWith("MixtureOfExperts(2)");
        var computed = new HashSet<string>();
        foreach (var block in graph.Blocks)
        {
            Assert.All(block.Sources.Blocks, source => Assert.Contains(source, computed));
            Assert.True(computed.Add(block.Name), block.Name);
        }
    }

    /// <summary>Names that the generated methods would like to give to their own variables, and one that is nearly a mixture's.</summary>
    [Theory]
    [InlineData("Expert", "Scope", "Gates", "Inference", "AGates")]
    [InlineData("Gates", "Inference", "expert", "First", "AFirst")]
    [InlineData("Scope", "FirstSource", "First", "AFirst", "gates")]
    public void Names_do_not_clash(string input, string other, string first, string second, string own)
    {
        var source =
            $$"""
            using Mtl;
            using TorchSharp.Modules;
            namespace Samples;
            [MixtureOfExperts(2), MultiTaskModel, Input("{{input}}", 3), Input("{{other}}", 2, 2)]
            public partial class M
            {
                [SharedLayer(From = "{{other}}")] public partial Flatten Flat { get; }
                [SharedLayer(4, Concat = new[] { "{{input}}", "Flat" })] public partial Linear {{first}} { get; }
                [SharedLayer(4)] public partial Linear {{second}} { get; }
                [TaskLayer(4, From = "{{first}}")] public partial Linear {{own}} { get; }
                [TaskHead(Concat = new[] { "{{own}}", "{{first}}", "{{second}}" })] public partial BinaryHead A { get; }
                [TaskHead] public partial BinaryHead B { get; }
            }
            """;
        var generated = GeneratorHost.Generate(GeneratorHost.Compile(source));
        Assert.DoesNotContain(GeneratorHost.CompilerMessages(generated), message => message.Id != "CS1591");
        Assert.Contains(generated.SyntaxTrees, tree => tree.FilePath.EndsWith("M.Step.g.cs", StringComparison.Ordinal));
    }

    private static ModelGraph LowerWith(string scheme) => Lower(
        $$"""
        [{{scheme}}, MultiTaskModel, Input("X", 5), Input("Word", 2, Categories = 7)]
        public partial class M
        {
            {{Layers}}
            {{Heads}}
        }
        """);

    private static ModelGraph Lower(string model)
    {
        var compilation = GeneratorHost.Compile("using Mtl;\nusing TorchSharp.Modules;\nnamespace Samples;\n" + model);
        var type = compilation.GetTypeByMetadataName("Samples.M")!;
        return Lowering.Lower(ModelParser.Parse(type, ModelParser.MarkerOf(type)!, compilation, default));
    }
}
