namespace Mtl.Generator.Tests;

/// <summary>
/// Every example of the pages about the language compiles, all of a page in one project, without any message; those that
/// show how something is done run.
/// </summary>
[Collection(OnTheEngine.Name)]
public sealed class LanguagePageTests
{
    private static readonly string _digits = Path.Combine(Repository.Root, "samples", "data", "optdigits", "digits.csv.gz");

    private const string Houses =
        """
        private static List<House> Houses(int count, int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count)
                .Select(_ => random.NextSingle())
                .Select(area => new House(area, 3, false, 2 * area + random.NextSingle(), random.Next(10) == 0))];
        }
        """;

    private const string Flats =
        """
        private static List<Flat> Flats(int count, int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count)
                .Select(_ => random.NextSingle())
                .Select(area => new Flat([area, 1, 0, random.NextSingle()], 2 * area, area > 0.5f))];
        }
        """;

    [Theory]
    [InlineData("model-language.md", 10)]
    [InlineData("recipes.md", 5)]
    [InlineData("training.md", 14)]
    [InlineData("hyperparameters.md", 4)]
    public async Task Every_example_compiles(string file, int atLeast)
    {
        var examples = DocumentationPage.Examples(file);
        Assert.True(examples.Length >= atLeast, $"found {examples.Length} examples");
        var project = new UserProject { Documentation = Microsoft.CodeAnalysis.DocumentationMode.Parse };
        var generated = GeneratorHost.Generate(GeneratorHost.Compile(project, examples));
        Assert.Empty(GeneratorHost.CompilerMessages(generated));
        Assert.Empty(await GeneratorHost.Analyze(generated));
    }

    /// <summary>The rents of the validation rows are the opposite of the others, so they are learned worse and worse.</summary>
    [Fact]
    public void Stopping_early_ends_the_training_and_restores_the_best_epoch() => Assert.Equal("EarlyStopped 8 True", Run(
        "training.md",
        """
        var validation = Flats(64, 2).ConvertAll(flat => flat with { Rent = -flat.Rent });
        using var model = new global::Flats(seed: 1);
        var history = ExampleTrainWhileItHelps.TrainWhileItHelps(model, Flats(256, 1), validation);
        var errors = history.Epochs.Select(epoch => epoch.Tasks[0].Validation!.Values[0].Value).ToList();
        var best = history.RestoredEpoch!.Value;
        var isBest = errors[best - 1] == errors.Min() && model.Evaluate(validation).Rent.RootMeanSquaredError == errors.Min();
        return $"{history.StopReason} {errors.Count - best} {isBest}";
        """));

    /// <summary>A cosine over 30 epochs ends at some 1/360 of the first rate: the weights hardly move.</summary>
    [Fact]
    public void A_schedule_brings_the_training_to_rest() => Assert.Equal("30 True 0.00003", Run(
        "training.md",
        """
        using var model = new global::Flats(seed: 1);
        var history = ExampleTrainWithASchedule.TrainWithASchedule(model, Flats(2048, 1));
        using var other = new global::Flats(seed: 1);
        var steps = ExampleTrainWithATorchScheduler.TrainWithATorchScheduler(other, Flats(64, 1)).Epochs;
        var rate = steps[^1].LearningRate!.Value * 3;
        var isAtRest = history.Epochs[^1].LearningRate < 3e-3 / 100;
        return FormattableString.Invariant($"{history.Epochs.Count} {isAtRest} {rate:0.00000}");
        """));

    [Fact]
    public void Rates_follow_the_difficulty_of_the_tasks() => Assert.Equal("True 0.32 True", Run(
        "training.md",
        """
        using var model = new AdaptiveFlats(seed: 1);
        var history = ExampleTrainByDifficulty.TrainByDifficulty(model, Flats(256, 1), Flats(64, 2));
        var haveMoved = history.Epochs[^1].Tasks.All(task => Math.Abs(task.DropoutRate!.Value - 0.3) > 0.01);
        using var other = new AdaptiveFlats(seed: 1);
        var own = other.Fit(Flats(64, 1), new() { Epochs = 2, AdaptiveDropout = new DropLessWhereHard() }).Epochs;
        using var plain = new global::Flats(seed: 1);
        var last = ExampleTrainHardTasksFaster.TrainHardTasksFaster(plain, Flats(256, 1)).Epochs[^1];
        var differ = last.Tasks[0].LearningRateFactor != last.Tasks[1].LearningRateFactor;
        return FormattableString.Invariant($"{haveMoved} {own[0].Tasks[0].DropoutRate!.Value:0.##} {differ}");
        """));

    [Fact]
    public void Small_batches_make_the_steps_of_large_ones() => Assert.Equal("40 StopAtNight", Run(
        "training.md",
        """
        using var model = new global::Flats(seed: 1);
        var history = ExampleTrainInSmallBatches.TrainInSmallBatches(model, Flats(256, 1));
        return $"{history.Steps} {new StopAtNight().GetType().Name}";
        """));

    /// <summary>One house in ten is sold, whatever its features: trained on both alike, the answer is about one half for all.</summary>
    [Fact]
    public void Sampling_by_class_shows_all_classes_alike() => Assert.Equal("True True", Run(
        "model-language.md",
        """
        var rows = Houses(1000, 1);
        using var model = ExampleTrainOnSoldAndUnsoldAlike.TrainOnSoldAndUnsoldAlike(rows, steps: 300);
        var mean = model.Predict(rows).Average(answer => answer.IsSold.Probability);
        return $"{rows.Count(row => row.IsSold == true) < 150} {Math.Abs(mean - 0.5) < 0.1}";
        """));

