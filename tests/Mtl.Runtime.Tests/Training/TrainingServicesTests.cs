using TorchSharp;

namespace Mtl.Tests;

/// <summary>What a run does besides its steps: it stops early, restores its best epoch, skips steps and calls the user.</summary>
public sealed class TrainingServicesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();
    private readonly TwoTaskModel.Batch _rows = TwoTaskData.Create(60);
    private readonly TwoTaskModel.Batch _validation = TwoTaskData.Create(40, seed: 8);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Training_stops_when_nothing_improves_for_as_long_as_the_patience()
    {
        var history = _model.Fit(
            _rows, new() { Epochs = 30, EarlyStopping = new() { Patience = 3, MinimumChange = 1e6 } }, _validation);
        Assert.Equal(StopReason.EarlyStopped, history.StopReason);
        Assert.Equal(4, history.Epochs.Count);
        Assert.Null(history.RestoredEpoch);
        Assert.Contains("stopped early", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ends_by_itself_is_completed()
    {
        var history = _model.Fit(
            _rows, new() { Epochs = 4, EarlyStopping = new() { Patience = 3, MinimumChange = 1e6 } }, _validation);
        Assert.Equal(StopReason.Completed, history.StopReason);
    }

    [Fact]
    public void The_parameters_and_buffers_of_the_best_epoch_are_restored()
    {
        var states = new List<float[]>();
        var callback = new Calls { Epoch = (_, _) => states.Add(State()) };
        var options = new TrainingOptions
        {
            Epochs = 12,
            BatchSize = 20,
            LearningRate = 5,
            RestoreBest = true,
            Callbacks = [callback],
        };
        var history = _model.Fit(_rows, options, _validation);
        var best = history.Epochs.MinBy(epoch => epoch.Tasks[0].Validation!.Loss + (0.5 * epoch.Tasks[1].Validation!.Loss))!;
        Assert.InRange(best.Epoch, 1, 11); // Such a learning rate does not end at its best.
        Assert.Equal(best.Epoch, history.RestoredEpoch);
        Assert.Equal(states[best.Epoch - 1], State());
        Assert.Equal(best.Tasks[0].Validation!.Loss, _model.Evaluate(_validation).Kind.Loss);
    }

    [Fact]
    public void They_are_restored_after_a_cancellation_and_an_error_too()
    {
        using var canceling = new CancellationTokenSource();
        float[]? first = null;
        var callback = new Calls
        {
            Epoch = (_, _) => first ??= State(),
            Step = run =>
            {
                if (run.Steps == 5)
                    canceling.Cancel();
                if (run.Steps == 50)
                    throw new InvalidOperationException("Enough.");
            },
        };
        var options = new TrainingOptions { Epochs = 2, BatchSize = 20, RestoreBest = true, Callbacks = [callback] };
        var history = _model.Fit(_rows, options, _validation, canceling.Token);
        Assert.Equal((StopReason.Canceled, 1), (history.StopReason, history.RestoredEpoch));
        Assert.Equal(first, State());

        List<float[]> states = [];
        callback.Epoch = (_, _) => states.Add(State());
        Assert.Throws<TrainingException>(
            () => _model.Fit(_rows, new() { Epochs = 30, BatchSize = 20, RestoreBest = true, Callbacks = [callback] }, _validation));
        Assert.Contains(State(), states);
    }

    [Fact]
    public void Comparing_epochs_needs_validation_rows()
    {
        TrainingOptions[] all =
        [
            new() { EarlyStopping = new() }, new() { RestoreBest = true }, new() { Schedule = Schedule.OnPlateau() },
        ];
        string[] names = ["EarlyStopping", "RestoreBest", "Schedule.OnPlateau"];
        foreach (var (options, name) in all.Zip(names))
        {
            var refusal = Assert.Throws<ArgumentException>(() => _model.Fit(_rows, options));
            Assert.StartsWith(
                $"Mtl.Tests.TwoTaskModel: the option {name} compares epochs by their results on validation rows, but there are none",
                refusal.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validation_rows_need_labels_of_what_is_watched()
    {
        _validation.Price.Present.zero_();
        var before = State();
        var refusal = Assert.Throws<ArgumentException>(() => _model.Fit(
            _rows, new() { RestoreBest = true, Watch = Watches.Task<TwoTaskModel>(1) }, _validation));
        Assert.StartsWith(
            "Mtl.Tests.TwoTaskModel: the option RestoreBest compares epochs by Price, but the validation rows have no label for it",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _model.Fit(
            _rows, new() { RestoreBest = true, Watch = 0 * Watches.Task<TwoTaskModel>(0).Loss }, _validation));
        Assert.Throws<ArgumentException>(() => _model.Fit(_rows, new() { RestoreBest = true }, _validation.Slice(0, 0)));
        Assert.Equal(before, State());
        _model.Fit(_rows, new() { RestoreBest = true, Epochs = 1 }, _validation);
    }

    [Fact]
    public void A_task_of_another_model_cannot_be_watched()
    {
        var refusal = Assert.Throws<ArgumentException>(() => _model.Fit(_rows, new() { Watch = Watches.Task<string>(0) }));
        Assert.StartsWith(
            "Mtl.Tests.TwoTaskModel: the option Watch watches System.String, not the model that is trained.", refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_ends_when_its_time_is_over()
    {
        var callback = new Calls { Step = _ => Thread.Sleep(30) };
        var options = new TrainingOptions { Epochs = 1000, MaxDuration = TimeSpan.FromMilliseconds(200), Callbacks = [callback] };
        var history = _model.Fit(_rows, options);
        Assert.Equal(StopReason.TimeLimit, history.StopReason);
        Assert.InRange(history.Steps, 1, 7);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { MaxDuration = TimeSpan.Zero });
    }

    [Fact]
    public void A_callback_sees_steps_and_epochs_and_can_end_the_run()
    {
        var seen = new List<string>();
        var callback = new Calls
        {
            Step = run =>
            {
                seen.Add($"{run.Epoch}.{run.Steps}");
                Assert.True(double.IsFinite(run.Losses.Objective));
                _model.eval(); // Training goes on nevertheless.
            },
            Epoch = (run, result) =>
            {
                seen.Add($"epoch {result.Epoch}");
                Assert.Equal(result.LearningRate, run.LearningRate);
                if (result.Epoch == 2)
                    run.Stop();
            },
        };
        var history = _model.Fit(_rows, new() { Epochs = 5, BatchSize = 30, Callbacks = [callback] });
        Assert.Equal(["1.1", "1.2", "epoch 1", "2.3", "2.4", "epoch 2"], seen);
        Assert.Equal((StopReason.Stopped, 2), (history.StopReason, history.Epochs.Count));

        callback.Step = run => run.Stop();
        history = _model.Fit(_rows, new() { Epochs = 5, BatchSize = 30, Callbacks = [callback] });
        Assert.Equal((StopReason.Stopped, 0, 1), (history.StopReason, history.Epochs.Count, history.Steps));
    }

    [Fact]
    public void A_step_that_is_not_finite_is_skipped_and_told()
    {
        _rows.Input[7, 1] = float.NaN; // In one batch of three of every epoch.
        var before = State();
        Assert.Throws<TrainingException>(() => _model.Fit(_rows, new() { BatchSize = 20, Epochs = 2 }));
        _model.Dispose();
        using var model = new TwoTaskModel();
        var history = model.Fit(_rows, new() { BatchSize = 20, Epochs = 2, NonFinite = NonFiniteStep.Skip });
        Assert.Equal(4, history.Steps);
        Assert.Equal([1, 2], history.Skipped.Select(step => step.Epoch));
        Assert.All(history.Skipped, step => Assert.InRange(step.Step, 1, 3));
        Assert.All(history.Skipped, step => Assert.Matches("^(the loss of task '(Kind|Price)' became|the norm)", step.What));
        Assert.All(model.state_dict().Values, value => Assert.True(value.to(torch.float64).isfinite().all().item<bool>()));
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.Objective)));
        Assert.Contains(", 2 steps skipped", history.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(before);
    }

    [Fact]
    public void An_epoch_of_skipped_steps_alone_ends_the_run()
    {
        _rows.Input.fill_(float.NaN);
        var error = Assert.Throws<TrainingException>(
            () => _model.Fit(_rows, new() { BatchSize = 20, Epochs = 2, NonFinite = NonFiniteStep.Skip }));
        Assert.Equal((1, 3), (error.Epoch, error.Step));
    }

    [Fact]
    public void Batches_are_accumulated_in_order()
    {
        var callback = new Calls();
        var steps = new List<long>();
        callback.Step = run => steps.Add(run.Steps);
        var history = _model.Fit(_rows, new() { Epochs = 2, BatchSize = 10, AccumulateBatches = 4, Callbacks = [callback] });
        Assert.Equal([1, 2, 3, 4], steps); // 4 and 2 batches in each epoch.
        Assert.Equal(4, history.Steps);
    }

    [Fact]
    public void Balancing_needs_the_batches_of_a_step_at_once()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => _model.Fit(_rows, new() { AccumulateBatches = 2, Balancing = new EqualBalancing() }));
        Assert.StartsWith(
            "Mtl.Tests.TwoTaskModel: the option AccumulateBatches is 2, but the balancing method EqualBalancing computes its weights",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinimumChange = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinimumChange = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { AccumulateBatches = 0 });
        Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Callbacks = null! });
        Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Callbacks = [null!] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { NonFinite = (NonFiniteStep)99 });
    }

    private float[] State()
    {
        using var scope = torch.NewDisposeScope();
        return [.. _model.state_dict().Values.SelectMany(value => value.to(torch.float32).flatten().Read())];
    }

    private sealed class Calls : TrainingCallback
    {
        public Action<TrainingRun>? Step { get; set; }

        public Action<TrainingRun, EpochResult>? Epoch { get; set; }

        public override void StepEnded(TrainingRun run) => Step?.Invoke(run);

        public override void EpochEnded(TrainingRun run, EpochResult result) => Epoch?.Invoke(run, result);
    }
}
