using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Soft sharing against its formula, under everything else that a model can do.</summary>
[Collection(Alone.Name)]
public sealed class SoftSharingTests
{
    private const int Rows = 12;

    [Fact]
    public void Every_task_reads_a_copy_of_its_own_and_copies_begin_alike()
    {
        using var scope = NewDisposeScope();
        using var model = new Near(seed: 1);
        Assert.Same(model.Trunk, model.TrunkOfUp);
        Assert.Equal(model.TrunkOfUp.weight!.data<float>(), model.TrunkOfDown.weight!.data<float>());
        using (no_grad())
            model.TrunkOfDown.weight!.add_(1);
        var x = randn(Rows, 6);
        model.eval();
        var found = model.call(x);
        MustBeClose(model.Up.Output.call(nn.functional.relu(model.TrunkOfUp.call(x))).squeeze(1), found.Up);
        MustBeClose(model.Down.Output.call(nn.functional.relu(model.TrunkOfDown.call(x))).squeeze(1), found.Down);
    }

    [Fact]
    public void Parameters_are_counted_as_they_are_and_belong_to_their_tasks()
    {
        using var model = new SoftWords();
        Assert.Equal((7 * 4) + (2 * ((10 * 8) + 16)) + (9 * 6) + (9 * 3) + 15 + 9 + 6, SoftWords.ParameterCount);
        Assert.Equal(SoftWords.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(7 * 4, ((IMultiTaskModel<SoftWords.Batch, SoftWords.Metrics>)model).Storage!.SharedCount);
    }

    [Fact]
    public void The_penalty_is_the_strength_times_the_squared_distance()
    {
        using var scope = NewDisposeScope();
        using var model = new SoftWords(seed: 2);
        var batch = new SoftWords.Batch(randn(Rows, 5), randint(0, 7, Rows), Labels(), Yes(), Yes());
        Assert.Equal(0, model.ComputeLosses(model.call(batch.Numbers, batch.Word), batch).Penalty.item<float>());
        using (no_grad())
            model.FirstOfSold.weight!.sub_(randn(8, 9));
        var losses = model.ComputeLosses(model.call(batch.Numbers, batch.Word), batch);
        var distance = (model.FirstOfPrice.weight! - model.FirstOfSold.weight!).square().sum();
        MustBeClose(0.1 * distance, losses.Penalty);
        MustBeClose(losses.Price + (0.5 * losses.Sold) + losses.Simple + losses.Penalty, losses.Total);
        Assert.DoesNotContain(
            model.state_dict().Keys,
            key => key.StartsWith("SecondOfSold", StringComparison.Ordinal) || key.Contains("OfSimple", StringComparison.Ordinal));
    }

    [Fact]
    public void Learned_positions_are_kept_alike_too()
    {
        using var scope = NewDisposeScope();
        using var model = new SoftPositions(seed: 3);
        var batch = new SoftPositions.Batch(randn(Rows, 6, 4), Yes(), Labels());
        Assert.Equal(0, model.ComputeLosses(model.call(batch.Signal), batch).Penalty.item<float>());
        using (no_grad())
            model.MeaningOfLoudnessPositions.weight!.add_(0.5);
        Assert.Equal(0.1 * 6 * 4 * 0.25, model.ComputeLosses(model.call(batch.Signal), batch).Penalty.item<float>(), 1e-5);
    }

    [Fact]
    public void The_stronger_the_more_alike()
    {
        var apart = DistanceAfterTraining(
            new Apart(seed: 3),
            model => (model.TrunkOfUp, model.TrunkOfDown),
            (model, x, up, down) => model.Fit(new Apart.Batch(x, up, down), options: Options));
        var near = DistanceAfterTraining(
            new Near(seed: 3),
            model => (model.TrunkOfUp, model.TrunkOfDown),
            (model, x, up, down) => model.Fit(new Near.Batch(x, up, down), options: Options));
        var together = DistanceAfterTraining(
            new Together(seed: 3),
            model => (model.TrunkOfUp, model.TrunkOfDown),
            (model, x, up, down) => model.Fit(new Together.Batch(x, up, down), options: Options));
        Assert.True(apart > 2 * near && near > 10 * together, $"{apart}, {near}, {together}");
    }

    [Fact]
    public void Sequences_whose_length_varies_are_read_by_every_copy()
    {
        using var scope = NewDisposeScope();
        using var model = new SoftSounds(seed: 4);
        var (sound, lengths) = (randn(Rows, 9, 4), randint(1, 10, [Rows, 1]));
        model.eval();
        var predictions = model.Predict(sound, lengths);
        Assert.Contains("training step: autograd", SoftSounds.Summary, StringComparison.Ordinal);
        using (no_grad())
            model.WindowsOfLoudness.weight!.mul_(2);
        var changed = model.Predict(sound, lengths);
        Assert.Equal(predictions.Select(prediction => prediction.IsSpeech), changed.Select(prediction => prediction.IsSpeech));
        Assert.NotEqual(predictions.Select(prediction => prediction.Loudness), changed.Select(prediction => prediction.Loudness));
        var history = model.Fit(new SoftSounds.Batch(sound, lengths, Yes(), Labels()), options: new() { Epochs = 3 });
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.Objective)));
    }

    [Fact]
    public void A_saved_model_predicts_the_same_after_it_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var model = new SoftWords(seed: 5);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.Fit(new SoftWords.Batch(numbers, word, Labels(), Yes(), Yes()), options: new() { Epochs = 3 });
        model.Save(folder["soft.safetensors"]);
        using var again = SoftWords.Load(folder["soft.safetensors"]);
        Assert.Equal(model.Predict(numbers, word), again.Predict(numbers, word));
        Assert.Contains("FirstOfSoldNorm.running_mean", again.state_dict().Keys);
    }

    [Fact]
    public void Copies_are_frozen_trained_and_named_like_their_layer_and_their_task()
    {
        using var scope = NewDisposeScope();
        using var model = new SoftFrozen(seed: 6);
        Assert.Superset(
            new HashSet<string>
            {
                "BodyOfCost.weight", "BodyOfSize.weight", "BodyOfCostNorm.running_mean", "SlowOfCost.bias", "Cost.Output.weight",
            },
            model.state_dict().Keys.ToHashSet());
        var before = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        model.Fit(new SoftFrozen.Batch(randn(Rows, 4), Labels(), Labels()), options: new() { Epochs = 2, BatchSize = 4 });
        foreach (var (key, value) in model.state_dict())
            Assert.True(key.StartsWith("Body", StringComparison.Ordinal) == value.eq(before[key]).all().item<bool>(), key);
        var group = Assert.Single(((IMultiTaskModel<SoftFrozen.Batch, SoftFrozen.Metrics>)model).LearningRates);
        Assert.Equal([model.SlowOfPrice, model.SlowOfSize], group.Modules);
    }

    private static TrainingOptions Options => new() { Epochs = 40, LearningRate = 0.02, Seed = 1 };

    /// <summary>Two tasks that need the opposite of each other.</summary>
    private static double DistanceAfterTraining<TModel>(
        TModel model,
        Func<TModel, (TorchSharp.Modules.Linear Up, TorchSharp.Modules.Linear Down)> trunks,
        Action<TModel, Tensor, TaskLabels, TaskLabels> fit)
        where TModel : nn.Module
    {
        using var scope = NewDisposeScope();
        using var owned = model;
        manual_seed(1);
        var x = randn(256, 6);
        fit(model, x, new(nn.functional.relu(x.select(1, 0)), ones(256)), new(nn.functional.relu(-x.select(1, 0)), ones(256)));
        var (up, down) = trunks(model);
        return (up.weight! - down.weight!).square().sum().item<float>();
    }

    private static TaskLabels Labels() => new(randn(Rows), ones(Rows));

    private static TaskLabels Yes() => new(randint(0, 2, Rows).to(float32), ones(Rows));

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(
            expected.shape.SequenceEqual(found.shape) && allclose(expected, found, rtol: 1e-4, atol: 1e-5),
            $"expected {expected.str()}, found {found.str()}");
}
