namespace Mtl.Generator.Tests;

/// <summary>Every kind of head trains on rows, answers, and survives a file.</summary>
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
                Expect(metrics.Pressure.R2 > 0.9 && metrics.Pressure.PerOutput.All(output => output.R2 > 0.85), $"pressure {metrics.Pressure.R2}");
                Expect(metrics.Complaints.MicroF1 > 0.85 && metrics.Complaints.SubsetAccuracy > 0.6, $"complaints {metrics.Complaints.MicroF1} {metrics.Complaints.SubsetAccuracy}");
                Expect(metrics.Visits.MeanDeviance < 1.3, $"visits {metrics.Visits.MeanDeviance}");
                Expect(metrics.Urgency.QuadraticWeightedKappa > 0.8, $"urgency {metrics.Urgency.QuadraticWeightedKappa}");
                Expect(metrics.Ward.Accuracy > 0.85, $"ward {metrics.Ward.Accuracy}");
                Expect(metrics.Ill.Accuracy > 0.9, $"ill {metrics.Ill.Accuracy}");
                Expect(metrics.Age.MeanAbsoluteError < 0.3, $"age {metrics.Age.MeanAbsoluteError}");
                var answers = again.Predict(rows);
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
                    var complaints = (x[0] > 0 ? Complaints.Fever : 0) | (x[1] > 0 ? Complaints.Pain : 0) | (x[2] > 0 ? Complaints.Cough : 0);
                    var sum = x[3] + x[4];
                    return new Visit(
                        x,
                        row % 5 == 0 ? null : new[] { x[0] + x[1], row % 3 == 0 ? double.NaN : x[2], x[3] - x[4] },
                        row % 5 == 1 ? null : complaints,
                        row % 5 == 2 ? null : Poisson(random, Math.Exp(1 + x[5])),
                        row % 5 == 3 ? null : sum > 0.4 ? Urgency.High : sum < -0.4 ? Urgency.Low : Urgency.Middle,
                        row % 5 == 4 ? null : x[5] > 0 ? Ward.Stay : Ward.Home,
                        row % 5 == 0 ? null : x[0] > x[5],
                        2 * x[1] + 3);
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

    [Fact]
    public void Every_kind_of_head_learns() => Assert.Equal("learned", GeneratedProgram.Run([HeadDeclarations.Visit, UseDoctor]));
}
