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
    public void Random_networks_are_refused_exactly_where_torch_refuses_them()
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
                var problems = string.Join(
                    "; ",
                    graph.Problems.Select(problem => $"{problem.Rule} {problem.Site.Member}: {string.Join(" ", problem.Arguments)}"));
                var where = $"seed {seed}, Net{i}";
                var declaration = RandomNetworks.Declaration(source, i);
                Assert.True(
                    (shapes is null) == (graph.Problems.Count > 0),
                    $"{where}: the engine {(shapes is null ? "refuses" : "runs")} it; messages: {problems}\n{declaration}");
                if (shapes is null)
                    continue;
                right++;
                foreach (var layer in graph.Layers)
                {
                    var found = shapes[layer.Layer.Member.Name];
                    Assert.True(
                        found.SequenceEqual(layer.Output.Sizes.Select(size => (long)size)),
                        $"{where}, {layer.Name}: predicted {layer.Output}, found [{string.Join(", ", found)}]\n{declaration}");
                }
            }
        }
        Assert.InRange(right, _networks / 20, _networks); // Both sides of the equivalence are met.
    }
}
