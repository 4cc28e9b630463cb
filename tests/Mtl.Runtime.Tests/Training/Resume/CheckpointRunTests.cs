using TorchSharp;

namespace Mtl.Tests;

/// <summary>What a run with checkpoints does at its end, when it is repeated, and which files it leaves.</summary>
public sealed class CheckpointRunTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    private string Run => _folder["run"];

    private IEnumerable<string> Files => Directory.GetFiles(Run).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_finished_run_returns_its_history_and_its_weights_without_a_step()
    {
        var (expected, bits, _) = Fit(epochs: 3);
        var (history, found, steps) = Fit(epochs: 3, seed: 8);
        Assert.Equal(0, steps);
        Assert.Equal(12, history.ResumedAtStep);
        Assert.Equal(StopReason.Completed, history.StopReason);
        Assert.Equal(Checkpointed.Numbers(expected), Checkpointed.Numbers(history));
        Assert.Equal(bits, found);
        Assert.Equal(3, Fit(epochs: 2).History.Epochs.Count); // Fewer epochs cannot undo what was trained.
    }

    [Fact]
    public void More_epochs_continue_it_as_if_there_had_been_so_many_from_the_beginning()
    {
        Fit(epochs: 2);
        var (history, bits, steps) = Fit(epochs: 5);
        Assert.Equal(12, steps);
        var (expected, all, _) = Fit(epochs: 5, checkpoints: null);
        Assert.Equal(Checkpointed.Numbers(expected), Checkpointed.Numbers(history));
        Assert.Equal(all, bits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)] // After the last step of an epoch, before its validation.
    [InlineData(6)]
    public void A_canceled_run_goes_on_after_its_last_step(int canceled)
    {
        using var cancel = new CancellationTokenSource();
        using (var model = new TwoTaskModel())
        {
            int count = 0;
            model.OnStep = _ => { if (++count == canceled) cancel.Cancel(); };
            Assert.Equal(canceled, model.Fit(Rows(), Options(3, new(Run) { EveryEpochs = 100 }), Rows(8), cancel.Token).Steps);
        }

        var (history, bits, steps) = Fit(epochs: 3, checkpoints: new(Run) { EveryEpochs = 100 });
        Assert.Equal(12 - canceled, steps);
        var (expected, all, _) = Fit(epochs: 3, checkpoints: null);
        Assert.Equal(Checkpointed.Numbers(expected), Checkpointed.Numbers(history));
        Assert.Equal(all, bits);
    }

    [Fact]
    public void Only_the_newest_are_kept_and_the_last_is_always_written()
    {
        Fit(epochs: 5, checkpoints: new(Run) { EveryEpochs = 2, Keep = 2 });
        Assert.Equal(["checkpoint-16.safetensors", "checkpoint-20.safetensors"], Files);
    }

    [Fact]
    public void Steps_and_epochs_can_both_be_counted()
    {
        Fit(epochs: 2, checkpoints: new(Run) { EverySteps = 3, Keep = 100 });
        Assert.Equal(["checkpoint-3.safetensors", "checkpoint-6.safetensors", "checkpoint-8.safetensors"], Files);
        Fit(epochs: 4, checkpoints: new(Run) { EverySteps = 3, EveryEpochs = 1, Keep = 3 });
        Assert.Equal(["checkpoint-12.safetensors", "checkpoint-15.safetensors", "checkpoint-16.safetensors"], Files);
    }

    [Fact]
    public void The_best_epoch_is_kept_by_its_validation_losses()
    {
        using var model = new TwoTaskModel();
        var options = Options(6, new(Run) { Keep = 1, KeepBest = true }, learningRate: 0.5); // So high that losses rise and fall.
        var history = model.Fit(Rows(), options, Rows(8));
        double[] objectives =
            [.. history.Epochs.Select(epoch => epoch.Tasks[0].Validation!.Loss + (0.5 * epoch.Tasks[1].Validation!.Loss))];
        Assert.Equal(["best.safetensors", "checkpoint-24.safetensors"], Files);

        using var best = new TwoTaskModel(seed: 9);
        ModelFileAt("best.safetensors", best);
        var metrics = best.Evaluate(Rows(8));
        Assert.Equal(objectives.Min(), metrics.Kind.Loss + (0.5 * metrics.Price.Loss), 1e-12);
    }

    [Fact]
    public void A_checkpoint_is_a_model_file()
    {
        var (_, bits, _) = Fit(epochs: 1);
        using var model = new TwoTaskModel(seed: 9);
        ModelFileAt("checkpoint-4.safetensors", model);
        Assert.Equal(bits, Checkpointed.Bits(model));
    }

    [Fact]
    public void What_a_killed_process_left_while_it_wrote_is_removed()
    {
        Directory.CreateDirectory(Run);
        string left = Path.Combine(Run, ".mtlgen-7ffffff0-0123.tmp"); // No process has this id.
        File.WriteAllBytes(left, [1, 2, 3]);
        Fit(epochs: 1);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void A_run_that_goes_on_leaves_no_tensor_behind()
    {
        long left = Left(() => Fit(epochs: 1, checkpoints: null));
        Fit(epochs: 1);
        for (int epochs = 2; epochs < 5; epochs++)
            Assert.Equal(left, Left(() => Fit(epochs)));

        static long Left(Action fit)
        {
            GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
            GC.WaitForPendingFinalizers();
            long before = torch.Tensor.TotalCount;
            using (torch.NewDisposeScope())
                fit();
            return torch.Tensor.TotalCount - before;
        }
    }

    [Fact]
    public void A_summary_says_where_the_run_was_resumed()
    {
        Fit(epochs: 1);
        Assert.Contains("completed, seed 1, resumed at step 4", $"{Fit(epochs: 2).History}", StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_below_1_and_an_empty_folder_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CheckpointOptions(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointOptions("run") { EverySteps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointOptions("run") { EveryEpochs = 0 });
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointOptions("run") { Keep = 0 });
        Assert.StartsWith("Keep must be at least 1, but is 0.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_file_has_the_step_and_the_warnings()
    {
        var history = new TrainingHistory("Model", 1, [], 4, StopReason.Completed) { ResumedAtStep = 4, Warnings = ["damaged"] };
        history.Save(_folder["history.json"]);
        var found = TrainingHistory.Load(_folder["history.json"]);
        Assert.Equal(4, found.ResumedAtStep);
        Assert.Equal(["damaged"], found.Warnings);
    }

    private static TwoTaskModel.Batch Rows(int seed = 7) => TwoTaskData.Create(40, seed);

    private static TrainingOptions Options(int epochs, CheckpointOptions? checkpoints, double learningRate = 0.01) =>
        new() { Epochs = epochs, BatchSize = 10, LearningRate = learningRate, Checkpoints = checkpoints };

    private void ModelFileAt(string file, TwoTaskModel model) =>
        CompilerServices.ModelFile.Load(model, TwoTaskModel.Info, Path.Combine(Run, file));

    private (TrainingHistory History, Dictionary<string, string> Bits, int Steps) Fit(int epochs, long seed = 1) =>
        Fit(epochs, new(Run) { Keep = 100 }, seed);

    private static (TrainingHistory History, Dictionary<string, string> Bits, int Steps) Fit(
        int epochs, CheckpointOptions? checkpoints, long seed = 1)
    {
        using var model = new TwoTaskModel(seed);
        int steps = 0;
        model.OnStep = _ => steps++;
        var history = model.Fit(Rows(), Options(epochs, checkpoints), Rows(8));
        return (history, Checkpointed.Bits(model), steps);
    }
}
