using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Tests;

/// <summary>Features of every kind: what rows become, what is learned from them, what is refused.</summary>
[Collection(OnTheEngine.Name)]
public sealed class RowTests
{
    private const string UseReviews =
        """
        using System;
        using System.IO;
        using System.Linq;
        using Mtl;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                var rows = Enumerable.Range(0, 60).Select(i => new Review
                {
                    Price = i % 3, Device = i % 4 == 3 ? null : (Device)(i % 4), Weekday = i % 7, Kind = (Kind)(i % 4),
                    User = i % 5 == 0 ? null : i % 50, Words = Enumerable.Repeat(i % 2 == 0 ? 7 : 99, 6).ToArray(),
                    Happy = i % 2 == 0, Stars = i % 4,
                }).ToList();
                using var scope = torch.NewDisposeScope();
                var batch = Reviews.Encode(rows.Take(4));
                var flat = string.Join(" ", batch.Input[3].data<float>().ToArray());
                var categories = string.Join(" ", batch.Categories.data<long>().ToArray());

                using var model = new Reviews(seed: 1);
                model.Fit(rows, new() { Epochs = 60, BatchSize = 20, LearningRate = 0.02, Seed = 1 });
                var missing = model.UserVector.weight[0].abs().sum().item<float>();
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = Reviews.Load(path);
                var metrics = again.Evaluate(rows);
                var isSame = again.Predict(rows[1]) == model.Predict(rows[1]);
                return $"{flat} | {categories} | {missing} | {metrics.Happy.Accuracy} {metrics.Stars.R2 > 0.9} {isSame}";
            }

        }

        internal static class Refusals
        {
            public static string Run(string folder)
            {
                return string.Join(" | ",
                    Refusal(() => Reviews.Encode([new Review(), new Review { Kind = (Kind)9 }])),
                    Refusal(() => Reviews.Encode([new Review { Weekday = 7 }])),
                    Refusal(() => Reviews.EncodeFeatures([new Review { User = -1 }])),
                    Refusal(() => Reviews.EncodeFeatures([new Review { Words = [1, 2, 100, 4, 5, 6] }])),
                    Refusal(() => Reviews.EncodeFeatures([new Review { Words = [1] }])),
                    Refusal(() =>
                    {
                        using var scope = torch.NewDisposeScope();
                        using var model = new Reviews();
                        model.call(torch.zeros(2, 11), torch.zeros(2, 6, dtype: torch.int64), torch.zeros(2, 2));
                    }));
            }

            private static string Refusal(Action action)
            {
                try { action(); return "none"; }
                catch (Exception e) when (e is InvalidRowException or ArgumentException) { return e.Message; }
            }
        }
        """;

    private const string UseHouses =
        """
        using System;
        using System.IO;
        using System.Linq;
        using Mtl;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                var towns = new[] { "Ulm", "Bonn", "Ulm", null, "Köln", "Bonn", "Ahlen" };
                var rows = Enumerable.Range(0, 70).Select(i => new House
                {
                    Area = i % 3,
                    Year = i % 4 == 0 ? null : i % 4,
                    HasGarden = i % 3 == 0 ? null : i % 3 == 1,
                    Town = towns[i % 7],
                    Street = $"{i % 5}th",
                    Price = 500_000 + 1000 * (i % 5),
                    Soon = i % 2 == 0,
                }).ToList();
                using var scope = torch.NewDisposeScope();
                using var model = new Houses(seed: 1);
                var early = Refusal(() => model.Predict(rows[0]));
                model.Fit(Lazily(rows), new() { Epochs = 80, BatchSize = 10, LearningRate = 0.02, Seed = 1 });
                var more = new[] { new House { Town = "Rom", Street = "6th" }, new House { Town = "Rom", Soon = true } };
                model.Fit(more, new() { Epochs = 1 });
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = Houses.Load(path);
                var strange = again.Encode(new[] { rows[0], rows[1], rows[4], new House { Town = "Rom", Street = "6th" } });
                return string.Join(
                    " | ",
                    early,
                    string.Join(" ", model.TownVocabulary.Values),
                    again.StreetVocabulary.Values.Count,
                    Numbers(strange.Input.narrow(1, 6, 3)),
                    string.Join(" ", strange.Categories.data<long>().ToArray()),
                    again.Predict(rows[3]) == model.Predict(rows[3]),
                    again.Evaluate(rows).Price.R2 > 0.9,
                    Numbers(again.EncodeFeatures(rows.Take(2)).Input.narrow(1, 2, 4)),
                    FromNew(folder));
            }

            private static string Numbers(torch.Tensor values) => string.Join(" ", values.contiguous().data<double>().ToArray());

            /// <summary>A model that was never trained has no vocabulary, and neither has its file.</summary>
            private static string FromNew(string folder)
            {
                using var model = new Houses();
                var path = Path.Combine(folder, "new.safetensors");
                model.Save(path);
                using var again = Houses.Load(path);
                return again.TownVocabulary.IsFitted.ToString();
            }

            private static System.Collections.Generic.IEnumerable<House> Lazily(System.Collections.Generic.List<House> rows)
            {
                foreach (var row in rows)
                    yield return row;
            }

            private static string Refusal(Action action)
            {
                try { action(); return "none"; }
                catch (InvalidOperationException e) { return e.Message; }
            }
        }
        """;

