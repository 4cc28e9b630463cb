using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Dropout rates and learning rates that follow the difficulty of the tasks.</summary>
public sealed class TaskDifficultyTests : IDisposable
{
    private const double Min = 0.1;
    private const double Max = 0.5;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-difficulty-");

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_harder_task_ends_with_the_lower_rate(bool onValidation)
    {
        using var model = new EasyAndHard(seed: 1);
        TaskDifficulty measure = new() { OnValidation = onValidation };
        var history = model.Fit(Rows(512), Rows(256, seed: 2), options: new() { Epochs = 12, LearningRate = 0.01, Difficulty = measure });
        var rates = history.Epochs.Select(epoch => epoch.Tasks.Select(task => task.DropoutRate!.Value).ToArray()).ToList();
        Assert.All(rates.SelectMany(rate => rate), rate => Assert.InRange(rate, Min, Max));
        Assert.Equal((0.3, 0.3), (rates[0][0], rates[1][1]), Near);
        Assert.True(rates[^1][0] > 0.4, $"the easy task has {rates[^1][0]}");
        Assert.True(rates[^1][1] < 0.25, $"the hard task has {rates[^1][1]}");
        Assert.Equal((rates[^1][0], rates[^1][1]), (model.EasyDropoutRate.Value, model.HardDropoutRate.Value));

        double[] difficulty = [1, 1];
        for (var epoch = 1; epoch < 11; epoch++)
        {
            double[] left = [.. history.Epochs[epoch].Tasks.Zip(history.Epochs[0].Tasks, (now, first) => Loss(now) / Loss(first))];
            for (var task = 0; task < 2; task++)
            {
                difficulty[task] = (difficulty[task] + (left[task] / left.Average())) / 2;
                var square = difficulty[task] * difficulty[task];
                Assert.Equal(Max - ((Max - Min) * square / (1 + square)), rates[epoch + 1][task], 6);
            }
        }

        double Loss(TaskResult task) => onValidation ? task.Validation!.Loss : task.TrainingLoss;
    }

    [Fact]
    public void Rates_that_have_moved_are_saved_and_do_not_change_an_evaluation()
    {
        var rows = Rows(128);
        using var model = new EasyAndHard(seed: 1);
        model.Fit(rows, options: new() { Epochs = 5, LearningRate = 0.01 });
        var path = Path.Combine(_folder.FullName, "rates.safetensors");
        model.Save(path);
        using var again = EasyAndHard.Load(path);
        Assert.NotEqual(0.3, model.HardDropoutRate.Value, 3);
        Assert.Equal(model.HardDropoutRate.Value, again.HardDropoutRate.Value);
        Assert.Equal(model.EasyDropoutRate.Value, again.EasyDropoutRate.Value);

        var before = model.Evaluate(rows);
        model.HardDropoutRate.Value = Max;
        Assert.Equal(before.Hard.Loss, model.Evaluate(rows).Hard.Loss);
        Assert.Equal(before.Hard.Loss, again.Evaluate(rows).Hard.Loss);
    }

    [Fact]
    public void A_run_that_continues_moves_the_rates_from_where_they_are()
    {
        using var model = new EasyAndHard(seed: 1);
        model.HardDropoutRate.Value = 0.4;
        var history = model.Fit(Rows(64), options: new() { Epochs = 3 });
        Assert.Equal([0.4, 0.4], history.Epochs.Take(2).Select(epoch => Math.Round(epoch.Tasks[1].DropoutRate!.Value, 6)));
        Assert.NotEqual(0.4, history.Epochs[2].Tasks[1].DropoutRate!.Value, 3);
    }

    [Fact]
    public void The_fused_step_and_autograd_follow_the_same_rates()
    {
        var rows = Rows(256);
        TrainingOptions options = new() { Epochs = 6, LearningRate = 0.01, Seed = 3 };
        using var fused = new EasyAndHard(seed: 1);
        var expected = fused.Fit(rows, options: options);
        using var recorded = new EasyAndHard(seed: 1);
        using (var session = TrainingSession.Begin<EasyAndHard, EasyAndHard.Batch, EasyAndHard.Metrics>(recorded, rows, options: options))
        {
            while (session.NextEpoch())
            {
                while (session.NextBatch(out var batch))
                {
                    session.ZeroGradients();
                    var losses = recorded.ComputeLosses(recorded.call(batch.Input), batch);
                    session.Step.Record(0, losses.Easy, batch.Easy);
                    session.Step.Record(1, losses.Hard, batch.Hard);
                    session.Step.Backward(penalty: null, losses.Total);
                    session.Update();
                }

                session.EndEpoch();
            }

            foreach (var (epoch, other) in expected.Epochs.Zip(session.History.Epochs))
                Assert.Equal(epoch.Tasks[1].DropoutRate!.Value, other.Tasks[1].DropoutRate!.Value, 4);
        }

        Assert.NotEqual(0.3, recorded.HardDropoutRate.Value, 2);
        Assert.True(fused.Trunk.weight!.allclose(recorded.Trunk.weight!, 1e-3, 1e-4));
    }

