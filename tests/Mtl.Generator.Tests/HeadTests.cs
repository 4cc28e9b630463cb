namespace Mtl.Generator.Tests;

/// <summary>Every kind of head trains on rows, answers, and survives a file.</summary>
[Collection(OnTheEngine.Name)]
public sealed class HeadTests
{
    private const string UseDoctor =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using Mtl;
        using Samples;

        internal static class Use
        {
            public static string Run(string folder)
            {
                var rows = Rows(400, seed: 1);
                using var model = new Doctor(seed: 1);
                model.Fit(rows, new() { Epochs = 60, BatchSize = 32, LearningRate = 0.01, Seed = 1, Validation = rows });
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = Doctor.Load(path);
                var metrics = again.Evaluate(Rows(200, seed: 2));
                var failures = new List<string>();
                Expect(
                    metrics.Pressure.R2 > 0.9 && metrics.Pressure.PerOutput.All(output => output.R2 > 0.85),
                    $"pressure {metrics.Pressure.R2}");
                Expect(
                    metrics.Complaints.MicroF1 > 0.85 && metrics.Complaints.SubsetAccuracy > 0.6,
                    $"complaints {metrics.Complaints.MicroF1} {metrics.Complaints.SubsetAccuracy}");
                Expect(metrics.Visits.MeanDeviance < 1.3, $"visits {metrics.Visits.MeanDeviance}");
                Expect(metrics.Urgency.QuadraticWeightedKappa > 0.8, $"urgency {metrics.Urgency.QuadraticWeightedKappa}");
                Expect(metrics.Ward.Accuracy > 0.85, $"ward {metrics.Ward.Accuracy}");
                Expect(metrics.Ill.Accuracy > 0.9, $"ill {metrics.Ill.Accuracy}");
                Expect(metrics.Age.MeanAbsoluteError < 0.3, $"age {metrics.Age.MeanAbsoluteError}");
                Expect(metrics.Costs.CoverageError < 0.08 && metrics.Costs.MeanAbsoluteError < 0.5, $"costs {metrics.Costs}");
                var answers = again.Predict(rows);
                var costs = answers.Select(answer => answer.Costs);
                Expect(costs.All(answer => answer.Lower <= answer.Value && answer.Value <= answer.Upper), "costs out of order");
                Expect(answers[0].Pressure.Values.Count == 3 && answers.SequenceEqual(answers), "pressure values");
                Expect(answers.Select(answer => answer.Complaints.Value).Contains(Complaints.Cold), "no cold");
                Expect(answers.Select(answer => answer.Urgency.Value).Distinct().Count() == 3, "urgencies");
                Expect(answers.All(answer => Math.Abs(answer.Urgency.Probabilities.Sum() - 1) < 1e-5), "urgency probabilities");
                Expect(string.Join(" ", Doctor.Info.Tasks[1].Classes) == string.Join(" ", again.Complaints.Flags), "flags");
                Expect(string.Join(" ", Doctor.Info.Tasks[3].Classes) == string.Join(" ", again.Urgency.Classes), "ranks");
                return failures.Count == 0 ? "learned" : string.Join("; ", failures);

                void Expect(bool holds, string failure)
                {
                    if (!holds)
                        failures.Add(failure);
                }
            }

            /// <summary>Labels that follow from the readings; every fifth of most is missing.</summary>
            private static List<Visit> Rows(int count, int seed)
            {
                var random = new Random(seed);
                return Enumerable.Range(0, count).Select(row =>
                {
                    var x = Enumerable.Range(0, 6).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
                    var complaints = (x[0] > 0 ? Complaints.Fever : 0)
                        | (x[1] > 0 ? Complaints.Pain : 0)
                        | (x[2] > 0 ? Complaints.Cough : 0);
                    var sum = x[3] + x[4];
                    return new Visit(
                        x,
                        row % 5 == 0 ? null : new[] { x[0] + x[1], row % 3 == 0 ? double.NaN : x[2], x[3] - x[4] },
                        row % 5 == 1 ? null : complaints,
                        row % 5 == 2 ? null : Poisson(random, Math.Exp(1 + x[5])),
                        row % 5 == 3 ? null : sum > 0.4 ? Urgency.High : sum < -0.4 ? Urgency.Low : Urgency.Middle,
                        row % 5 == 4 ? null : x[5] > 0 ? Ward.Stay : Ward.Home,
                        row % 5 == 0 ? null : x[0] > x[5],
                        2 * x[1] + 3,
                        row % 5 == 2 ? null : (decimal)(x[2] + x[3] + (1.5 + x[0]) * (random.NextDouble() - 0.5)));
                }).ToList();
            }

