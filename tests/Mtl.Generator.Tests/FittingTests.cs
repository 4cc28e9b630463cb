namespace Mtl.Generator.Tests;

/// <summary>Whichever way a model is trained, what it standardizes is fitted before, or the way is refused.</summary>
[Collection(OnTheEngine.Name)]
public sealed class FittingTests
{
    private const string Use =
        """
        using System;
        using System.Linq;
        using Mtl;
        using Samples;
        using TorchSharp;

        internal static class Use
        {
            private static readonly House[] s_rows = Enumerable.Range(0, 8)
                .Select(i => new House
                {
                    Area = 100 + i, HasGarden = i % 2 == 0, Town = "Ulm", Street = "1st", Price = 1000 * i, Soon = i > 3,
                })
                .ToArray();

            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                var model = New();
                var data = model.Encode(s_rows);
                using (var session = TrainingSession.Begin<Houses, Houses.Batch, Houses.Metrics>(model, data))
                    TakeOneStep(model, session);

                var own = New();
                own.EnsureFitted(data);
                using var step = own.BeginTraining();
                step.Run(data);
                return string.Join(
                    " ",
                    model.InputStandardization.IsFitted, model.Price.Standardization!.IsFitted,
                    own.InputStandardization.IsFitted, own.Price.Standardization!.IsFitted);
            }

            private static void TakeOneStep(
                IMultiTaskModel<Houses.Batch, Houses.Metrics> model, TrainingSession<Houses.Batch, Houses.Metrics> session)
            {
                session.NextEpoch();
                session.NextBatch(out var batch);
                session.ZeroGradients();
                model.ForwardBackward(batch, session.Step);
                session.Update();
            }

            private static Houses New()
            {
                var model = new Houses(seed: 1);
                model.TownVocabulary.EnsureFitted(s_rows.Select(row => row.Town));
                model.StreetVocabulary.EnsureFitted(s_rows.Select(row => row.Street));
                return model;
            }

            internal static class Refusals
            {
                public static string Run(string folder)
                {
                    using var scope = torch.NewDisposeScope();
                    using var model = New();
                    var data = model.Encode(s_rows);
                    var ways = new Action[]
                    {
                        () => model.BeginTraining(),
                        () => TrainingStep.Begin<Houses, Houses.Batch, Houses.Metrics>(model),
                        () => model.ComputeTaskGradients(data),
                        () => model.ComputeLosses(model.call(data.Input, data.Categories), data),
                    };
                    var refused = string.Join(" | ", ways.Select(Refusal).Distinct());
                    model.eval();
                    return $"{refused} | {model.ComputeLosses(model.call(data.Input, data.Categories), data).Total.numel()}";
                }

                private static string Refusal(Action action)
                {
                    try { action(); return "none"; }
                    catch (InvalidOperationException e) { return e.Message; }
                }
            }

            internal static class Texts
            {
                public static string Run(string folder)
                {
                    using var scope = torch.NewDisposeScope();
                    using var model = New();
                    model.EnsureFitted(model.Encode(s_rows));
                    var data = model.Encode(s_rows);
                    var losses = model.ComputeLosses(model.call(data.Input, data.Categories), data);
                    var texts = new object[] { model.Evaluate(data), model.Predict(s_rows[0]), losses };
                    return string.Join(" | ", texts.Select(text => FirstTwoWords(text.ToString()!)));
                }

                /// <summary>The first two words of every line.</summary>
                private static string FirstTwoWords(string text) => string.Join(
                    " ",
                    text.Split(Environment.NewLine).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)));
            }
        }
        """;

    [Fact]
    public void A_session_and_the_model_fit() => Assert.Equal("True True True True", GeneratedProgram.Run([RowDeclarations.Houses, Use]));

    [Fact]
    public void All_other_ways_are_refused_by_one_message() => Assert.Equal(
        "InputStandardization has no mean and deviation yet. Call the model's EnsureFitted with the training data before the first step; "
            + "Fit does it by itself. | 1",
        GeneratedProgram.Run([RowDeclarations.Houses, Use], typeName: "Use+Refusals"));

    [Fact]
    public void Metrics_predictions_and_losses_print_a_line_for_every_task()
    {
        var text = GeneratedProgram.Run([RowDeclarations.Houses, Use], typeName: "Use+Texts");
        Assert.Matches(
            @"^Price RMSE Soon Accuracy \| Price [-0-9.]+ Soon (True|False) \| "
                + "Price [0-9.]+ Soon [0-9.]+ Penalty [0-9.]+ Total [0-9.]+$",
            text);
    }
}
