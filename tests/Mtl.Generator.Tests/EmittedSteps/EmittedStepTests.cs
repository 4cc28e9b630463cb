using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>The step that is written out against autograd, on random models with the same weights, rows and random numbers.</summary>
[Collection(OnTheEngine.Name)]
public sealed class EmittedStepTests
{
    private const int PerFile = 40;

    /// <summary>How many models: enough for every run of the tests; <c>MTL_NETWORKS</c> asks for more.</summary>
    private static readonly int _models =
        int.TryParse(Environment.GetEnvironmentVariable("MTL_NETWORKS"), CultureInfo.InvariantCulture, out var count) ? count : 80;

    [Fact]
    public void Losses_and_gradients_are_those_of_autograd()
    {
        for (var file = 0; file * PerFile < _models; file++)
        {
            var source = new RandomStepModels(file).Source(PerFile);
            var compilation = GeneratorHost.Compile(source);
            var assembly = Assembly.Load([.. GeneratorHost.Emit(GeneratorHost.Generate(compilation))]);
            for (var i = 0; i < PerFile; i++)
            {
                using var scope = NewDisposeScope();
                var type = compilation.GetTypeByMetadataName($"Random.Net{i}")!;
                var graph = Lowering.Lower(ModelParser.Parse(type, type.GetAttributes()[0], compilation, default));
                Assert.True(graph.Emission == Emission.Full && StepObstacle.Of(graph) is null, $"{file}, Net{i}: {StepObstacle.Of(graph)} {string.Join("; ", graph.Problems)}\n{RandomNetworks.Declaration(source, i)}");
                Check(assembly.GetType($"Random.Net{i}")!, graph, new Random((file * PerFile) + i), $"file {file}, Net{i}\n{RandomNetworks.Declaration(source, i)}");
            }
        }
    }

    private static void Check(Type type, ModelGraph graph, Random random, string what)
    {
        using var model = (nn.Module)Activator.CreateInstance(type, [(long?)random.Next(), null])!;
        model.train();
        LeaveKinks(model);
        foreach (var rows in new[] { random.Next(2, 9), 3, Math.Max(graph.MinimumBatchSize, 1) })
        {
            var check = new StepCheck(model, RandomBatches.Of(type, graph, rows, random));
            Assert.True(check.IsEmitted, what);
            AssertClose(check.ByAutograd(rows), check.Emitted(rows), $"{rows} rows, {what}");
            if (graph.Penalties.Count == 0)
                AssertRowsAddUp(check, rows, what);
        }
    }

    /// <summary>Fresh shifts are 0, where a row of equal numbers is normalised to exactly the kink of most activations.</summary>
    private static void LeaveKinks(nn.Module model)
    {
        using var frozen = no_grad();
        foreach (var parameter in model.parameters())
            parameter.add_(randn_like(parameter), alpha: 0.3);
    }

    /// <summary>The gradients of the tasks add up to that of the objective.</summary>
    private static void AssertRowsAddUp(StepCheck check, long seed, string what)
    {
        var all = check.Emitted(seed);
        var sum = check.ByTask(seed).sum([0]).data<float>().ToArray();
        AssertClose(all[..sum.Length], sum, $"task by task, {what}");
    }

    private static void AssertClose(float[] expected, float[] found, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = Math.Max(1e-3, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = (2e-4 * Math.Abs(expected[i])) + (2e-5 * scale);
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance, $"number {i} of {expected.Length}: autograd {expected[i]}, written out {found[i]}, {what}");
        }
    }
}
