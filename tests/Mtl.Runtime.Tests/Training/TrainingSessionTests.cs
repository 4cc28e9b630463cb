using TorchSharp;

namespace Mtl.Tests;

/// <summary>A training from the first epoch to the last: losses, history, progress, cancellation and the mode of the model.</summary>
public sealed class TrainingSessionTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_model_learns_both_tasks()
    {
        _model.Fit(TwoTaskData.Create(2000), new() { Epochs = 15, LearningRate = 0.01, Seed = 3 });
        var metrics = _model.Evaluate(TwoTaskData.Create(500, seed: 8));

        Assert.True(metrics.Kind.Accuracy > 0.9, $"accuracy {metrics.Kind.Accuracy}");
        Assert.True(metrics.Price.R2 > 0.7, $"R2 {metrics.Price.R2}");
    }

    [Fact]
    public void Rows_without_any_label_are_refused_and_those_of_one_task_are_not()
    {
        var none = TwoTaskData.Create(40, missing: 1);
        var refusal = Assert.Throws<TrainingException>(() => _model.Fit(none, new() { Epochs = 3 }));
        Assert.Equal(1, refusal.Epoch);
        Assert.Contains("None of the 40 training rows has a label for 'Kind' or 'Price'", refusal.Message, StringComparison.Ordinal);

        var some = none with { Price = TwoTaskData.Create(40).Price };
        Assert.Equal(3, _model.Fit(some, new() { Epochs = 3 }).Epochs.Count);
    }

    [Fact]
    public void Only_the_first_epoch_must_have_labels()
    {
        var rows = TwoTaskData.Create(40);
        _model.OnStep = _ =>
        {
            rows.Kind.Present.zero_();
            rows.Price.Present.zero_();
        };
        var history = _model.Fit(rows, new() { Epochs = 2, BatchSize = 40 });
        Assert.True(double.IsNaN(history.Epochs[1].Tasks[0].TrainingLoss));
    }

    [Fact]
    public void The_history_tells_every_epoch()
    {
        var history = _model.Fit(TwoTaskData.Create(300), new() { Epochs = 3, BatchSize = 50, Seed = 3 }, TwoTaskData.Create(100, seed: 8));

        Assert.Equal("Mtl.Tests.TwoTaskModel", history.Model);
        Assert.Equal(3, history.Seed);
        Assert.Equal(18, history.Steps);
        Assert.Equal(StopReason.Completed, history.StopReason);
        Assert.Equal([1, 2, 3], history.Epochs.Select(epoch => epoch.Epoch));
        var last = history.Epochs[2];
        Assert.Equal(["Kind", "Price"], last.Tasks.Select(task => task.Task));
        Assert.True(last.Tasks[0].TrainingLoss < history.Epochs[0].Tasks[0].TrainingLoss);
        Assert.True(last.Penalty > 0);
        Assert.True(last.Objective > last.Penalty);
        Assert.True(last.Duration > TimeSpan.Zero);
        var now = _model.Evaluate(TwoTaskData.Create(100, seed: 8));
        Assert.Equal(now.Kind.Values, last.Tasks[0].Validation!.Values);
        Assert.Equal(now.Price.Loss, last.Tasks[1].Validation!.Loss);
        Assert.Equal(now.Price.Count, last.Tasks[1].Validation!.Count);
    }

    [Fact]
    public void The_duration_of_an_epoch_is_its_own()
    {
        bool isFirst = true;
        _model.OnStep = _ =>
        {
            if (isFirst)
                Thread.Sleep(500);
            isFirst = false;
        };
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var history = _model.Fit(TwoTaskData.Create(20), new() { Epochs = 3 });

        Assert.True(history.Epochs[0].Duration >= TimeSpan.FromMilliseconds(500));
        Assert.True(history.Epochs.Sum(epoch => epoch.Duration.Ticks) <= clock.Elapsed.Ticks); // None counts another's time.
    }

    [Fact]
    public void The_training_loss_of_an_epoch_is_the_mean_over_labeled_rows_not_over_steps()
    {
        // The price head predicts 0 for all rows and may not learn: the losses are the labels' squares.
        using (torch.no_grad())
        {
            _model.Price.Output.weight!.zero_();
            _model.Price.Output.bias!.zero_();
        }

        var data = TwoTaskData.Create(4) with { Price = Tensors.Numbers(1, 2, 3, null) };
        var history = _model.Fit(data, new() { Epochs = 1, BatchSize = 2, LearningRate = 1e-30 });

        Assert.Equal((1 + 4 + 9) / 3.0, history.Epochs[0].Tasks[1].TrainingLoss, 1e-6);
    }

    [Fact]
    public void A_task_without_any_label_has_no_training_loss_and_its_head_does_not_move()
    {
        var data = TwoTaskData.Create(20) with { Price = Tensors.Numbers(new float?[20]) };
        float[] before = _model.Price.Output.weight!.Read();
        var history = _model.Fit(data, new() { Epochs = 2, BatchSize = 5 });

        Assert.Equal(double.NaN, history.Epochs[1].Tasks[1].TrainingLoss);
        Assert.Equal(before, _model.Price.Output.weight!.Read());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 0)] // The last step of an epoch: it is not measured any more, and does not count.
    [InlineData(7, 1)]
    public void Canceling_stops_after_the_step_and_keeps_what_was_learned(int last, int epochs)
    {
        using var cancel = new CancellationTokenSource();
        int steps = 0;
        int measured = 0;
        _model.OnStep = _ =>
        {
            if (++steps == last)
                cancel.Cancel();
        };
        _model.OnEvaluate = () => measured++;
        var before = _model.Snapshot();
        var history = _model.Fit(TwoTaskData.Create(50), new() { Epochs = 9, BatchSize = 10 }, TwoTaskData.Create(10), cancel.Token);

        Assert.Equal(StopReason.Canceled, history.StopReason);
        Assert.Equal(last, steps);
        Assert.Equal(last, history.Steps);
        Assert.Equal(epochs, history.Epochs.Count);
        Assert.Equal(epochs, measured);
        Assert.NotEqual(before["Trunk.weight"], _model.Snapshot()["Trunk.weight"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Afterwards_the_model_is_in_the_mode_it_was_in(bool training)
    {
        _model.train(training);
        bool during = false;
        _model.OnStep = _ => during = _model.training;
        _model.Fit(TwoTaskData.Create(20), new() { Epochs = 1 });

        Assert.True(during);
        Assert.Equal(training, _model.training);
    }

    [Fact]
    public void Frozen_parameters_stay()
    {
        _model.Trunk.weight!.requires_grad = false;
        float[] before = _model.Trunk.weight.Read();
        _model.Fit(TwoTaskData.Create(20), new() { Epochs = 1 });

        Assert.Equal(before, _model.Trunk.weight.Read());
    }

    [Fact]
    public void Another_optimizer_is_given_the_parameters_and_the_learning_rate()
    {
        (int Parameters, double Rate) given = default;
        _model.Fit(TwoTaskData.Create(20), new()
        {
            Epochs = 1,
            LearningRate = 0.03,
            Optimizer = (parameters, rate) =>
            {
                given = (parameters.Count, rate);
                return torch.optim.SGD(parameters, rate, momentum: 0.9);
            },
        });

        Assert.Equal((_model.parameters().Count(), 0.03), given);
    }

    [Fact]
    public void Every_step_begins_with_gradients_of_zero()
    {
        _model.OnStep = _ => Assert.All(
            _model.parameters(), parameter => Assert.All(parameter.grad?.Read() ?? [], value => Assert.Equal(0, value)));
        _model.Fit(TwoTaskData.Create(30), new() { Epochs = 2, BatchSize = 10 });

        Assert.Contains(_model.Trunk.weight!.grad!.Read(), value => value != 0);
    }

    [Fact]
    public void Progress_is_reported_after_every_step_and_once_more_at_the_end()
    {
        var reports = new List<TrainingProgress>();
        _model.Fit(TwoTaskData.Create(30), new() { Epochs = 2, BatchSize = 10, Progress = new ProgressRecorder(reports) });

        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (2, 3)], reports.Select(report => (report.Epoch, report.Step)));
        Assert.Equal([false, false, true, false, false, true, false], reports.Select(report => report.Finished is not null));
        Assert.Equal([false, false, false, false, false, false, true], reports.Select(report => report.Ended));
        Assert.All(reports, report => Assert.Equal((2, 3), (report.Epochs, report.StepsPerEpoch)));
        Assert.All(reports, report => Assert.All(report.Losses, loss => Assert.True(loss > 0)));
        Assert.Equal(reports[2].Losses, reports[2].Finished!.Tasks.Select(task => task.TrainingLoss));
    }

    [Fact]
    public void A_thousand_steps_leave_not_one_tensor_behind()
    {
        var data = TwoTaskData.Create(100);
        _model.Fit(data, new() { Epochs = 1, BatchSize = 10 });
        _model.zero_grad(); // the gradients of a first run are there for good; begin without
        var validation = TwoTaskData.Create(40);
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        long total = torch.Tensor.TotalCount;
        long inThread = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        _model.Fit(data, new() { Epochs = 100, BatchSize = 10 }, validation);
        _model.zero_grad();

        Assert.Equal(total, torch.Tensor.TotalCount);
        Assert.Equal(inThread, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
