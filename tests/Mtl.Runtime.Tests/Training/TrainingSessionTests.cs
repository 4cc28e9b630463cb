using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

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
        // The price head answers 0 for all rows and may not learn: the losses are the labels' squares.
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

    [Fact]
    public void The_same_seeds_give_the_same_model_to_the_last_bit()
    {
        var data = TwoTaskData.Create(200);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 32, Seed = 5 };
        using var first = new TwoTaskModel(seed: 11);
        first.Fit(data, options);
        using var second = new TwoTaskModel(seed: 11);
        second.Fit(data, options);

        Assert.Equal(first.Snapshot(), second.Snapshot());
    }

    [Fact]
    public void Where_the_options_have_no_seed_that_of_the_model_decides_the_order()
    {
        var data = TwoTaskData.Create(50);
        float[] first = OrderOf(new(seed: 4), data, seed: null, out var history);

        Assert.Equal(4, history.Seed);
        Assert.Equal(first, OrderOf(new(seed: 4), data, seed: null, out _));
        Assert.Equal(first, OrderOf(new(seed: 5), data, seed: 4, out _));
        Assert.NotEqual(first, OrderOf(new(seed: 5), data, seed: null, out _));
    }

    [Fact]
    public void Three_trainings_of_one_epoch_see_the_orders_of_one_training_of_three()
    {
        var data = TwoTaskData.Create(50);
        using var model = new TwoTaskModel();
        float[] one = [.. Enumerable.Range(0, 3).SelectMany(_ => Order(_model, data, Options(epochs: 1), out var _))];
        float[] three = Order(model, data, Options(epochs: 3), out _);

        Assert.Equal(three, one);
        Assert.NotEqual(one[..50], one[50..100]);
        Assert.Equal(_model.Snapshot(), model.Snapshot()); // Plain descent has no state that a new training would lose.

        static TrainingOptions Options(int epochs) =>
            new() { Epochs = epochs, BatchSize = 10, Seed = 9, Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate) };
    }

    [Fact]
    public void An_epoch_that_was_canceled_counts()
    {
        using var stop = new CancellationTokenSource();
        _model.OnStep = _ => stop.Cancel();
        _model.Fit(TwoTaskData.Create(50), new() { BatchSize = 10 }, cancellationToken: stop.Token);
        Assert.Equal(1, _model.Random.Epochs);
    }

    [Fact]
    public void Every_epoch_sees_every_row_once_in_an_order_of_its_own()
    {
        var data = TwoTaskData.Create(50);
        float[] order = OrderOf(new(), data, seed: 1, out _);
        float[] rows = [.. data.Input.Read().Where((_, i) => i % TwoTaskModel.Inputs == 0).Order()];

        Assert.Equal(rows, order[..50].Order());
        Assert.Equal(rows, order[50..].Order());
        Assert.NotEqual(order[..50], order[50..]);
    }

    [Fact]
    public void Shuffling_draws_nothing_from_libtorch()
    {
        byte[] before = torch.random.get_rng_state().bytes.ToArray();
        using (new RowOrder(1000, seed: 1).ForEpoch(1, torch.CPU))
            Assert.Equal(before, torch.random.get_rng_state().bytes.ToArray());
    }

    [Theory]
    [InlineData(8, 4, new[] { 4, 4 })]
    [InlineData(10, 4, new[] { 4, 4, 2 })]
    [InlineData(9, 4, new[] { 4, 5 })] // batch normalization cannot have the ninth row alone
    [InlineData(3, 4, new[] { 3 })]
    [InlineData(5, 4, new[] { 5 })]
    public void The_last_step_has_the_rest_or_joins_the_one_before(int rows, int batchSize, int[] expected)
    {
        var sizes = new List<int>();
        _model.OnStep = batch => sizes.Add((int)batch.Count);
        _model.Fit(TwoTaskData.Create(rows), new() { Epochs = 1, BatchSize = batchSize });

        Assert.Equal(expected, sizes);
    }

    [Theory]
    [InlineData(0, 10, "there are 0 training rows, but a step needs at least 2")]
    [InlineData(1, 10, "there are 1 training rows, but a step needs at least 2")]
    [InlineData(9, 1, "BatchSize is 1, but batch normalization needs at least 2 rows in a step")]
    public void Too_few_rows_for_a_step_are_refused(int rows, int batchSize, string message)
    {
        var e = Assert.Throws<ArgumentException>(() => _model.Fit(TwoTaskData.Create(rows), new() { BatchSize = batchSize }));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
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

    [Fact]
    public void A_loss_that_is_no_number_names_task_epoch_and_step_and_spares_the_parameters()
    {
        var data = TwoTaskData.Create(50) with { Price = Tensors.Numbers([.. Enumerable.Repeat<float?>(1e30f, 50)]) };
        var before = _model.Snapshot();
        var e = Assert.Throws<TrainingException>(() => _model.Fit(data, new() { BatchSize = 10 }));

        Assert.Equal("Price", e.TaskName);
        Assert.Equal(1, e.Epoch);
        Assert.Equal(1, e.Step);
        Assert.StartsWith("In epoch 1, step 1, the loss of task 'Price' became ", e.Message, StringComparison.Ordinal);
        Assert.Contains("LearningRate", e.Message, StringComparison.Ordinal);
        Assert.All(_model.named_parameters(), parameter => Assert.Equal(before[parameter.name], parameter.parameter.Read()));
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
        _model.Fit(TwoTaskData.Create(30), new() { Epochs = 2, BatchSize = 10, Progress = new Recorder(reports) });

        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (2, 3)], reports.Select(report => (report.Epoch, report.Step)));
        Assert.Equal([false, false, true, false, false, true, false], reports.Select(report => report.Finished is not null));
        Assert.Equal([false, false, false, false, false, false, true], reports.Select(report => report.Ended));
        Assert.All(reports, report => Assert.Equal((2, 3), (report.Epochs, report.StepsPerEpoch)));
        Assert.All(reports, report => Assert.All(report.Losses, loss => Assert.True(loss > 0)));
        Assert.Equal(reports[2].Losses, reports[2].Finished!.Tasks.Select(task => task.TrainingLoss));
    }

    [Fact]
    public void The_end_is_reported_for_a_run_that_breaks_off_too()
    {
        var reports = new List<TrainingProgress>();
        int steps = 0;
        _model.OnStep = _ =>
        {
            if (++steps == 3)
                throw new InvalidOperationException("out of memory, say");
        };
        Assert.Throws<TrainingException>(
            () => _model.Fit(TwoTaskData.Create(30), new() { Epochs = 2, BatchSize = 10, Progress = new Recorder(reports) }));

        Assert.Equal([false, false, true], reports.Select(report => report.Ended));
    }

    public enum Place
    {
        Forward,
        Optimizer,
        Progress,
        Validation,
    }

    [Theory]
    [InlineData(Place.Forward, "In epoch 2, step 3, training failed: out of memory, say")]
    [InlineData(Place.Optimizer, "In epoch 2, step 3, training failed: out of memory, say")]
    [InlineData(Place.Progress, "In epoch 2, step 3, training failed: out of memory, say")]
    [InlineData(Place.Validation, "In epoch 2, after step 4, training failed: out of memory, say")]
    public void What_is_thrown_in_the_loop_names_epoch_and_step_and_leaves_the_model_usable(Place place, string message)
    {
        _model.eval();
        var reference = new InvalidOperationException("out of memory, say");
        var (data, validation) = (TwoTaskData.Create(40), TwoTaskData.Create(10));
        var options = new TrainingOptions { Epochs = 3, BatchSize = 10, Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate) };
        _model.Fit(data, options);
        _model.zero_grad();
        (long inThread, long inScope) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, _scope.DisposablesCount);

        int calls = 0;
        void Break(Place at, int call)
        {
            if (at == place && ++calls == call)
                throw reference;
        }

        _model.OnStep = _ => Break(Place.Forward, 7);
        _model.OnEvaluate = () => Break(Place.Validation, 2);
        var broken = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 10,
            Optimizer = (parameters, rate) => new ToldSgd(parameters, rate, () => Break(Place.Optimizer, 7)),
            Progress = new Listener(_ => Break(Place.Progress, 7)),
        };
        var error = Assert.Throws<TrainingException>(() => _model.Fit(data, broken, validation));

        Assert.Equal(message, error.Message);
        Assert.Equal((2, place == Place.Validation ? 4 : 3, (string?)null), (error.Epoch, error.Step, error.TaskName));
        Assert.Same(reference, error.InnerException);
        Assert.False(_model.training);
        _model.zero_grad();
        Assert.Equal(inThread, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(inScope, _scope.DisposablesCount);
        using (var tensor = torch.zeros(1))
            Assert.Equal(inScope + 1, _scope.DisposablesCount); // No scope is open but this test's own.
        Assert.Equal(12, _model.Fit(data, options, validation).Steps);
    }

    [Fact]
    public void What_cancels_from_within_is_thrown_as_it_is()
    {
        var canceled = new OperationCanceledException();
        _model.OnStep = _ => throw canceled;
        Assert.Same(canceled, Assert.Throws<OperationCanceledException>(() => _model.Fit(TwoTaskData.Create(20))));
    }

    [Fact]
    public void What_is_thrown_before_the_first_step_stays_what_it_is_and_leaves_nothing_behind()
    {
        _model.eval();
        using var method = new UncertaintyBalancing(tasks: 3);
        var data = TwoTaskData.Create(20);
        (long inThread, long inScope) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, _scope.DisposablesCount);
        Assert.Throws<NotSupportedException>(() => _model.Fit(data, new() { Optimizer = (_, _) => throw new NotSupportedException() }));
        Assert.Throws<ArgumentException>(() => _model.Fit(data, new() { Balancing = method }));

        Assert.False(_model.training);
        Assert.Equal(inThread, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(inScope, _scope.DisposablesCount);
        _model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _model.Fit(data));
    }

    [Fact]
    public void A_batch_lives_until_the_next_one()
    {
        using var session = Begin(TwoTaskData.Create(20), new() { Epochs = 1, BatchSize = 10 });
        Assert.True(session.NextEpoch());
        Assert.True(session.NextBatch(out var first));
        var made = torch.zeros(1);
        Assert.False(first.Input.IsInvalid);
        Assert.True(session.NextBatch(out var second));
        Assert.True(first.Input.IsInvalid && first.Price.Present.IsInvalid && made.IsInvalid);
        Assert.False(session.NextBatch(out _));
        Assert.True(second.Input.IsInvalid);
    }

    [Fact]
    public void A_loop_may_end_an_epoch_and_the_training_earlier()
    {
        using var session = Begin(TwoTaskData.Create(50), new() { Epochs = 9, BatchSize = 10 });
        while (session.NextEpoch() && session.Epoch < 3)
        {
            while (session.NextBatch(out var batch))
            {
                session.ZeroGradients();
                _model.ForwardBackward(batch, session.Step);
                session.Update();
                if (session.Epoch == 2)
                    break;
            }

            session.EndEpoch();
        }

        Assert.Equal((6, 2, StopReason.Stopped), (session.History.Steps, session.History.Epochs.Count, session.History.StopReason));
        Assert.Equal(session.Step.Losses.Losses[1], session.History.Epochs[1].Tasks[1].TrainingLoss, 1e-6); // The mean of the one step.
    }

    [Fact]
    public void A_session_that_was_disposed_of_says_so_and_has_put_the_mode_back()
    {
        _model.eval();
        var session = Begin(TwoTaskData.Create(20), new());
        Assert.True(_model.training);
        session.Dispose();
        session.Dispose();
        Assert.False(_model.training);
        Assert.Throws<ObjectDisposedException>(() => session.NextEpoch());
        Assert.Throws<ObjectDisposedException>(() => session.NextBatch(out _));
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

    /// <summary>The first feature of every row, in the order in which two epochs see them.</summary>
    /// <summary>The first feature of the rows, as two epochs of a new model see them.</summary>
    private static float[] OrderOf(TwoTaskModel model, TwoTaskModel.Batch data, long? seed, out TrainingHistory history)
    {
        using (model)
            return Order(model, data, new() { Epochs = 2, BatchSize = 10, Seed = seed }, out history);
    }

    private static float[] Order(TwoTaskModel model, TwoTaskModel.Batch data, TrainingOptions options, out TrainingHistory history)
    {
        var seen = new List<float>();
        model.OnStep = batch => seen.AddRange(batch.Input.Read().Where((_, i) => i % TwoTaskModel.Inputs == 0));
        history = model.Fit(data, options);
        return [.. seen];
    }

    private TrainingSession<TwoTaskModel.Batch, TwoTaskModel.Metrics> Begin(TwoTaskModel.Batch train, TrainingOptions options) =>
        TrainingSession.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model, train, options: options);

    /// <summary>Plain descent that tells of every step.</summary>
    private sealed class ToldSgd(IEnumerable<Parameter> parameters, double rate, Action onStep) : SGD(parameters, rate)
    {
        public override torch.Tensor step(Func<torch.Tensor>? closure = null)
        {
            onStep();
            return base.step(closure);
        }
    }

    private sealed class Listener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }

    private sealed class Recorder(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
