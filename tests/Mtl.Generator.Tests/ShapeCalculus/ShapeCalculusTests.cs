using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Graph;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Tests;

/// <summary>The shape calculus against the engine: no message ⇔ the engine runs the network, with the shapes that were predicted.</summary>
[Collection(OnTheEngine.Name)]
public sealed class ShapeCalculusTests
{
    /// <summary>How many networks: enough for every run of the tests; <c>MTL_NETWORKS</c> asks for more.</summary>
    private static readonly int _networks =
        int.TryParse(Environment.GetEnvironmentVariable("MTL_NETWORKS"), CultureInfo.InvariantCulture, out var count) ? count : 600;

    [Fact]
    public void Random_networks_are_refused_exactly_where_the_engine_refuses_them()
    {
        const int perFile = 200;
        var right = 0;
        for (var seed = 0; seed * perFile < _networks; seed++)
        {
            var source = new RandomNetworks(seed).Source(perFile);
            var compilation = GeneratorHost.Compile(source);
            for (var i = 0; i < perFile; i++)
            {
                var type = compilation.GetTypeByMetadataName($"Random.Net{i}")!;
                var description = ModelParser.Parse(type, type.GetAttributes()[0], compilation, default);
                var graph = Lowering.Lower(description);
                var shapes = EngineRun.Shapes(description);
                var problems = string.Join("; ", graph.Problems.Select(problem => $"{problem.Rule} {problem.Site.Member}: {string.Join(" ", problem.Arguments)}"));
                Assert.True((shapes is null) == (graph.Problems.Count > 0), $"seed {seed}, Net{i}: the engine {(shapes is null ? "refuses" : "runs")} it; messages: {problems}\n{RandomNetworks.Declaration(source, i)}");
                if (shapes is null)
                    continue;
                right++;
                foreach (var layer in graph.Layers)
                    Assert.True(shapes[layer.Layer.Member.Name].SequenceEqual(layer.Output.Sizes.Select(size => (long)size)), $"seed {seed}, Net{i}, {layer.Name}: predicted {layer.Output}, found [{string.Join(", ", shapes[layer.Layer.Member.Name])}]\n{RandomNetworks.Declaration(source, i)}");
            }
        }
        Assert.InRange(right, _networks / 20, _networks); // Both sides of the equivalence are met.
    }
}