            /// <summary>Knuth's method.</summary>
            private static ulong Poisson(Random random, double rate)
            {
                ulong count = 0;
                for (var product = random.NextDouble(); product > Math.Exp(-rate); product *= random.NextDouble())
                    count++;
                return count;
            }
        }
        """;

    private const string UseFunnel =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using Mtl;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                using var model = new Funnel(seed: 1);
                var failures = new List<string>();

                // The output is the logit of the product, whatever the weights are.
                var input = torch.randn(50, 4) * 3;
                model.eval();
                var outputs = model.call(input);
                var trunk = torch.nn.functional.relu(model.Visitor.call(input));
                var given = model.Purchase.Output.call(torch.nn.functional.relu(model.Purchase.Hidden[0].call(trunk))).squeeze(1);
                var product = outputs.Click.sigmoid() * given.sigmoid();
                Expect((outputs.Purchase.sigmoid() - product).abs().max().item<float>() < 1e-6f, "not the product");
                var read = torch.cat(new[] { trunk, outputs.Gadget.softmax(1), outputs.Purchase.sigmoid().unsqueeze(1) }, 1);
                Expect((outputs.Price - model.Price.Output.call(read).squeeze(1)).abs().max().item<float>() < 1e-5f, "not what it reads");

                // The click's own layer learns from purchases, and not from purchases that nobody labeled.
                Expect(ClickGradient(model, purchase: true) > 0, "the click learns nothing from a purchase");
                Expect(ClickGradient(model, purchase: null) == 0, "a missing purchase has a gradient");

                var rows = Rows(600, seed: 1);
                model.Fit(rows, new() { Epochs = 60, BatchSize = 32, LearningRate = 0.01, Seed = 1 });
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = Funnel.Load(path);
                var test = Rows(300, seed: 2);
                var metrics = again.Evaluate(test);
                Expect(metrics.Click.Accuracy > 0.93, $"click {metrics.Click.Accuracy}");
                Expect(metrics.Purchase.Accuracy > 0.93, $"purchase {metrics.Purchase.Accuracy}");
                Expect(metrics.Gadget.Accuracy > 0.93, $"gadget {metrics.Gadget.Accuracy}");
                Expect(metrics.Price.R2 > 0.9, $"price {metrics.Price.R2}");
                Expect(
                    again.Predict(test).All(row => row.Purchase.Probability <= row.Click.Probability + 1e-6f),
                    "a purchase is more probable than its click");
                return failures.Count == 0 ? "learned" : string.Join("; ", failures);

                void Expect(bool holds, string failure)
                {
                    if (!holds)
                        failures.Add(failure);
                }
            }

            private static float ClickGradient(Funnel model, bool? purchase)
            {
                model.zero_grad();
                var batch = Funnel.Encode(new[] { new Impression(new float[] { 1, 2, 3, 4 }, null, true, purchase, null) });
                torch.autograd.backward(model.ComputeLosses(model.call(batch.Input), batch).Purchase);
                return model.Click.Output.weight!.grad is { IsInvalid: false } gradient ? gradient.abs().max().item<float>() : 0;
            }

            private static List<Impression> Rows(int count, int seed)
            {
                var random = new Random(seed);
                return Enumerable.Range(0, count).Select(row =>
                {
                    var x = Enumerable.Range(0, 4).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
                    var click = x[0] + x[1] > 0;
                    bool? purchase = row % 4 == 0 ? null : click && x[2] > 0;
                    return new Impression(x, row % 3 == 0 ? null : x[3] > 0 ? Gadget.Laptop : Gadget.Phone, click, purchase, x[0] - x[3]);
                }).ToList();
            }
        }
        """;

