using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>The fused step against autograd, on random models with the same weights, rows and random numbers.</summary>
[Collection(OnTheEngine.Name)]
public sealed class FusedStepTests
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
                if (graph.Problems.Any(problem => problem.Rule == RuleIds.SchemeTasks))
                    continue; // Only one task happens to read the trunk, so the scheme has nothing to share.
                var what = $"file {file}, Net{i}\n{RandomNetworks.Declaration(source, i)}";
                Assert.True(
                    graph.Emission == Emission.Full && graph.AutogradFallback is null,
                    $"{graph.AutogradFallback} {string.Join("; ", graph.Problems)} {what}");
                Check(assembly.GetType($"Random.Net{i}")!, graph, new Random((file * PerFile) + i), what);
            }
        }
    }

    internal static void Check(Type type, ModelGraph graph, Random random, string what)
    {
        using var model = New(type);
        LeaveKinks(model);
        Freeze(model, random);
        double[] weights = [.. graph.Tasks.Select(task => task.Head.Weight)];
        foreach (var rows in new[] { random.Next(2, 9), 3, graph.MinimumBatchSize })
        {
            var batch = RandomBatches.Of(type, graph, rows, random);
            var precision = new StepPrecision(type, model, batch);
            var check = new StepCheck(model, batch);
            Assert.True(check.IsFused, what);
            precision.AssertClose(one => [one.ByAutograd(rows)], [check.Fused(rows)], $"{rows} rows, {what}", leastScale: 1e-3);
            precision.AssertClose(one => one.ByTaskAndAutograd(rows, weights), check.ByTask(rows), $"task by task, {rows} rows, {what}");
            precision.AssertClose(
                one => one.RepresentationByAutograd(rows, weights),
                check.Representation(rows),
                $"representation, {rows} rows, {what}");
        }
    }

    internal static nn.Module New(Type type)
    {
        var model = (nn.Module)Activator.CreateInstance(type, [(long?)1, null, null])!;
        model.train();
        return model;
    }

    /// <summary>Freezes every tenth parameter.</summary>
    private static void Freeze(nn.Module model, Random random)
    {
        foreach (var parameter in model.parameters())
            parameter.requires_grad = random.Next(10) > 0;
    }

    /// <summary>Fresh shifts are 0, where a row of equal numbers is normalized to exactly the kink of most activations.</summary>
    private static void LeaveKinks(nn.Module model)
    {
        using var frozen = no_grad();
        foreach (var parameter in model.parameters())
            parameter.add_(randn_like(parameter), alpha: 0.3);
    }
}
