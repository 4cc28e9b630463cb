using System.Reflection;
using Mtl.Generator.Graph;
using Mtl.Generator.Parsing;
using TorchSharp;

namespace Mtl.Generator.Tests;

/// <summary>Single categories share one input, so that a module's six inputs are enough for any number of embeddings.</summary>
[Collection(OnTheEngine.Name)]
public sealed class CategoryInputTests
{
    private const int Count = 9;

    private static readonly string _embeddings = string.Join(", ", Enumerable.Range(0, Count).Select(i => $"\"V{i}\""));

    /// <summary>Nine embedded categories of all kinds, some of which can be missing, and the numbers beside them.</summary>
    private static readonly string _model =
        $$"""
        using Mtl;
        using TorchSharp.Modules;
        namespace Samples;
        internal enum Level { Low, Middle, High }
        internal sealed class Visit
        {
            [Feature] public float Hour { get; init; }
            [Feature] public Level C0 { get; init; }
            [Feature] public Level? C1 { get; init; }
            [Feature(Categories = 4)] public string? C2 { get; init; }
            {{Each(3, i => $"[Feature(Categories = {i})] public int{(i % 2 == 0 ? "?" : "")} C{i} {{ get; init; }}")}}
            [Label] public bool Stays { get; init; }
            [Label] public float? Pays { get; init; }
        }
        [MultiTaskModel<Visit>]
        internal partial class Visits
        {
            {{Each(0, i => $"[SharedLayer({1 + (i % 3)}, From = \"C{i}\")] public partial Embedding V{i} {{ get; }}")}}
            [SharedLayer(8, Concat = new[] { "Input", {{_embeddings}} })] public partial Linear All { get; }
            [TaskHead] public partial BinaryHead Stays { get; }
            [TaskHead(Hidden = new[] { 4 })] public partial RegressionHead Pays { get; }
        }
        """;

    private const string Use =
        """
        using System.Linq;
        using Mtl;
        using Samples;
        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = TorchSharp.torch.NewDisposeScope();
                var rows = Enumerable.Range(0, 120).Select(i => new Visit
                {
                    Hour = i % 24 / 24f,
                    C0 = (Level)(i % 3), C1 = i % 5 == 0 ? null : (Level)(i % 3), C2 = i % 4 == 0 ? null : "abcd"[i % 4].ToString(),
                    C3 = i % 3, C4 = i % 7 == 0 ? null : i % 4, C5 = i % 5, C6 = i % 6, C7 = i % 7, C8 = i % 8,
                    Stays = i % 7 < 3, Pays = i % 5,
                }).ToList();
                using var model = new Visits(seed: 1);
                model.Fit(rows, new() { Epochs = 60, BatchSize = 20, LearningRate = 0.02, Seed = 1 });
                var path = System.IO.Path.Combine(folder, "visits.safetensors");
                model.Save(path);
                using var again = Visits.Load(path);
                var features = again.EncodeFeatures(rows.Take(2));
                var metrics = again.Evaluate(rows);
                return string.Join(
                    " | ",
                    string.Join(" ", features.Categories.data<long>().ToArray()),
                    model.V7.weight.shape[0],
                    again.Predict(rows[1]) == model.Predict(rows[1]),
                    metrics.Stays.Accuracy,
                    metrics.Pays.R2 > 0.9,
                    model.V1.weight[0].abs().sum().item<float>(),
                    Visits.Summary.Split('\n').Last());
            }
        }
        """;

    [Fact]
    public void Nine_embedded_categories_are_learned_from_one_tensor() => Assert.Equal(
        "0 0 0 0 0 0 1 0 1 1 2 1 1 2 1 2 1 2 | 7 | True | 1 | True | 0 | training step: fused",
        GeneratedProgram.Run([_model, Use]));

    [Fact]
    public void Their_gradients_are_those_of_autograd()
    {
        var compilation = GeneratorHost.Compile(_model);
        var assembly = Assembly.Load([.. GeneratorHost.Emit(GeneratorHost.Generate(compilation))]);
        var type = compilation.GetTypeByMetadataName("Samples.Visits")!;
        var graph = Lowering.Lower(ModelParser.Parse(type, type.GetAttributes()[0], compilation, default));
        Assert.Equal(["Input", "Categories"], graph.Inputs.Select(input => input.Name));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"C{i}"), graph.Categories.Select(category => category.Name));
        using var scope = torch.NewDisposeScope();
        FusedStepTests.Check(assembly.GetType("Samples.Visits")!, graph, new Random(1), "nine categories");
    }

    private static string Each(int first, Func<int, string> line) =>
        string.Join("\n    ", Enumerable.Range(first, Count - first).Select(line));
}