    private const string UseWind =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using Mtl;
        using Samples;

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var model = new Wind(seed: 1);
                model.Fit(Rows(500, seed: 1), new() { Epochs = 60, BatchSize = 32, LearningRate = 0.01, Seed = 1 });
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = Wind.Load(path);
                var test = Rows(400, seed: 2);
                var metrics = again.Evaluate(test);
                var below = test.Zip(again.Predict(test)).Average(pair => pair.First.Speed < pair.Second.Speed.Value ? 1 : 0);
                var direction = again.Predict(test[1]).Direction.Radians;
                var isNear = Math.Abs(Math.IEEERemainder(direction - test[1].Direction!.Value, 2 * Math.PI)) < 0.4;
                return metrics.Direction.Loss < 0.1 && metrics.Direction.Count == 320 && isNear
                    && below is > 0.75 and < 0.97 && Wind.Info.Tasks[0].Kind == TaskKind.Custom
                    ? "learned"
                    : $"{metrics.Direction.Loss} {below} {direction} for {test[1].Direction}";
            }

            private static List<Weather> Rows(int count, int seed)
            {
                var random = new Random(seed);
                return Enumerable.Range(0, count).Select(row =>
                {
                    var x = Enumerable.Range(0, 3).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
                    return new Weather(x, row % 5 == 0 ? null : MathF.Atan2(x[0], x[1]), x[2] + random.NextDouble());
                }).ToList();
            }
        }
        """;

    private const string UseReader =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using Mtl;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                using var model = new Reader(seed: 1);
                var failures = new List<string>();
                var encoded = Reader.Encode(Rows(3, seed: 1));
                Expect(string.Join(" ", encoded.Tags.Values.shape) == "3 5", "shape of labels");
                Expect(string.Join(" ", model.call(encoded.Input).Tags.shape) == "3 5 3", "shape of outputs");

                // A word without a label has exactly no gradient, in the loss that is trained.
                var outputs = model.call(encoded.Input);
                var leaf = outputs.Tags.detach().requires_grad_();
                torch.autograd.backward(model.ComputeLosses(outputs with { Tags = leaf }, encoded).Tags);
                var isSilent = leaf.grad!.abs().sum(2).eq(0).to_type(torch.ScalarType.Float32);
                Expect((isSilent + encoded.Tags.Present - 1).abs().max().item<float>() == 0, "gradients");

                model.Fit(Rows(300, seed: 1), new() { Epochs = 40, BatchSize = 32, LearningRate = 0.01, Seed = 1 });
                var path = Path.Combine(folder, "model.safetensors");
                model.Save(path);
                using var again = Reader.Load(path);
                var test = Rows(100, seed: 2);
                var metrics = again.Evaluate(test);
                Expect(metrics.Tags.Accuracy > 0.9, $"tags {metrics.Tags.Accuracy}");
                Expect(metrics.Tags.Count == test.Sum(row => row.Tags?.Count(tag => tag is not null) ?? 0), $"{metrics.Tags.Count} tags");
                Expect(metrics.IsName.Accuracy > 0.9, $"names {metrics.IsName.Accuracy}");
                Expect(metrics.IsQuestion.Accuracy > 0.9, $"questions {metrics.IsQuestion.Accuracy}");
                var answers = again.Predict(test);
                Expect(answers.All(answer => answer.Tags.Count == 5), "answers");
                var right = test.Zip(answers).Where(pair => pair.First.Tags is not null)
                    .SelectMany(pair => pair.First.Tags!.Zip(pair.Second.Tags)).Where(pair => pair.First is not null)
                    .Average(pair => pair.First == pair.Second.Value ? 1.0 : 0);
                Expect(Math.Abs(right - metrics.Tags.Accuracy) < 1e-9, "answers are not in the order of the words");
                try
                {
                    Reader.Encode(new[] { test[0], test[1] with { Tags = new Tag?[] { null, null, null, (Tag)9, null } } });
                    failures.Add("no refusal");
                }
                catch (InvalidRowException refusal)
                {
                    Expect(refusal.Row == 1, refusal.Message);
                }
                return failures.Count == 0 ? "learned" : string.Join("; ", failures);

                void Expect(bool holds, string failure)
                {
                    if (!holds)
                        failures.Add(failure);
                }
            }

            private static List<Sentence> Rows(int count, int seed)
            {
                var random = new Random(seed);
                return Enumerable.Range(0, count).Select(row =>
                {
                    var words = Enumerable.Range(0, 15).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
                    var tags = Enumerable.Range(0, 5).Select(word => (word + row) % 4 == 0 ? null : (Tag?)Largest(words, word)).ToArray();
                    var names = Enumerable.Range(0, 5).Select(word => words[word * 3] > 0).ToArray();
                    return new Sentence(words, row % 5 == 1 ? null : tags, row % 5 == 2 ? null : names, words[12] + words[13] > 0);
                }).ToList();
            }

            private static int Largest(float[] words, int word) => Enumerable.Range(0, 3).MaxBy(index => words[word * 3 + index]);
        }
        """;

    [Fact]
    public void Heads_at_every_step_of_a_sequence_learn() =>
        Assert.Equal("learned", GeneratedProgram.Run([HeadDeclarations.Sentence, UseReader]));

    [Fact]
    public async Task A_head_at_every_step_can_read_the_input_itself()
    {
        const string model =
            """
            using Mtl;

            /// <summary>Reads words.</summary>
            [MultiTaskModel, Input("Words", 5, 2)]
            public partial class Names
            {
                [TaskHead(PerPosition = true)]
                public partial BinaryHead IsName { get; }
            }
            """;
        Assert.Empty(await GeneratorHost.Analyze(model));
        Assert.Contains(
            "IsName: [batch, 5, 2] → [batch, 5]",
            string.Concat(GeneratorHost.Generate(model).SyntaxTrees),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_head_learns() => Assert.Equal("learned", GeneratedProgram.Run([HeadDeclarations.Visit, UseDoctor]));

    [Fact]
    public void A_task_after_another_learns_the_product_and_a_task_can_read_predictions() =>
        Assert.Equal("learned", GeneratedProgram.Run([HeadDeclarations.Funnel, UseFunnel]));

    [Fact]
    public void Heads_and_losses_of_the_user_s_own_train() =>
        Assert.Equal("learned", GeneratedProgram.Run([HeadDeclarations.Wind, UseWind]));
}
