using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

using Balancing;

/// <summary>
/// A generated model of every architecture goes on from a checkpoint, in a new object with another seed, to the same bits as a run that was
/// not interrupted.
/// </summary>
[Collection(Alone.Name)]
public sealed class ResumeTests : IDisposable
{
    private const int Rows = 40;
    private const int BatchSize = 10;
    private const int Epochs = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string> Methods => [.. Enum.GetNames<BalancingMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_balancing_method_of_three_tasks(string name) => RequireLaw(
        seed => new Balanced(seed: seed),
        (model, run) =>
        {
            using var method = Method(name);
            return model.Fit(Three(), Three(), Options(run, method));
        });

    [Fact]
    public void A_balancing_method_that_the_model_declares() => RequireLaw(
        seed => new BalancedByEpochs(seed: seed),
        (model, run) => model.Fit(new BalancedByEpochs.Batch(randn(Rows, 6), Numbers(), Yes()), options: Options(run)));

    [Fact]
    public void A_model_on_autograd() => RequireLaw(
        seed => new BalancedByAutograd(seed: seed),
        (model, run) => model.Fit(new BalancedByAutograd.Batch(randn(Rows, 5, 3), Numbers(), Yes()), options: Options(run)));

    [Fact]
    public void Cross_stitch_units() => RequireLaw(
        seed => new StitchedWords(seed: seed),
        (model, run) => model.Fit(new StitchedWords.Batch(randn(Rows, 5), Words(), Numbers(), Yes(), Yes()), options: Options(run)));

    [Fact]
    public void Mixtures_of_experts() => RequireLaw(
        seed => new MixedWords(seed: seed),
        (model, run) => model.Fit(new MixedWords.Batch(randn(Rows, 5), Words(), Numbers(), Yes(), Yes()), options: Options(run)));

    [Fact]
    public void Mixtures_of_recurrent_experts_and_of_own_layers() => RequireLaw(
        seed => new MixedSteps(seed: seed),
        (model, run) => model.Fit(
            new MixedSteps.Batch(randn(Rows, 5, 4), Yes(), Numbers(), new(zeros(Rows, 5), ones(Rows, 5))), options: Options(run)));

    [Fact]
    public void Progressive_extraction() => RequireLaw(
        seed => new ExtractedWords(seed: seed),
        (model, run) => model.Fit(
            new ExtractedWords.Batch(randn(Rows, 5), Words(), Numbers(), Numbers(), Yes(), Yes()), options: Options(run)));

    [Fact]
    public void Soft_sharing() => RequireLaw(
        seed => new SoftWords(seed: seed),
        (model, run) => model.Fit(new SoftWords.Batch(randn(Rows, 5), Words(), Numbers(), Yes(), Yes()), options: Options(run)));

    [Fact]
    public void Task_attention_with_several_learning_rates() => RequireLaw(
        seed => new AttendedWords(seed: seed),
        (model, run) => model.Fit(new AttendedWords.Batch(randn(Rows, 5), Words(), Numbers(), Yes(), Yes(), Yes()), options: Options(run)));

    [Fact]
    public void Transformer_encoders() => RequireLaw(
        seed => new SoftPositions(seed: seed),
        (model, run) => model.Fit(new SoftPositions.Batch(randn(Rows, 6, 4), Yes(), Numbers()), options: Options(run)));

    [Fact]
    public void Frozen_parts() => RequireLaw(
        seed => new MixedFrozen(seed: seed),
        (model, run) => model.Fit(new MixedFrozen.Batch(randn(Rows, 4), Numbers(), Numbers(), Numbers()), options: Options(run)));

    [Fact]
    public void Adaptive_dropout() => RequireLaw(
        seed => new AdaptiveRates(seed: seed),
        (model, run) => model.Fit(new AdaptiveRates.Batch(randn(Rows, 400), Yes(), Yes(), Yes()), options: Options(run)));

    [Fact]
    public void Rows_with_words_and_standardized_numbers() => RequireLaw(
        seed => new Flats(seed: seed),
        (model, run) => model.Fit(FlatRows(), OptionsOfRows(run)));

    /// <summary>The vocabulary, the mean and the deviation are those of other rows, which only the checkpoint knows.</summary>
    [Fact]
    public void The_vocabulary_and_the_standardization_of_the_checkpoint_win() => RequireLaw(
        seed => new Flats(seed: seed),
        (model, run) =>
        {
            if (!run.IsResumed)
                model.Fit(FlatRows().Reverse().Where(row => row.Town != "Bonn" || row.Size > 3), new() { Epochs = 1 });
            return model.Fit(FlatRows(), OptionsOfRows(run));
        });

    [Fact]
    public void A_checkpoint_of_tensors_has_the_vocabulary()
    {
        using var model = new Flats(seed: 1);
        model.Fit(FlatRows(), new() { Epochs = 1 });
        model.Fit(model.Encode(FlatRows()), options: new() { Epochs = 1, Checkpoints = new(_folder["tensors"]) });
        using var loaded = Flats.Load(Directory.GetFiles(_folder["tensors"]).Single());
        Assert.Equal(model.TownVocabulary.Values, loaded.TownVocabulary.Values);
        Assert.Equal(Prices(model), Prices(loaded));

        static IEnumerable<double> Prices(Flats model) => model.Predict(FlatRows()).Select(row => row.Price.Value);
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused()
    {
        using var mixed = new MixedWords(seed: 1);
        using var soft = new SoftWords(seed: 1);
        var run = new Run(new(_folder["one"]), null, false);
        mixed.Fit(new MixedWords.Batch(randn(Rows, 5), Words(), Numbers(), Yes(), Yes()), options: Options(run));
        var refusal = Assert.Throws<ModelFileException>(() =>
            soft.Fit(new SoftWords.Batch(randn(Rows, 5), Words(), Numbers(), Yes(), Yes()), options: Options(run)));
        Assert.Contains("it belongs to the model 'Mtl.EndToEnd.Tests.MixedWords'", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Trains without interruption, and again with a kill at the end of an epoch, before its validation, and within one.</summary>
    private void RequireLaw<TModel>(Func<long, TModel> create, Func<TModel, Run, TrainingHistory> fit)
        where TModel : nn.Module
    {
        using var whole = create(1);
        var expected = Fit(whole, new(null, null, false))!;
        Assert.Equal(Epochs * Rows / BatchSize, expected.Steps);
        foreach (int killed in (int[])[4, 6])
        {
            string folder = _folder[$"{killed}"];
            using var first = create(1);
            string last = Path.Combine(folder, $"checkpoint-{killed}.safetensors");
            Assert.Null(Fit(first, new(new(folder) { EverySteps = killed }, last, false)));
            using var second = create(9);
            var history = Fit(second, new(new(folder) { EveryEpochs = 100 }, null, true))!;
            Assert.Equal(killed, history.ResumedAtStep);
            Assert.Equal(Bits(whole), Bits(second));
            Assert.Equal(Numbers(expected), Numbers(history));
        }

        TrainingHistory? Fit(TModel model, Run run)
        {
            manual_seed(5); // The rows.
            try
            {
                return fit(model, run);
            }
            catch (TrainingException) when (File.Exists(run.Last))
            {
                return null;
            }
        }
    }

    private static TrainingOptions Options(Run run, TaskBalancing? balancing = null) => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        LearningRate = 0.01,
        Checkpoints = run.Checkpoints,
        Progress = run,
        Balancing = balancing,
    };

    private static TrainingOptions<Flat> OptionsOfRows(Run run) => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        LearningRate = 0.01,
        Checkpoints = run.Checkpoints,
        Progress = run,
        Validation = FlatRows(),
    };

    private static Balanced.Batch Three() => new(randn(Rows, 6), new(randint(3, Rows), ones(Rows)), Numbers(), Yes());

    private static Tensor Words() => randint(0, 7, Rows);

    private static TaskLabels Numbers() => new(randn(Rows), rand(Rows).lt(0.15).to(float32));

    private static TaskLabels Yes() => new(randint(0, 2, Rows).to(float32), rand(Rows).lt(0.3).to(float32));

    private static IEnumerable<Flat> FlatRows()
    {
        for (int i = 0; i < Rows; i++)
        {
            string town = i % 3 == 0 ? "Ulm" : "Bonn";
            yield return new(i % 7, 1000 + (i % 11), town, 500_000 + (1000 * (i % 7)), i % 3 == 0 ? null : (Color)(i % 3));
        }
    }

    private static Dictionary<string, string> Bits(nn.Module model) => model.state_dict().ToDictionary(
        tensor => tensor.Key, tensor => Convert.ToHexString(tensor.Value.detach().contiguous().bytes));

    /// <summary>All numbers of a history but durations.</summary>
    private static string Numbers(TrainingHistory history) => $"{history.Seed} {history.Steps}\n" + string.Join(
        '\n',
        history.Epochs.Select(epoch => $"{epoch.Epoch} {epoch.Objective:R} {epoch.Penalty:R} " + string.Join(
            "; ", epoch.Tasks.Select(task => $"{task.TrainingLoss:R} {task.Weight:R} {task.Validation?.Loss:R} {task.Validation}"))));

    /// <summary>A method of three tasks by its name in the enum: its class is called after it.</summary>
    private static TaskBalancing Method(string name)
    {
        var type = typeof(TaskBalancing).Assembly.GetType($"Mtl.{name}Balancing", throwOnError: true)!;
        return (TaskBalancing)(
            type.GetConstructor([typeof(int)]) is { } withTasks ? withTasks.Invoke([3]) : Activator.CreateInstance(type)!);
    }

    /// <summary>A run, which an exception ends as soon as the last checkpoint is there.</summary>
    private sealed record Run(CheckpointOptions? Checkpoints, string? Last, bool IsResumed) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (File.Exists(Last))
                throw new InvalidOperationException("killed");
        }
    }
}
