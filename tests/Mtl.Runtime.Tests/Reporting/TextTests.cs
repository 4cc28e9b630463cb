using System.Globalization;
using TorchSharp;

namespace Mtl.Tests;

/// <summary>What people print first says something, and the same in every culture.</summary>
public sealed class TextTests : IDisposable
{
    private static readonly ModelInfo s_info = new(
        "Samples.Pairs", [new("Left", TaskKind.Class, 1, ["One", "Two"]), new("Total", TaskKind.Regression, 1, [])]);

    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    public TextTests() => CultureInfo.CurrentCulture = new("de-DE");

    public void Dispose() => CultureInfo.CurrentCulture = _culture;

    [Fact]
    public void A_history_has_a_line_for_the_run_and_one_for_every_task()
    {
        var history = new TrainingHistory(
            "Samples.Pairs", Seed: 7, [Epoch(1, 0.95, 0.4), Epoch(2, 0.91, null), Epoch(3, 0.90, 0.2)], Steps: 1200, StopReason.Completed);

        Assert.Equal(
            """
            Samples.Pairs: 3 epochs, 1,200 steps, 3.0 s, completed, seed 7
            Left   loss 0.694 → 0.231  Accuracy 0.900, Macro F1 0.250, loss 0.500, 100 rows  best Accuracy 0.950 in epoch 1
            Total  loss 1234.000 → 411.333  RMSE 0.200, loss 0.300, 1 row  best RMSE 0.200 in epoch 3
            """,
            history.ToString());
        Assert.Equal("Epoch 2  1.0 s  Left 0.347 (Accuracy 0.910)  Total 617.000", history.Epochs[1].ToString());
    }

    [Fact]
    public void A_history_has_a_line_for_hyper_parameters_that_differ_from_the_declaration()
    {
        var history = new TrainingHistory("M", 1, [], 1, StopReason.Canceled)
        {
            Hyperparameters = [new("TaskDropout", 0.3, 0.25), new("L2", 1e-3, 1e-3), new("PriceWeight", 2, 1)],
        };
        Assert.Equal(
            "M: 0 epochs, 1 step, 0.0 s, canceled, seed 1" + Environment.NewLine
            + "TaskDropout = 0.3 (declared 0.25), PriceWeight = 2 (declared 1)",
            history.ToString());
    }

    [Fact]
    public void A_history_without_an_epoch_is_the_run_alone()
        => Assert.Equal("M: 0 epochs, 1 step, 0.0 s, canceled, seed 1", new TrainingHistory("M", 1, [], 1, StopReason.Canceled).ToString());