    [Fact]
    public void Scheduled_rates_stay_within_the_bounds_of_each_task()
    {
        using var model = new AdaptiveRates(seed: 1); // The bounds are 0.1 to 0.5, and 0 to 0.4.
        var labels = Labels(ones(8));
        var history = model.Fit(
            new AdaptiveRates.Batch(ones(8, 400), labels, labels, labels),
            options: new() { Epochs = 4, AdaptiveDropout = DropoutRule.Linear(from: 0, to: 0.45) });
        Assert.Equal([0.1, 0.15, 0.3, 0.45], history.Epochs.Select(epoch => Math.Round(epoch.Tasks[0].DropoutRate!.Value, 6)));
        Assert.Equal([0, 0.15, 0.3, 0.4], history.Epochs.Select(epoch => Math.Round(epoch.Tasks[1].DropoutRate!.Value, 6)));
        Assert.All(history.Epochs, epoch => Assert.Null(epoch.Tasks[2].DropoutRate));
    }

    [Fact]
    public void A_rule_of_one_s_own_sees_the_task_and_the_epoch()
    {
        using var model = new EasyAndHard(seed: 1);
        List<TaskEpoch> seen = [];
        var rule = new OwnDropout((epoch, rate) =>
        {
            seen.Add(epoch);
            return epoch.Task == "Easy" ? 7 : rate.Value - 0.05;
        });
        model.Fit(Rows(64), options: new() { Epochs = 3, AdaptiveDropout = rule });
        Assert.Equal((Max, 0.15), (model.EasyDropoutRate.Value, model.HardDropoutRate.Value), Near);
        Assert.Equal(["Easy 1/3", "Hard 1/3", "Easy 2/3", "Hard 2/3", "Easy 3/3", "Hard 3/3"],
            seen.Select(epoch => $"{epoch.Task} {epoch.Epoch}/{epoch.Epochs}"));
        Assert.Equal([true, true, true, true, false, false], seen.Select(epoch => epoch.Difficulty is null));

        var none = new OwnDropout((_, _) => double.NaN);
        var error = Assert.Throws<TrainingException>(() => model.Fit(Rows(64), options: new() { AdaptiveDropout = none }));
        Assert.Contains(
            "The dropout rule returned the rate NaN for 'Easy' in epoch 1, but a finite number was expected.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_step_leaves_the_rates_as_they_were()
    {
        using var model = new EasyAndHard(seed: 1);
        using (var session = TrainingSession.Begin<EasyAndHard, EasyAndHard.Batch, EasyAndHard.Metrics>(
            model, Rows(64), options: new() { AdaptiveDropout = DropoutRule.Linear(0.5, 0.1) }))
        {
            Assert.True(session.NextEpoch());
            Assert.Equal(0.5, model.EasyDropoutRate.Value, 6);
        }

        Assert.Equal(0.3, model.EasyDropoutRate.Value, 6);
    }

    /// <summary>One step of gradient descent: the change of a parameter is proportional to its learning rate.</summary>
    [Fact]
    public void The_factor_reaches_exactly_the_task_specific_parameters()
    {
        var plain = Changes(rule: null);
        var scaled = Changes(new OwnRates(epoch => epoch.Task == "Easy" ? 3 : 0));
        Assert.NotEmpty(plain);
        foreach (var (name, change) in plain)
        {
            var factor = name.StartsWith("Easy.", StringComparison.Ordinal) ? 3
                : name.StartsWith("Hard.", StringComparison.Ordinal) ? 0
                : 1;
            Assert.True(change.abs().max().item<float>() > 1e-6, name);
            Assert.True(scaled[name].allclose(factor * change, 1e-4, 1e-7), name);
        }
    }

    [Fact]
    public void The_factor_multiplies_the_scheduled_learning_rate()
    {
        var rule = new OwnRates(epoch => epoch.Task == "Easy" ? 3 : 1);
        var half = Changes(rule, Schedule.Of(_ => 0.5));
        var torch = Changes(rule, Schedule.FromTorch(optimizer => optim.lr_scheduler.ConstantLR(optimizer, factor: 0.5)));
        foreach (var (name, change) in Changes(rule))
        {
            Assert.True(half[name].allclose(0.5 * change, 1e-4, 1e-7), name);
            Assert.True(torch[name].allclose(0.5 * change, 1e-4, 1e-7), name);
        }
    }

    /// <summary>The other task alone moves the trunk, as if the first had no labels.</summary>
    [Fact]
    public void Where_gradients_are_combined_it_can_include_the_share_of_the_shared_ones()
    {
        var included = Changes(new OwnRates(epoch => epoch.Task == "Easy" ? 0 : 2, includesShared: true), balancing: new Sum());
        var alone = Changes(rule: null, rows => rows with { Easy = Labels(rows.Easy.Values, zeros_like(rows.Easy.Values)) });
        var none = Changes(rule: null, balancing: new Sum());
        Assert.True(included["Trunk.weight"].allclose(2 * alone["Trunk.weight"], 1e-4, 1e-7));
        Assert.False(none["Trunk.weight"].allclose(alone["Trunk.weight"], 1e-2, 1e-5));
    }

    [Fact]
    public void The_harder_task_ends_with_the_higher_learning_rate()
    {
        using var model = new EasyAndHard(seed: 1);
        var history = model.Fit(Rows(512), options: new()
        {
            Epochs = 8,
            LearningRate = 0.01,
            TaskLearningRates = TaskLearningRates.ByDifficulty(max: 1.4),
        });
        Assert.Equal([1, 1, 1, 1], history.Epochs.Take(2).SelectMany(epoch => epoch.Tasks).Select(task => task.LearningRateFactor!.Value));
        Assert.All(history.Epochs.SelectMany(epoch => epoch.Tasks), task => Assert.InRange(task.LearningRateFactor!.Value, 0.5, 1.4));
        Assert.InRange(history.Epochs[^1].Tasks[0].LearningRateFactor!.Value, 0.5, 0.8);
        Assert.InRange(history.Epochs[^1].Tasks[1].LearningRateFactor!.Value, 1.2, 1.4);
        Assert.All(history.Epochs, epoch => Assert.Equal(0.01, epoch.LearningRate));

        var bad = Assert.Throws<TrainingException>(
            () => model.Fit(Rows(8), options: new() { TaskLearningRates = new OwnRates(_ => -1) }));
        Assert.Contains("returned the factor -1 for 'Easy' in epoch 1", bad.Message, StringComparison.Ordinal);
    }

    /// <summary>The changes of all parameters in one step of gradient descent, without dropout.</summary>
    private static Dictionary<string, Tensor> Changes(
        TaskLearningRates? rule, Schedule? schedule = null, TaskBalancing? balancing = null) =>
        Changes(rule, static rows => rows, schedule, balancing);

    private static Dictionary<string, Tensor> Changes(
        TaskLearningRates? rule,
        Func<EasyAndHard.Batch, EasyAndHard.Batch> rows,
        Schedule? schedule = null,
        TaskBalancing? balancing = null)
    {
        using var model = new EasyAndHard(
            seed: 1, hyperparameters: new() { TaskAdaptiveDropoutMin = 0, TaskAdaptiveDropoutMax = 0 });
        var before = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach().clone());
        model.Fit(rows(Rows(64)), options: new()
        {
            Epochs = 1,
            LearningRate = 0.5,
            Optimizer = static (parameters, rate) => optim.SGD(parameters, rate),
            TaskLearningRates = rule,
            Schedule = schedule,
            Balancing = balancing,
        });
        return model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach() - before[entry.name]);
    }