    [Fact]
    public void A_training_that_ended_goes_on_where_it_was() => Assert.Equal("6 6 Completed 192 True", Run(
        "training.md",
        """
        var flats = Flats(256, 1);
        var run = Path.Combine(folder, "run");
        var history = ExampleTrainWithCheckpoints.TrainWithCheckpoints(flats, epochs: 6, run);
        var again = ExampleTrainWithCheckpoints.TrainWithCheckpoints(flats, epochs: 6, run);
        using var best = ExampleBestFlats.BestFlats(run);
        var isSame = again.Epochs.Zip(history.Epochs).All(pair => pair.First.Objective == pair.Second.Objective);
        return $"{history.Epochs.Count} {again.Epochs.Count} {again.StopReason} {again.ResumedAtStep} {isSame}";
        """));

    [Fact]
    public void Many_outputs_are_one_task_whose_R2_is_the_mean_of_theirs() => Assert.Equal("1 24 True", Run(
        "model-language.md",
        """
        var random = new Random(1);
        float Demand(int hour, float[] weather) => hour == 3 && weather[0] > 0.5f ? float.NaN : hour * weather[hour % 7];
        var days = Enumerable.Range(0, 200)
            .Select(_ => Enumerable.Range(0, 7).Select(_ => random.NextSingle()).ToArray())
            .Select(weather => new Day(weather, [.. Enumerable.Range(0, 24).Select(hour => Demand(hour, weather))]))
            .ToList();
        using var model = new PowerGrid(seed: 1);
        var history = model.Fit(days, new() { Epochs = 2 });
        var (mean, hours) = ExampleR2OfDemand.R2OfDemand(model, days);
        var mine = hours.Where(hour => !double.IsNaN(hour)).Average();
        return $"{history.Epochs[0].Tasks.Count} {hours.Count} {Math.Abs(mean - mine) < 1e-12}";
        """));

    [Fact]
    public void Rows_from_a_file_are_learned() => Assert.Equal("1797 178 True True", Run(
        "recipes.md",
        """
        var path = Path.Combine(folder, "digits.csv");
        using (var packed = new GZipStream(File.OpenRead(DIGITS), CompressionMode.Decompress))
        using (var file = File.Create(path))
            packed.CopyTo(file);
        var scans = ScanFile.Read(path);
        using var model = new Scans(seed: 1);
        model.Fit(scans.Take(1500), new() { Epochs = 40 });
        var metrics = model.Evaluate(scans.Skip(1500));
        var blank = Path.Combine(folder, "blank.csv");
        File.WriteAllText(blank, string.Join(",", Enumerable.Repeat("16", 64)) + ",\n");
        var unlabeled = ScanFile.Read(blank)[0];
        var zeros = scans.Count(scan => scan.Numeral == Numeral.Zero);
        var isLearned = metrics.Numeral.Accuracy > 0.85 && metrics.HasLoop.Accuracy > 0.85;
        return $"{scans.Count} {zeros} {isLearned} {unlabeled is { Numeral: null, HasLoop: null } && unlabeled.Pixels[0] == 1}";
        """.Replace("DIGITS", $"@\"{_digits}\"", StringComparison.Ordinal)));

    [Fact]
    public void Models_are_trained_and_saved_with_other_numbers() => Assert.Equal("0.3 2 True 0.2 0.5 True", Run(
        "hyperparameters.md",
        """
        var random = new Random(1);
        var people = Enumerable.Range(0, 200)
            .Select(_ => Enumerable.Range(0, 4).Select(_ => random.NextSingle()).ToArray())
            .Select(facts => new Person(facts, facts[0] > facts[1], 40 * facts[2]))
            .ToList();
        var file = Path.Combine(folder, "census.safetensors");
        var history = ExampleTrainWithOtherNumbers.TrainWithOtherNumbers(people, file);
        var isShown = $"{history}".Contains("TrunkDropout = 0.3 (declared 0.2), HoursWeight = 2 (declared 0.5)");
        using var saved = Census.Load(file);
        using var declared = ExampleLoadWithDeclaredNumbers.LoadWithDeclaredNumbers(file);
        var (used, usual) = (saved.UsedHyperparameters, declared.UsedHyperparameters);
        var found = ExampleFindRate.FindRate(people, people);
        return FormattableString.Invariant($"{used.TrunkDropout} {used.HoursWeight} {isShown} ")
            + FormattableString.Invariant($"{usual.TrunkDropout} {usual.HoursWeight} {found.Accuracy > 0.5}");
        """));

    /// <summary>Runs a body that uses the examples of a page.</summary>
    private static string Run(string file, string body)
    {
        var rows = file switch { "model-language.md" => Houses, "training.md" => Flats, _ => "" };
        var use =
            $$"""
            using System.IO.Compression;
            public static class Use
            {
                public static string Run(string folder)
                {
                    {{body}}
                }

                {{rows}}
            }
            """;
        return GeneratedProgram.Run([.. DocumentationPage.Examples(file), DocumentationPage.Usings + use]);
    }
}