    private const string Recordings =
        """
        using System.Linq;
        using Mtl;
        using TorchSharp;
        using TorchSharp.Modules;

        /// <summary>The same numbers in every form that an array of them can have.</summary>
        internal sealed record Recording(
            [property: Feature(2, 3)] float[,] Picture,
            [property: Feature(2, 3)] float[] Flat,
            [property: Feature(1, 2, 3)] double[,,] Image,
            [property: Feature(3, MaxLength = 4)] float[,] Steps,
            [property: Feature(3, MaxLength = 4)] float[] FlatSteps,
            [property: Label] bool Yes);

        [MultiTaskModel<Recording>]
        internal sealed partial class Recordings
        {
            [SharedLayer(2, From = nameof(Recording.Image))] public partial AdaptiveAvgPool2d Seen { get; }
            [SharedLayer(From = nameof(Seen))] public partial Flatten SeenFlat { get; }
            [SharedLayer(2, From = nameof(Recording.Steps), Steps = Steps.Last)] public partial GRU Heard { get; }
            [SharedLayer(2, From = nameof(Recording.FlatSteps), Steps = Steps.Last)] public partial GRU HeardFlat { get; }
            [TaskHead(Concat = ["Input", nameof(SeenFlat), nameof(Heard), nameof(HeardFlat)])] public partial BinaryHead Yes { get; }
        }

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                var (a, b) = (new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new float[,] { { 7, 8, 9 } });
                var image = new double[,,] { { { 1, 2, 3 }, { 4, 5, 6 } } };
                var rows = new[]
                {
                    new Recording(a, [1, 2, 3, 4, 5, 6], image, a, [1, 2, 3, 4, 5, 6], true),
                    new Recording(a, [1, 2, 3, 4, 5, 6], image, b, [7, 8, 9], false),
                };
                var batch = Recordings.Encode(rows);
                using var model = new Recordings(seed: 1);
                model.Fit(rows, new() { Epochs = 1 });
                var halves = batch.Input.chunk(2, 1);
                return $"{string.Join(" ", batch.Image.shape)} | {string.Join(" ", batch.Steps.shape)} | {halves[0].Equals(halves[1])} "
                    + $"{batch.Steps.Equals(batch.FlatSteps)} {batch.StepsLengths.Equals(batch.FlatStepsLengths)}";
            }
        }
        """;

    [Fact]
    public void An_array_of_several_dimensions_is_read_like_its_numbers_one_after_the_other() =>
        Assert.Equal("2 1 2 3 | 2 2 3 | True True True", GeneratedProgram.Run([Recordings]));

    [Fact]
    public void Vocabularies_are_learned_once_and_stored_with_the_model() => Assert.Equal(
        "The vocabulary of 'Town' is not fitted: train the model on rows or load a trained one first, "
        + "or call EnsureFitted with the values of the training data."
        + " | Ahlen Bonn Ulm | 5 | 0 0 1 0 1 0 0 0 0 0 0 0 | 1 2 5 0 | True | True | NaN 1 0 1 1 0 1 0 | False",
        GeneratedProgram.Run([RowDeclarations.Houses, UseHouses]));

    [Fact]
    public void Categories_are_one_hot_or_embedded() => Assert.Equal(
        "0 0 0 0 0 0 0 1 0 0 0 | 0 0 1 2 2 3 3 4 | 0 | 1 True True",
        GeneratedProgram.Run([RowDeclarations.Reviews, UseReviews]));

    [Fact]
    public void A_category_that_does_not_exist_is_refused_with_row_and_member() => Assert.Equal(
        "row 1: feature 'Kind' is 9, which is no member of Kind; expected Book, Toy, Tool, Food. | "
        + "row 0: feature 'Weekday' is 7; its 7 categories are 0 to 6. | "
        + "row 0: feature 'User' is -1; its 50 categories are 0 to 49. | "
        + "row 0: feature 'Words'[2] is 100; its 100 categories are 0 to 99. | "
        + "row 0: feature 'Words' has 1 category index; 6 were expected. | "
        + "Reviews: 'Categories' holds category indices and must be Int64, but the tensor given is Float32. (Parameter 'tensor')",
        GeneratedProgram.Run([RowDeclarations.Reviews, UseReviews], typeName: "Refusals"));

    /// <summary>An attribute in a record's parentheses applies to the parameter; <c>property:</c> is easily forgotten.</summary>
    [Theory]
    [InlineData("sealed record Row([property: Feature, Standardize] float X, [Feature(Categories = 3)] string Y, [Label] bool? Yes);")]
    [InlineData(
        "readonly record struct Row([Feature, Standardize] float X, [property: Feature(Categories = 3)] string Y, [Label] bool? Yes);")]
    public async Task Attributes_of_a_records_parameters_are_those_of_its_properties(string row)
    {
        var code = WithModel(row);
        Assert.Equal(Sources(WithModel(row.Replace("property: ", "", StringComparison.Ordinal))), Sources(code));
        Assert.Contains("YVocabulary", Sources(code), StringComparison.Ordinal);
        Assert.Contains("Standardization", Sources(code), StringComparison.Ordinal);
        Assert.Empty(await GeneratorHost.Analyze(code));
        Assert.DoesNotContain(GeneratorHost.CompilerMessages(GeneratorHost.Generate(code)), message => message.Id != "CS1591");
    }

    private static string WithModel(string row) =>
        $$"""
        using Mtl;
        [MultiTaskModel<Row>] public partial class M { [TaskHead] public partial BinaryHead Yes { get; } }
        public {{row}}
        """;

    private static string Sources(string code) =>
        string.Join('\n', GeneratorHost.Run(code).GetRunResult().GeneratedTrees.Select(tree => tree.ToString()));
}