    /// <summary>The first task is whether the first number is positive, the second is chance.</summary>
    private static EasyAndHard.Batch Rows(int count, int seed = 1)
    {
        using var random = new Generator((ulong)seed);
        var input = randn(count, 8, generator: random);
        return new(input, Labels(input.select(1, 0).gt(0).to(float32)), Labels(rand(count, generator: random).gt(0.5).to(float32)));
    }

    private static TaskLabels Labels(Tensor values, Tensor? present = null) => new(values, present ?? ones_like(values));

    private static bool Near((double, double) expected, (double, double) found) =>
        Math.Abs(expected.Item1 - found.Item1) < 1e-6 && Math.Abs(expected.Item2 - found.Item2) < 1e-6;

    private sealed class OwnDropout(Func<TaskEpoch, DropoutRate, double> rate) : DropoutRule
    {
        public override double Rate(TaskEpoch epoch, DropoutRate current) => rate(epoch, current);
    }

    private sealed class OwnRates(Func<TaskEpoch, double> factor, bool includesShared = false) : TaskLearningRates
    {
        public override bool IncludesShared => includesShared;

        public override double Factor(TaskEpoch epoch) => factor(epoch);
    }

    /// <summary>The sum of the gradients.</summary>
    private sealed class Sum : GradientBalancing
    {
        protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
        {
            // Both are the preferences already.
        }
    }
}
