using TorchSharp;

namespace Mtl.Tests;

/// <summary>The measure of difficulty, and the rules that follow it, against their formulas.</summary>
public sealed class TaskDifficultyTests
{
    [Fact]
    public void The_difficulty_is_the_smoothed_relative_inverse_training_rate()
    {
        var measured = Measured(new() { Smoothing = 0.25 }, weights: [1, 1]);
        measured.Add(Losses(2, 10));
        Assert.Null(measured["Task0"]);
        measured.Add(Losses(1, 9)); // L/L₀ is 0.5 and 0.9, their mean 0.7.
        Assert.Equal(0.25 + (0.75 * 0.5 / 0.7), measured["Task0"]!.Value, 12);
        Assert.Equal(0.25 + (0.75 * 0.9 / 0.7), measured["Task1"]!.Value, 12);
        double before = measured["Task0"]!.Value;
        measured.Add(Losses(0.5, 4)); // 0.25 and 0.4, mean 0.325
        Assert.Equal((0.25 * before) + (0.75 * 0.25 / 0.325), measured["Task0"]!.Value, 12);
    }

    [Fact]
    public void A_task_without_labels_keeps_its_difficulty()
    {
        var measured = Measured(new() { Smoothing = 0 }, weights: [1, 1, 1]);
        measured.Add(Losses(1, 1, double.NaN));
        measured.Add(Losses(0.2, 0.6, 5)); // The third has its first loss here.
        Assert.Null(measured["Task2"]);
        measured.Add(Losses(double.NaN, 0.5, 2.5));
        Assert.Equal(0.5, measured["Task0"]!.Value, 12);
        Assert.Equal(1, measured["Task1"]!.Value, 12);
        Assert.Equal(1, measured["Task2"]!.Value, 12);
    }

    [Fact]
    public void Losses_that_have_no_rate_leave_the_others_alone()
    {
        var measured = Measured(new() { Smoothing = 0 }, weights: [1, 1, 1, 0]);
        measured.Add(Losses(-1, 1, 1, 1)); // The first has no L/L₀, and the last is not trained.
        measured.Add(Losses(-2, 0.5, -3, 1)); // A loss below 0 counts as 0.
        Assert.Null(measured["Task0"]);
        Assert.Equal(2, measured["Task1"]!.Value, 12);
        Assert.Equal(0, measured["Task2"]!.Value, 12);
        Assert.Null(measured["Task3"]);
        measured.Add(Losses(-2, 0, 0, 1));
        Assert.Equal(1, measured["Task1"]!.Value, 12);
        measured.Add(Losses(0, double.PositiveInfinity, 0, 1));
        Assert.Equal(1, measured["Task1"]!.Value, 12);
    }

    [Fact]
    public void It_can_be_measured_on_the_validation_rows()
    {
        var measured = Measured(new() { Smoothing = 0, OnValidation = true }, weights: [1, 1]);
        measured.Add(Losses((1, 4), (1, 4)));
        measured.Add(Losses((1, 1), (1, 3)));
        Assert.Equal(0.5, measured["Task0"]!.Value, 12);
        Assert.Equal(1.5, measured["Task1"]!.Value, 12);
    }

