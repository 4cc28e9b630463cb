using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Training a generated model, from rows to a saved file.</summary>
[Collection(Alone.Name)]
public sealed class TrainingTests
{
    [Fact]
    public void Fit_learns_all_tasks_and_evaluation_says_so()
    {
        using var model = new ThreeKinds(seed: 1);
        var before = model.Evaluate(Rows(300, seed: 2));
        var history = model.Fit(
            Rows(600, seed: 1),
            new() { Epochs = 40, BatchSize = 32, LearningRate = 5e-3, Seed = 1, Validation = Rows(300, seed: 2) });
        var after = model.Evaluate(Rows(300, seed: 2));

        Assert.Equal(40, history.Epochs.Count);
        Assert.True(after.Color.Accuracy > 0.9, $"color accuracy {after.Color.Accuracy}");
        Assert.True(after.Yes.Accuracy > 0.9, $"yes accuracy {after.Yes.Accuracy}");
        Assert.True(after.Amount.R2 > 0.7, $"amount R² {after.Amount.R2}");
        Assert.True(after.Color.Loss < before.Color.Loss);
        Assert.Equal(300, after.Color.Count);
    }

    [Fact]
    public void The_same_seeds_give_the_same_model()
    {
        var first = TrainedWeights();
        var second = TrainedWeights();
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, entry => Assert.Equal(entry.Value, second[entry.Key]));
    }

    [Fact]
    public void Fit_is_the_loop_that_a_person_would_write()
    {
        // Without dropout the order of the rows within the one batch does not matter beyond rounding.
        var features = Rows(40, seed: 3);
        using var scope = NewDisposeScope();
        var input = ThreeKinds.EncodeFeatures(features).narrow(1, 0, 5);
        var labels = new TaskLabels(input.sum(1), ones(40));
        var all = new Penalized.Batch(input, labels, labels);
        using var ours = new Penalized(seed: 5);
        ours.Fit(all, options: new() { Epochs = 20, BatchSize = 40, LearningRate = 1e-2 });

        using var byHand = new Penalized(seed: 5);
        var optimizer = optim.Adam(byHand.parameters().ToArray(), 1e-2);
        for (var epoch = 0; epoch < 20; epoch++)
        {
            optimizer.zero_grad();
            autograd.backward(byHand.ComputeLosses(byHand.call(all.Input), all).Total);
            optimizer.step();
        }

        foreach (var (mine, theirs) in ours.parameters().Zip(byHand.parameters()))
            Assert.True((mine - theirs).abs().max().item<float>() < 1e-4f);
    }

    [Fact]
    public void Predictions_name_the_label_and_its_probability()
    {
        using var model = new ThreeKinds(seed: 1);
        var rows = Rows(5, seed: 4);
        var predictions = model.Predict(rows);
        Assert.Equal(5, predictions.Count);
        Assert.Equal(
            predictions[3],
            model.Predict(rows[3]),
            (expected, actual) =>
                expected.Color.Value == actual.Color.Value && Math.Abs(expected.Amount.Value - actual.Amount.Value) < 1e-5);
        Assert.All(predictions, prediction =>
        {
            Assert.Equal(1, prediction.Color.Probabilities.Sum(), 5);
            Assert.Equal(prediction.Color.Probability, prediction.Color.Probabilities.Max());
            Assert.InRange(prediction.Yes.Probability, 0, 1);
        });
    }

    [Fact]
    public void Several_threads_get_the_predictions_that_one_gets()
    {
        using var model = new ThreeKinds(seed: 1);
        model.eval();
        var rows = Rows(200, seed: 4);
        var expected = model.Predict(rows).Select(prediction => prediction.Amount.Value).ToArray();
        var found = new double[8][];
        Parallel.For(0, found.Length, thread => found[thread] =
        [
            .. Enumerable.Range(0, 20)
                .SelectMany(i => model.Predict(rows.Skip(i * 10).Take(10)))
                .Select(prediction => prediction.Amount.Value),
        ]);
        Assert.All(found, predictions => Assert.All(expected.Zip(predictions), pair => Assert.Equal(pair.First, pair.Second, 1e-5)));
    }

    [Fact]
    public void Training_leaves_no_tensor_behind()
    {
        using var model = new ThreeKinds(seed: 1);
        var rows = Rows(64, seed: 1);
        model.Fit(rows, new() { Epochs = 1, BatchSize = 8 });
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        model.Fit(rows, new() { Epochs = 50, BatchSize = 8, Validation = rows });
        model.Evaluate(rows);
        model.Predict(rows);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_model_without_labels_in_a_batch_still_trains()
    {
        using var model = new ThreeKinds(seed: 1);
        var rows = Rows(32, seed: 1).Select(row => row with { Color = null, Amount = null }).ToList();
        var history = model.Fit(rows, new() { Epochs = 3, BatchSize = 8, LearningRate = 1e-2 });
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.Objective)));
    }

    [Fact]
    public void A_row_of_the_wrong_size_is_named()
    {
        using var model = new ThreeKinds();
        var rows = Rows(3, seed: 1).ToList();
        rows[2] = rows[2] with { Numbers = [1, 2] };
        var refusal = Assert.Throws<InvalidRowException>(() => model.Fit(rows));
        Assert.Contains("row 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Numbers", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("6", refusal.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, float[]> TrainedWeights()
    {
        using var model = new ThreeKinds(seed: 8);
        model.Fit(Rows(50, seed: 1), new() { Epochs = 3, BatchSize = 16, Seed = 4 });
        return model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.data<float>().ToArray());
    }

    /// <summary>Rows whose labels follow from the features: the largest of three numbers, a sign, and a sum.</summary>
    internal static IReadOnlyList<Sample> Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var numbers = Enumerable.Range(0, 6).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
            var largest = Array.IndexOf(numbers, numbers.Take(3).Max());
            return new Sample(numbers, numbers[5] > 0, (Color)largest, numbers[3] > numbers[4], 2 * numbers[0] + numbers[5]);
        })];
    }
}
