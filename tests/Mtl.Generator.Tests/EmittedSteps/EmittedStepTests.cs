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
                Assert.True(graph.Emission == Emission.Full && graph.StepObstacle is null, $"{file}, Net{i}: {graph.StepObstacle} {string.Join("; ", graph.Problems)}\n{RandomNetworks.Declaration(source, i)}");
                Check(assembly.GetType($"Random.Net{i}")!, graph, new Random((file * PerFile) + i), $"file {file}, Net{i}\n{RandomNetworks.Declaration(source, i)}");
            }
        }
    }

    internal static void Check(Type type, ModelGraph graph, Random random, string what)
    {
        using var model = New(type);
        LeaveKinks(model);
        using var precise = New(type);
        precise.load_state_dict(model.state_dict());
        precise.to(float64);
        foreach (var rows in new[] { random.Next(2, 9), 3, graph.MinimumBatchSize })
        {
            var batch = RandomBatches.Of(type, graph, rows, random);
            var check = new StepCheck(model, batch);
            Assert.True(check.IsEmitted, what);
            var exact = new StepCheck(precise, RandomBatches.Precise(batch)).ByAutograd(rows);
            var found = check.Emitted(rows);
            AssertClose(exact, check.ByAutograd(rows), found, $"{rows} rows, {what}");
            if (graph.Penalties.Count + graph.Distances.Count == 0)
                AssertRowsAddUp(check, rows, what);
        }
    }

    private static nn.Module New(Type type)
    {
        var model = (nn.Module)Activator.CreateInstance(type, [(long?)1, null])!;
        model.train();
        return model;
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
        using var rows = check.ByTask(seed);
        using var sum = rows.sum([0]);
        check.Emitted(seed);
        using var together = check.Storage.Gradients!.narrow(0, 0, check.Storage.SharedCount);
        var scale = Math.Max(1, rows.abs().max().item<float>()); // What adds up may cancel, and normalising equal rows multiplies rounding by 1/√ε.
        Assert.True(allclose(together, sum, rtol: 1e-4, atol: 1e-3 * scale), $"task by task, {what}");
    }

    /// <summary>What is written out may be off by rounding: by as much as autograd, in its worst number, is off itself.</summary>
    private static void AssertClose(double[] exact, double[] byAutograd, double[] found, string what)
    {
        Assert.Equal(exact.Length, found.Length);
        var scale = Math.Max(1e-3, exact.Max(Math.Abs));
        var rounding = (1e-5 * scale) + (5 * exact.Zip(byAutograd, (right, rounded) => Math.Abs(right - rounded)).Max());
        for (var i = 0; i < exact.Length; i++)
            Assert.True(Math.Abs(exact[i] - found[i]) <= rounding, $"number {i} of {exact.Length}: exactly {exact[i]}, by autograd {byAutograd[i]}, written out {found[i]}, {what}");
    }
}
