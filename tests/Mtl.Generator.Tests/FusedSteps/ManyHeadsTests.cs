using System.Reflection;
using Mtl.Generator.Graph;
using Mtl.Generator.Parsing;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>A model with a thousand tasks, as for the assays of a chemical library.</summary>
[Collection(OnTheEngine.Name)]
public sealed class ManyHeadsTests
{
    [Fact]
    public void A_thousand_heads_are_generated_and_trained()
    {
        const int heads = 1000;
        var declarations = string.Concat(Enumerable.Range(0, heads).Select(i => $", TaskHead<bool>(\"T{i}\")"));
        var source =
            $$"""
            using Mtl;
            using TorchSharp.Modules;
            [MultiTaskModel(Inputs = 8){{declarations}}]
            internal partial class Assays { [SharedLayer(16)] public partial Linear Trunk { get; } }
            """;
        var compilation = GeneratorHost.Compile(source);
        var type = compilation.GetTypeByMetadataName("Assays")!;
        var graph = Lowering.Lower(ModelParser.Parse(type, type.GetAttributes()[0], compilation, default));
        var assembly = Assembly.Load([.. GeneratorHost.Emit(GeneratorHost.Generate(compilation))]);

        using var scope = NewDisposeScope();
        using var model = (nn.Module)Activator.CreateInstance(assembly.GetType("Assays")!, [(long?)1, null, null])!;
        model.train();
        var check = new StepCheck(model, RandomBatches.Of(model.GetType(), graph, rows: 6, new Random(1)));
        Assert.True(check.IsFused);
        var expected = check.ByAutograd(1);
        var found = check.Fused(1);
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
    }
}
