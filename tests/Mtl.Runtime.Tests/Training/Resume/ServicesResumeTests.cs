using TorchSharp;

namespace Mtl.Tests;

/// <summary>Stopping, schedules, accumulation and skipped steps go on where a run was interrupted.</summary>
public sealed class ServicesResumeTests : IDisposable
{
    private const int BatchSize = 10;

    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private readonly TwoTaskModel.Batch _rows = TwoTaskData.Create(65);
    private readonly TwoTaskModel.Batch _validation = TwoTaskData.Create(40, seed: 8);

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    public static TheoryData<string> Schedules() =>
        ["cosine", "epochs", "plateau", "StepLR", "ExponentialLR", "ReduceLROnPlateau"];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedules_go_on_with_the_same_bits(string name) => RequireLaw((checkpoints, callback) => new()
    {
        Schedule = Named(name),
        Checkpoints = checkpoints,
        Callbacks = [callback],
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Accumulated_batches_go_on_with_the_same_bits(int accumulated) => RequireLaw((checkpoints, callback) => new()
    {
        AccumulateBatches = accumulated,
        Schedule = Schedule.Linear(warmupSteps: 3),
        Checkpoints = checkpoints,
        Callbacks = [callback],
    });

    [Fact]
    public void Skipped_steps_and_the_best_epoch_are_kept()
    {
        _rows.Input[7, 1] = float.NaN;
        RequireLaw((checkpoints, callback) => new()
        {
            NonFinite = NonFiniteStep.Skip,
            RestoreBest = true,
            LearningRate = 2,
            Checkpoints = checkpoints,
            Callbacks = [callback],
        });
    }

    [Fact]
    public void A_run_that_was_stopped_early_is_not_continued()
    {
        TrainingOptions Options(int epochs) => new()
        {
            Epochs = epochs,
            RestoreBest = true,
            EarlyStopping = new() { Patience = 2, MinimumChange = 1e6 },
            Checkpoints = new(_folder["early"]) { EveryEpochs = 100 },
        };
        using var model = new TwoTaskModel();
        var history = model.Fit(_rows, Options(20), _validation);
        Assert.Equal((StopReason.EarlyStopped, 3), (history.StopReason, history.Epochs.Count));
        using var other = new TwoTaskModel(seed: 5);
        var again = other.Fit(_rows, Options(30), _validation);
        Assert.Equal((StopReason.EarlyStopped, history.RestoredEpoch), (again.StopReason, again.RestoredEpoch));
        Assert.Equal(Checkpointed.Numbers(history), Checkpointed.Numbers(again));
        Assert.Equal(Checkpointed.Bits(model), Checkpointed.Bits(other));
    }

    [Fact]
    public void Other_settings_are_refused_by_name()
    {
        string folder = _folder["settings"];
        using var model = new TwoTaskModel();
        model.Fit(_rows, new() { Epochs = 1, Checkpoints = new(folder) });
        var refusal = Assert.Throws<ModelFileException>(() => model.Fit(_rows, new()
        {
            Epochs = 2,
            Schedule = Schedule.Cosine(),
            AccumulateBatches = 2,
            Checkpoints = new(folder),
        }));
        Assert.Contains(
            "AccumulateBatches, which was 1 and is 2; Schedule, which was none and is cosine to 0",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_watched_cannot_change_and_validation_rows_can_be_new()
    {
        string folder = _folder["watch"];
        using var model = new TwoTaskModel();
        model.Fit(_rows, new() { Epochs = 2, Checkpoints = new(folder) });
        var refusal = Assert.Throws<ModelFileException>(() => model.Fit(
            _rows, new() { Epochs = 3, Watch = Watches.Task<TwoTaskModel>(1), Checkpoints = new(folder) }, _validation));
        Assert.Contains("Watch, which was the objective and is Price", refusal.Message, StringComparison.Ordinal);
        var history = model.Fit(
            _rows,
            new() { Epochs = 4, EarlyStopping = new() { Patience = 1, MinimumChange = 1e6 }, Checkpoints = new(folder) },
            _validation);
        Assert.Equal((4, StopReason.Completed), (history.Epochs.Count, history.StopReason));
    }

    [Fact]
    public void The_best_checkpoint_is_that_of_the_watched_task()
    {
        string folder = _folder["best"];
        using var model = new TwoTaskModel();
        var history = model.Fit(
            _rows,
            new() { Epochs = 12, LearningRate = 0.2, Watch = Watches.Task<TwoTaskModel>(1), Checkpoints = new(folder) { KeepBest = true } },
            _validation);
        var best = history.Epochs.MinBy(epoch => epoch.Tasks[1].Validation!.Values[0].Value)!;
        ModelFile.Load(model, TwoTaskModel.Info, Path.Combine(folder, "best.safetensors"));
        Assert.Equal(best.Tasks[1].Validation!.Values[0].Value, model.Evaluate(_validation).Price.RootMeanSquaredError);
    }

    /// <summary>Trains without interruption, and again with a kill after some steps.</summary>
    private void RequireLaw(Func<CheckpointOptions?, TrainingCallback, TrainingOptions> options)
    {
        using var model = new TwoTaskModel();
        var expected = Fit(model, options(null, new Killer(int.MaxValue)));
        foreach (int killed in (int[])[2, 5, 6])
        {
            string folder = _folder[$"{killed}"];
            using var first = new TwoTaskModel();
            Assert.Throws<TrainingException>(() => Fit(first, options(new(folder) { EverySteps = 1 }, new Killer(killed))));
            using var second = new TwoTaskModel(seed: 5);
            var resumed = Fit(second, options(new(folder), new Killer(int.MaxValue)));
            Assert.Equal(killed - 1, resumed.ResumedAtStep);
            Assert.Equal(Checkpointed.Numbers(expected), Checkpointed.Numbers(resumed));
            Assert.Equal(expected.Epochs.Select(epoch => epoch.LearningRate), resumed.Epochs.Select(epoch => epoch.LearningRate));
            Assert.Equal(expected.Skipped, resumed.Skipped);
            Assert.Equal(expected.RestoredEpoch, resumed.RestoredEpoch);
            Assert.Equal(Checkpointed.Bits(model), Checkpointed.Bits(second));
        }
    }

    private TrainingHistory Fit(TwoTaskModel model, TrainingOptions options) => model.Fit(_rows, With(options), _validation);

    private static TrainingOptions With(TrainingOptions options) => new()
    {
        Epochs = 4,
        BatchSize = BatchSize,
        LearningRate = options.LearningRate,
        Schedule = options.Schedule,
        AccumulateBatches = options.AccumulateBatches,
        NonFinite = options.NonFinite,
        RestoreBest = options.RestoreBest,
        Checkpoints = options.Checkpoints,
        Callbacks = options.Callbacks,
    };

    private static Schedule Named(string name) => name switch
    {
        "cosine" => Schedule.Cosine(warmupSteps: 4),
        "epochs" => Schedule.Exponential(0.5, warmupEpochs: 1),
        "plateau" => Schedule.OnPlateau(factor: 0.5, patience: 1),
        "StepLR" => Schedule.FromTorch(optimizer => torch.optim.lr_scheduler.StepLR(optimizer, 2, 0.5)),
        "ExponentialLR" => Schedule.FromTorch(optimizer => torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9), everyStep: true),
        _ => Schedule.FromTorch(optimizer => torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor: 0.5, patience: 0)),
    };

    /// <summary>Ends the run by an error after a step, before its checkpoint.</summary>
    private sealed class Killer(int step) : TrainingCallback
    {
        public override void StepEnded(TrainingRun run)
        {
            if (run.Steps == step)
                throw new InvalidOperationException("Killed.");
        }
    }
}