    [Fact]
    public void Progress_is_a_line()
    {
        var progress = new TrainingProgress
        {
            Epoch = 3,
            Epochs = 12,
            Step = 40,
            StepsPerEpoch = 313,
            Elapsed = TimeSpan.FromSeconds(5.2),
            Tasks = ["Left", "Total"],
            Losses = [0.4123, double.NaN],
        };
        Assert.Equal("Epoch 3/12, step 40/313, 5.2 s  Left 0.412  Total -", progress.ToString());
        Assert.StartsWith(
            "Epoch  2/12     1.0 s  Left 0.347",
            (progress with { Finished = Epoch(2, 0.9, null) }).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_have_a_line_for_every_task_and_show_first_what_counts()
    {
        var left = new ClassMetrics(0.25, new(["One", "Two"], new long[,] { { 12, 1 }, { 0, 7 } }));
        var total = new RegressionMetrics(1, 0.00002) { MeanSquaredError = 250_000, MeanAbsoluteError = 0, R2 = double.NaN };
        var info = s_info with { Tasks = [s_info.Tasks[0] with { Metrics = [Metric.MacroF1] }, s_info.Tasks[1]] };

        Assert.Equal(
            """
            Left   Macro F1 0.947, Accuracy 0.950, Macro precision 0.938, Macro recall 0.962, loss 0.250, 20 rows
            Total  RMSE 500.000, R2 -, MAE 0.000, MSE 2.5E+05, loss 2E-05, 1 row
            """,
            TaskLines.OfMetrics(info.Tasks, [left, total]));
        Assert.StartsWith("Accuracy 0.950, Macro F1", left.ToString(), StringComparison.Ordinal);
        Assert.Equal("One  12  1" + Environment.NewLine + "Two   0  7", left.Confusion.ToString());
    }

    [Fact]
    public void Predictions_have_a_line_for_every_task()
        => Assert.Equal(
            """
            Left   Monday (0.912) Friday (0.500)
            Total  245300.5
            """,
            TaskLines.OfPredictions(
                s_info.Tasks,
                new ClassPrediction<DayOfWeek>[] { new(DayOfWeek.Monday, 0.9123f, []), new(DayOfWeek.Friday, 0.5f, []) },
                new RegressionPrediction(245_300.5f)));

    [Fact]
    public void Every_prediction_is_readable()
    {
        Assert.Equal("True (0.932)", new BinaryPrediction(true, 0.932f).ToString());
        Assert.Equal("False (0.932)", new BinaryPrediction(false, 0.068f).ToString());
        Assert.Equal("3 (rate 3.412)", new CountPrediction(3, 3.412f).ToString());
        Assert.Equal("Friday (0.510)", new OrdinalPrediction<DayOfWeek>(DayOfWeek.Friday, 0.51f, [0.49f, 0.51f]).ToString());
        Assert.Equal("Monday (0.100, 0.700)", new MultiLabelPrediction<DayOfWeek>(DayOfWeek.Monday, [0.1f, 0.7f]).ToString());
        Assert.Equal("1.5, -2", new RegressionPrediction([1.5f, -2]).ToString());
        var numbers = new RegressionPrediction([1 / 3.0, 1.7e9 + 0.2, 2.5e-9, double.NaN]);
        Assert.Equal("0.3333333, 1700000000, 2.5E-09, NaN", numbers.ToString());
        Assert.Equal("198000.3 (0.6666667 to 9999999)", new QuantilePrediction(198_000.25 + 1e-3, [2 / 3.0, 9_999_999.4]).ToString());
        Assert.Throws<ArgumentException>(() => new RegressionPrediction([]));
    }

    [Fact]
    public void Losses_are_read_while_they_are_there()
    {
        using var scope = torch.NewDisposeScope();
        var gone = torch.tensor(1f);
        gone.Dispose();

        Assert.Equal(
            """
            Left     0.500
            Total    -
            Penalty  0.010
            Total    0.510
            """,
            TaskLines.OfLosses(s_info.Tasks, torch.tensor(0.5f), gone, torch.tensor(0.01f), torch.tensor(0.51f, requires_grad: true)));
    }

    [Fact]
    public void The_penalty_of_a_model_without_any_is_0()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(
            """
            Left     0.500
            Total    2.000
            Penalty  0.000
            Total    2.500
            """,
            TaskLines.OfLosses(s_info.Tasks, torch.tensor(0.5f), torch.tensor(2f), torch.tensor(2.5f)));
    }

    [Fact]
    public void A_step_s_losses_are_a_line()
    {
        var backward = new BackwardPass(2);
        backward.Record(0, new(0.5, 10), weight: 1);
        backward.Record(1, new(2, 10), weight: 0.5);
        backward.End(penalty: 0.25);
        var losses = backward.Losses;
        Assert.Equal("0.500, 2.000, penalty 0.250, objective 1.750", losses.ToString());
        losses.GradientNorm = 3;
        Assert.EndsWith(", gradient 3.000", losses.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_is_made_of_is_readable()
    {
        var vocabulary = new Vocabulary("Town", 40);
        Assert.Equal("Samples.Pairs: Left (Class), Total (Regression)", s_info.ToString());
        Assert.Equal("Town: not fitted", vocabulary.ToString());
        vocabulary.EnsureFitted(["Ulm", "Bonn"]);
        Assert.Equal("Town: 2 of at most 40 values", vocabulary.ToString());
    }

    private static EpochResult Epoch(int number, double accuracy, double? error) => new(
        number,
        TimeSpan.FromSeconds(1),
        [
            new("Left", 0.694 / number, new(100, 0.5, [new("Accuracy", accuracy), new("Macro F1", 0.25)])),
            new("Total", 1234.0 / number, error is { } value ? new(1, 0.3, [new(Metric.RootMeanSquaredError, value)]) : null),
        ],
        Penalty: 0,
        Objective: 1);
}
