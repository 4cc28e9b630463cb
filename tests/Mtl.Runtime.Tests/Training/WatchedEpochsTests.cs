namespace Mtl.Tests;

/// <summary>Which epoch is the best, and for how long nothing has improved.</summary>
public sealed class WatchedEpochsTests
{
    private static readonly double s_none = double.NaN;

    [Fact]
    public void A_metric_knows_its_direction()
    {
        // Kind: accuracy, higher is better. Price: RMSE, lower is better.
        double[] accuracies = [0.5, 0.7, 0.6, 0.7, 0.8];
        double[] errors = [3, 2, 2.5, 1, 1.5];
        Assert.Equal((5, 0), Follow(Watches.Task<TwoTaskModel>(0), accuracies, errors));
        Assert.Equal((4, 1), Follow(Watches.Task<TwoTaskModel>(1), accuracies, errors));
    }

    [Fact]
    public void The_first_of_equal_epochs_is_the_best() =>
        Assert.Equal((2, 3), Follow(Watches.Task<TwoTaskModel>(0), [0.5, 0.7, 0.7, 0.6, 0.7], [1, 1, 1, 1, 1]));

    /// <summary>The validation loss of an epoch is here its error, for both tasks; the objective is loss + 0.5 · loss.</summary>
    [Fact]
    public void Losses_are_weighted_and_added()
    {
        var loss = (2 * Watches.Task<TwoTaskModel>(0).Loss) + Watches.Task<TwoTaskModel>(1).Loss;
        Assert.Equal(9, loss.Values(Epoch(1, 0.5, 3), TwoTaskModel.Info)[0].Value);
        Assert.Equal(4.5, Watches.Objective<TwoTaskModel>().Values(Epoch(1, 0.5, 3), TwoTaskModel.Info)[0].Value);
        Assert.True(loss.Values(Epoch(1, 0.5, 3), TwoTaskModel.Info)[0].LowerIsBetter);
        Assert.Equal((2, 1), Follow(loss, [1, 1, 1], [3, 1, 2]));
        Assert.Equal((2, 1), Follow(null, [1, 1, 1], [3, 1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => -1 * loss);
        Assert.Throws<ArgumentOutOfRangeException>(() => double.NaN * loss);
    }

    [Fact]
    public void Of_all_tasks_the_last_decides_and_of_any_the_first()
    {
        double[] accuracies = [0.5, 0.6, 0.7, 0.8]; // Improves always.
        double[] errors = [1, 2, 2, 2]; // Never again.
        Assert.Equal((1, 0), Follow(Watches.AllTasks<TwoTaskModel>(), accuracies, errors));
        Assert.Equal((1, 3), Follow(Watches.AnyTask<TwoTaskModel>(), accuracies, errors));
    }

    [Fact]
    public void A_task_without_labels_does_not_count()
    {
        Assert.Equal((3, 0), Follow(Watches.AnyTask<TwoTaskModel>(), [s_none, s_none, s_none], [3, 2, 1]));
        var refusal = Assert.Throws<InvalidOperationException>(
            () => Follow(Watches.Task<TwoTaskModel>(0), [s_none], [3]));
        Assert.Equal(
            "Mtl.Tests.TwoTaskModel: nothing that is watched is defined in epoch 1, because the validation rows have no labels of these "
            + "tasks. Give some, or watch another task.",
            refusal.Message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 0)]
    [InlineData(0.15, 1)]
    [InlineData(0.5, 3)]
    public void A_small_change_is_no_improvement(double minimum, int without)
    {
        double[] accuracies = [0.5, 0.6, 0.7, 0.8]; // 0.7 is better than 0.5 by more than 0.15, 0.8 than 0.7 is not.
        Assert.Equal((4, without), Follow(Watches.Task<TwoTaskModel>(0), accuracies, [1, 1, 1, 1], minimum));
    }

    private static (int? Best, int WithoutImprovement) Follow(
        Watch? watch, double[] accuracies, double[] errors, double minimumChange = 0)
    {
        var epochs = new WatchedEpochs(watch, minimumChange, TwoTaskModel.Info);
        for (int i = 0; i < errors.Length; i++)
        {
            int? before = epochs.Best;
            Assert.Equal(epochs.Add(Epoch(i + 1, accuracies[i], errors[i])), epochs.Best != before);
        }

        return (epochs.Best, epochs.WithoutImprovement);
    }

    private static EpochResult Epoch(int number, double accuracy, double error)
    {
        var kind = new ValidationResult(double.IsNaN(accuracy) ? 0 : 9, error, [new(Metric.Accuracy, accuracy)]);
        var price = new ValidationResult(9, error, [new(Metric.RootMeanSquaredError, error)]);
        return new(number, TimeSpan.Zero, [new("Kind", 1, kind), new("Price", 1, price)], 0, 0);
    }
}
