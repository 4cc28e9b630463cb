namespace Mtl.Generator.Tests;

/// <summary>The code of the snapshots runs: compiled in memory, it trains, answers, saves and loads.</summary>
[Collection(OnTheEngine.Name)]
public sealed class RunTests
{
    private const string UseTwoDigits =
        """
        using System.IO;
        using System.Linq;
        using Mtl;
        using Samples;

        internal static class Use
        {
            public static string Run(string folder)
            {
                var rows = Enumerable.Range(0, 24)
                    .Select(i => new DigitPair(
                        new float[12].Select((_, j) => i % 3 == j % 3 ? 1f : 0f).ToArray(),
                        (Digit)(i % 3),
                        i % 5 == 0 ? null : Digit.Two,
                        i % 3))
                    .ToList();
                using var model = new TwoDigits(seed: 1);
                var history = model.Fit(rows, new() { Epochs = 30, BatchSize = 8, LearningRate = 0.02, Seed = 1, Validation = rows });
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = TwoDigits.Load(path);
                var metrics = again.Evaluate(rows);
                return $"{history.Epochs.Count} {metrics.Left.Accuracy} {again.Predict(rows[1]).Left.Value}";
            }
        }
        """;

    private const string UseSmallest =
        """
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                using var model = new Smallest(seed: 1);
                var input = torch.randn(64, 4);
                var labels = new Mtl.TaskLabels(input.select(1, 0).gt(0).to_type(torch.ScalarType.Float32), torch.ones(64));
                model.Fit(new Smallest.Batch(input, labels), options: new() { Epochs = 60, LearningRate = 0.05 });
                var accuracy = model.Evaluate(new Smallest.Batch(input, labels)).Click.Accuracy;
                return $"{model.Predict(torch.ones(1, 4))[0].Click.Value} {accuracy > 0.9}";
            }
        }
        """;

    private const string Misuse =
        """
        using System;
        using System.Collections.Generic;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var model = new TwoDigits(seed: 1);
                using var scope = torch.NewDisposeScope();
                var batch = TwoDigits.Encode([new DigitPair(new float[12], Digit.One, null, 1)]);
                var refusals = new List<string>
                {
                    Refusal(() => model.Evaluate(batch, batchSize: 0)),
                    Refusal(() => model.Predict(batch.Input, batchSize: 0)),
                    Refusal(() => model.Fit(null!)),
                    Refusal(() => model.Fit(batch with { Input = torch.zeros(2, 12) })),
                    Refusal(() => model.Evaluate(batch with { Input = torch.zeros(2, 12) })),
                    Refusal(() => model.Predict([null!])),
                };
                model.Dispose();
                refusals.Add(Refusal(() => model.Predict(batch.Input)));
                return string.Join(" ", refusals);
            }

            private static string Refusal(Action action)
            {
                try { action(); return "none"; }
                catch (Exception e) { return e.GetType().Name; }
            }
        }
        """;

    private const string InDouble =
        """
        using System;
        using System.Linq;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                var rows = Enumerable.Range(0, 24)
                    .Select(i => new DigitPair(
                        Enumerable.Range(0, 12).Select(j => i % 3 == j % 3 ? 1f : 0f).ToArray(), (Digit)(i % 3), Digit.Two, i % 3))
                    .ToList();
                using var model = new TwoDigits(seed: 1);
                var expected = model.Predict(rows[1]).Sum.Value;
                model.eval();
                var mixed = model.call(TwoDigits.EncodeFeatures(rows).to(torch.float64)).Sum.dtype;
                model.train();
                model.to(torch.float64);
                var isClose = Math.Abs(model.Predict(rows[1]).Sum.Value - expected) < 1e-4;
                var before = model.Evaluate(rows).Left.Loss;
                model.Fit(rows, new() { Epochs = 20, BatchSize = 8, LearningRate = 0.02, Seed = 1 });
                return $"{mixed} {isClose} {model.Evaluate(rows).Left.Loss < before} {model.Left.ElementType}";
            }
        }
        """;

    private const string UseImageAndSound =
        """
        using System.IO;
        using Mtl;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                using var model = new ImageAndSound(seed: 1);
                var image = torch.randn(48, 3, 8, 8);
                var sound = torch.randn(48, 10, 4);
                var speech = sound.select(1, 9).select(1, 0).gt(0).to_type(torch.ScalarType.Float32);
                var loudness = image.mean(new long[] { 1, 2, 3 }) * 10;
                var batch = new ImageAndSound.Batch(
                    image, sound, new TaskLabels(speech, torch.ones(48)), new TaskLabels(loudness, torch.ones(48)));
                var before = model.Evaluate(batch);
                model.Fit(batch, options: new() { Epochs = 60, BatchSize = 16, LearningRate = 0.01, Seed = 1 });
                var after = model.Evaluate(batch);
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = ImageAndSound.Load(path);
                var isSame = again.Predict(image, sound)[5] == model.Predict(image, sound)[5];
                return $"{after.Speech.Loss < before.Speech.Loss / 2} {after.Loudness.Loss < before.Loudness.Loss / 2} "
                    + $"{isSame} {batch.Count}";
            }
        }
        """;

    [Fact]
    public void Numbers_and_models_may_have_another_element_type() =>
        Assert.Equal("Float32 True True Float64", Run(Declarations.TwoDigits, InDouble));

    [Fact]
    public void What_cannot_be_done_is_refused_by_name() => Assert.Equal(
        "ArgumentOutOfRangeException ArgumentOutOfRangeException ArgumentNullException ArgumentException ArgumentException "
            + "InvalidRowException ObjectDisposedException",
        Run(Declarations.TwoDigits, Misuse));

    [Fact]
    public void Two_inputs_and_a_graph_of_layers_train() =>
        Assert.Equal("True True True 48", Run(Declarations.ImageAndSound, UseImageAndSound));

    [Fact]
    public void Two_digits_trains_saves_and_loads() => Assert.Equal("30 1 One", Run(Declarations.TwoDigits, UseTwoDigits));

    [Fact]
    public void The_smallest_model_trains_on_tensors() => Assert.Equal("True True", Run(Declarations.Smallest, UseSmallest));

    [Fact]
    public void Awkward_names_run_too()
    {
        var use = Declarations.Awkward.Replace(
            "[MultiTaskModel<@class>",
            """
            public static string Run(string folder)
            {
                using var model = new @switch(seed: 1);
                var rows = new[]
                {
                    new @class { Länge = 1, Bytes = [1, 2], Preis = 3.5m, Ziel = Farbe.Rot, Kosten = 2, Anzahl = null, Ja = true },
                    new @class { Länge = -1, Bytes = [0, 9], Preis = 1, Ziel = Farbe.AuchBlau, Kosten = 1, Anzahl = 4, Ja = false },
                };
                model.Fit(rows, new() { Epochs = 200, LearningRate = 0.02 });
                var answers = model.Predict(rows);
                return $"{answers[0].@for.Value} {(int)answers[1].@for.Value} {answers[0].Ja.Value} {answers[1].Ja.Value}";
            }

            [MultiTaskModel<@class>
            """.TrimEnd(),
            StringComparison.Ordinal);
        Assert.Equal("Rot 0 True False", GeneratedProgram.Run([use], typeName: "event.Größe.Outer"));
    }

    private static string Run(params string[] sources) => GeneratedProgram.Run(sources);
}
