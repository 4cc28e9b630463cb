namespace Mtl.Tests;

/// <summary>Which metrics of a task count: their order, what is shown, and which epoch is best.</summary>
public sealed class MetricSelectionTests
{
    private static readonly BinaryMetrics _metrics = new(10, 0.25) { Accuracy = 0.9, Precision = 0.8, Recall = 0.7, F1 = 0.75, Auc = 0.95 };

    [Fact]
    public void Without_a_choice_the_order_is_that_of_the_head()
    {
        var task = new TaskInfo("Yes", TaskKind.Binary, 1, []);
        Assert.Equal(_metrics.Values, task.Ordered(_metrics));
        Assert.Equal(1, task.ShownMetrics);
    }

    [Fact]
    public void Chosen_metrics_come_first_and_none_is_lost()
    {
        var task = new TaskInfo("Yes", TaskKind.Binary, 1, []) { Metrics = [Metric.Auc, Metric.Loss, Metric.Recall] };
        var values = task.Ordered(_metrics);
        Assert.Equal(["AUC", "Loss", "Recall", "Accuracy", "F1", "Precision"], values.Select(value => value.Name));
        Assert.Equal([0.95, 0.25, 0.7, 0.9, 0.75, 0.8], values.Select(value => value.Value));
        Assert.Equal(3, task.ShownMetrics);
    }

    /// <summary>What an attribute may choose is what the metrics list: nothing else, and by names that are told apart.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_metric_of_a_head_can_be_chosen(TaskMetrics metrics, Metric[] all)
    {
        var values = new TaskInfo("T", TaskKind.Custom, 1, []) { Metrics = all }.Ordered(metrics);
        Assert.Equal(metrics.Values.Select(value => value.Name).Order(), values.Select(value => value.Name).Order());
    }

    public static TheoryData<TaskMetrics, Metric[]> Kinds => new()
    {
        { _metrics, [Metric.Recall, Metric.Precision, Metric.Auc, Metric.F1, Metric.Accuracy] },
        { new ClassMetrics(0, Confusion), [Metric.MacroRecall, Metric.MacroPrecision, Metric.MacroF1, Metric.Accuracy] },
        { new OrdinalMetrics(0, Confusion), [Metric.Accuracy, Metric.MeanAbsoluteRankError, Metric.QuadraticWeightedKappa] },
        {
            new MultiLabelMetrics(1, 0) { Flags = ["A"], SubsetAccuracy = 1, MicroF1 = 1, F1PerFlag = [1] },
            [Metric.SubsetAccuracy, Metric.MacroF1, Metric.MicroF1]
        },
        {
            new RegressionMetrics(1, 0) { MeanSquaredError = 4, MeanAbsoluteError = 2, R2 = 0 },
            [Metric.MeanSquaredError, Metric.MeanAbsoluteError, Metric.R2, Metric.RootMeanSquaredError]
        },
        { new CountMetrics(1, 0) { MeanAbsoluteError = 1, MeanDeviance = 2 }, [Metric.MeanAbsoluteError, Metric.MeanDeviance] },
    };

    [Theory]
    [InlineData(Metric.Accuracy, 0.9, 0.8, true)]
    [InlineData(Metric.Accuracy, 0.8, 0.8, false)]
    [InlineData(Metric.RootMeanSquaredError, 0.9, 0.8, false)]
    [InlineData(Metric.RootMeanSquaredError, 0.8, 0.8, false)]
    [InlineData(Metric.RootMeanSquaredError, 0.7, 0.8, true)]
    [InlineData(Metric.MeanDeviance, 0.7, double.NaN, true)]
    [InlineData(Metric.R2, double.NaN, double.NaN, false)]
    [InlineData(Metric.R2, double.NaN, -3, false)]
    public void Errors_are_better_when_lower_and_nothing_is_worse_than_nothing(Metric metric, double value, double other, bool isBetter)
        => Assert.Equal(isBetter, new MetricValue(metric, value).IsBetterThan(new MetricValue(metric, other)));

    /// <summary>Names are read by people, and by programs that look a metric up by its name.</summary>
    [Fact]
    public void Names_stay_as_they_are() => Assert.Equal(
        [
            "Loss", "Accuracy", "F1", "Precision", "Recall", "AUC", "Macro F1", "Macro precision", "Macro recall", "Micro F1",
            "Subset accuracy", "QWK", "Rank MAE", "RMSE", "MSE", "MAE", "R2", "Deviance", "Pinball", "Coverage error",
        ],
        Enum.GetValues<Metric>().Select(MetricNames.Of));

    [Theory]
    [InlineData(Metric.Accuracy, 3)]
    [InlineData(Metric.MeanAbsoluteError, 2)]
    public void The_first_metric_decides_which_epoch_is_best(Metric metric, int best)
    {
        var history = History(metric, double.NaN, 0.5, 0.9, 0.9);
        Assert.Equal(best, history.BestEpoch("Yes")!.Epoch);
    }

    [Fact]
    public void Without_validation_no_epoch_is_best()
    {
        var epoch = new EpochResult(1, default, [new TaskResult("Yes", 0.5, null)], 0, 0.5);
        Assert.Null(new TrainingHistory("M", 1, [epoch], 1, StopReason.Completed).BestEpoch("Yes"));
        Assert.Null(History(Metric.R2, double.NaN).BestEpoch("Yes"));
    }

    [Fact]
    public void A_task_that_is_not_there_is_named()
        => Assert.Contains(
            "'M' has no task 'No'; it has Yes",
            Assert.Throws<ArgumentException>(() => History(Metric.R2, 1).BestEpoch("No")).Message,
            StringComparison.Ordinal);

    private static ConfusionMatrix Confusion => new(["A", "B"], new long[,] { { 3, 1 }, { 1, 3 } });

    private static TaskResult Measured(Metric metric, double value) => new(
        "Yes", 0.5, new ValidationResult(10, 0.5, [new MetricValue(metric, value), new MetricValue("Other", -value)]));

    private static TrainingHistory History(Metric metric, params double[] values) => new(
        "M", 1,
        [.. values.Select((value, index) => new EpochResult(index + 1, default, [Measured(metric, value)], 0, 0.5))],
        values.Length, StopReason.Completed);
}