    [Theory]
    [InlineData(null, 0.25)]
    [InlineData(1.0, 0.3)]
    [InlineData(2.0, 0.5 - (0.4 * 4 / 5))]
    [InlineData(0.5, 0.5 - (0.4 * 0.25 / 1.25))]
    [InlineData(0.0, 0.5)]
    [InlineData(1e300, 0.1)]
    public void A_harder_task_has_a_lower_rate(double? difficulty, double expected)
    {
        using var rate = new DropoutRate("Left", 0.1, 0.5) { Value = 0.25 };
        Assert.Equal(expected, DropoutRule.ByDifficulty(strength: 2).Rate(new("Left", 3, 9, difficulty), rate), 12);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1.0, 1)]
    [InlineData(1.2, 1.44)]
    [InlineData(0.9, 0.81)]
    [InlineData(0.0, 0.4)]
    [InlineData(9.0, 3)]
    public void A_harder_task_has_a_higher_learning_rate(double? difficulty, double expected)
    {
        var rule = TaskLearningRates.ByDifficulty(strength: 2, min: 0.4, max: 3);
        Assert.Equal(expected, rule.Factor(new("Left", 3, 9, difficulty)), 12);
        Assert.False(rule.IncludesShared);
    }

    [Fact]
    public void Scheduled_rates_go_from_the_first_epoch_to_the_last()
    {
        using var rate = new DropoutRate("Left", 0, 0.9);
        Assert.Equal([0.5, 0.4, 0.3, 0.2, 0.1], Rates(DropoutRule.Linear(from: 0.5, to: 0.1), epochs: 5));
        Assert.Equal([0.2, 0.3, 0.5, 0.7, 0.8], Rates(DropoutRule.Cosine(from: 0.2, to: 0.8), epochs: 5, digits: 1));
        Assert.Equal(
            0.8 + ((0.2 - 0.8) * (1 + Math.Cos(Math.PI * 1 / 4)) / 2),
            DropoutRule.Cosine(from: 0.2, to: 0.8).Rate(new("Left", 2, 5, null), rate),
            12);
        Assert.Equal([0.5], Rates(DropoutRule.Linear(from: 0.5, to: 0.1), epochs: 1));

        double[] Rates(DropoutRule rule, int epochs, int digits = 12) => [.. Enumerable.Range(1, epochs)
            .Select(epoch => Math.Round(rule.Rate(new("Left", epoch, epochs, 7), rate), digits))];
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaskDifficulty { Smoothing = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutRule.ByDifficulty(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutRule.Linear(0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutRule.Cosine(double.NaN, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TaskLearningRates.ByDifficulty(strength: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TaskLearningRates.ByDifficulty(min: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TaskLearningRates.ByDifficulty(min: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TaskLearningRates.ByDifficulty(max: 0.9));
        Assert.Throws<ArgumentNullException>(() => new TrainingOptions { AdaptiveDropout = null! });
        Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Difficulty = null! });
    }

    [Fact]
    public void A_rule_says_what_it_is()
    {
        Assert.Equal("by difficulty, strength 2", DropoutRule.ByDifficulty().ToString());
        Assert.Equal("from 0.5 to 0.1", DropoutRule.Linear(0.5, 0.1).ToString());
        Assert.Equal("constant", DropoutRule.Constant.ToString());
        Assert.Equal("by difficulty, strength 1, from 0.5 to 2", TaskLearningRates.ByDifficulty().ToString());
    }

    [Fact]
    public void A_result_shows_what_follows_its_task()
    {
        var result = new TaskResult("Left", 0.412, null);
        Assert.Equal("Left 0.412", result.ToString());
        Assert.Equal("Left 0.412, dropout 0.250", (result with { DropoutRate = 0.25 }).ToString());
        Assert.Equal(
            "Left 0.412, dropout 0.250, learning rate × 1.200",
            (result with { DropoutRate = 0.25, LearningRateFactor = 1.2 }).ToString());
    }

    [Fact]
    public void What_a_model_or_its_rows_do_not_have_is_asked_for_before_the_first_step()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new TwoTaskModel();
        var rows = TwoTaskData.Create(16);
        var unknown = Assert.Throws<InvalidOperationException>(
            () => model.Fit(rows, new() { TaskLearningRates = TaskLearningRates.ByDifficulty() }));
        Assert.Equal(
            "The option TaskLearningRates is for task-specific parameters, which 'TwoTaskModel' does not declare.", unknown.Message);
        model.Storage = new(model);
        unknown = Assert.Throws<InvalidOperationException>(
            () => model.Fit(rows, new() { TaskLearningRates = TaskLearningRates.ByDifficulty() }));
        Assert.EndsWith("does not declare: pass the parts of every task to its FlatParameters.", unknown.Message, StringComparison.Ordinal);

        var shared = Assert.Throws<ArgumentException>(
            () => model.Fit(rows, new() { TaskLearningRates = TaskLearningRates.ByDifficulty(includeShared: true) }));
        Assert.Contains("but the balancing method is none", shared.Message, StringComparison.Ordinal);
        var validation = Assert.Throws<ArgumentException>(() => model.Fit(rows, new() { Difficulty = new() { OnValidation = true } }));
        Assert.Contains("the option Difficulty.OnValidation", validation.Message, StringComparison.Ordinal);
        model.Storage.Dispose();
    }

    private static MeasuredDifficulty Measured(TaskDifficulty measure, double[] weights) =>
        new(measure, new("Model", [.. weights.Select((weight, task) => new TaskInfo($"Task{task}", TaskKind.Regression, weight, []))]));

    private static EpochResult Losses(params double[] losses) =>
        Result([.. losses.Select((loss, task) => new TaskResult($"Task{task}", loss, null))]);

    private static EpochResult Losses(params (double Training, double Validation)[] losses) => Result(
        [.. losses.Select((loss, task) => new TaskResult($"Task{task}", loss.Training, new ValidationResult(9, loss.Validation, [])))]);

    private static EpochResult Result(TaskResult[] tasks) => new(1, TimeSpan.Zero, tasks, Penalty: 0, Objective: 0);
}
