using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.Balancing;

/// <summary>Learned weights from the attribute to the saved file.</summary>
[Collection(Alone.Name)]
public sealed class UncertaintyTests
{
    [Fact]
    public void The_design_s_example_trains_and_is_saved_with_what_it_has_learned()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = new TwoShades(seed: 1);
        var rows = Pictures(96);
        var history = model.Fit(rows, new() { Epochs = 8, BatchSize = 32, Validation = rows, Seed = 3 });
        Assert.True(history.Epochs[^1].Tasks[0].TrainingLoss < 0.6 * history.Epochs[0].Tasks[0].TrainingLoss, $"{history}");
        Assert.All(model.Balancing.LogVariances, s => Assert.NotEqual(0, s));
        Assert.All(history.Epochs[^1].Tasks, task => Assert.InRange(task.Weight!.Value, 0.5, 3));

        var path = folder["shades.safetensors"];
        model.Save(path);
        using var again = TwoShades.Load(path);
        Assert.Equal(model.Balancing.LogVariances, again.Balancing.LogVariances);
        Assert.Contains("Balancing.log_variances", model.state_dict().Keys);
        Assert.Equal(TwoShades.ParameterCount, model.parameters().Sum(parameter => parameter.NumberOfElements));
        Assert.Contains(
            "objective Σ p·(exp(−s)·L/2 + s/2), s learned, over Left, Right, + Penalty\nbalanced by Uncertainty (2 parameters)\n",
            TwoShades.Summary,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_objective_and_all_gradients_are_those_of_the_formula()
    {
        using var scope = NewDisposeScope();
        using var model = new BalancedByAutograd(seed: 3);
        using (no_grad())
            model.Balancing.get_parameter("log_variances")!.copy_(tensor([0.7f, -0.4f]));
        var batch = new BalancedByAutograd.Batch(randn(9, 5, 3), new(randn(9), ones(9)), new(ones(9), ones(9)));
        var losses = model.ComputeLosses(model.call(batch.Steps), batch);
        autograd.backward(losses.Total);
        var found = Gradients(model);

        model.zero_grad();
        var s = model.Balancing.get_parameter("log_variances")!;
        losses = model.ComputeLosses(model.call(batch.Steps), batch);
        var expected = ((-s).exp() * stack([losses.Price, losses.Sold]) / 2).sum() + (s.sum() / 2);
        Assert.Equal(expected.item<float>(), losses.Total.item<float>(), 1e-6);
        autograd.backward(expected);
        MustBeClose(Gradients(model), found);
    }

    [Fact]
    public void A_task_without_labels_does_not_move_its_weight()
    {
        using var scope = NewDisposeScope();
        using var model = new TwoShades(seed: 1);
        using var step = model.BeginTraining(new() { LearningRate = 0.1 });
        model.train();
        var batch = TwoShades.Encode(Pictures(8).Select(row => row with { Left = null }));
        step.Run(batch);
        Assert.Equal(0, model.Balancing.LogVariances[0]);
        Assert.NotEqual(0, model.Balancing.LogVariances[1]);
        Assert.Equal([0, 0.5], step.Losses.Weights!);
    }

    private static Dictionary<string, Tensor> Gradients(nn.Module model) =>
        model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());

    private static void MustBeClose(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> found)
    {
        foreach (var (name, gradient) in expected)
            Assert.True((gradient - found[name]).abs().max().item<float>() < 1e-5, $"{name}: {gradient} instead of {found[name]}");
    }

    private static List<ShadePair> Pictures(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (left, right) = ((Shade)random.Next(3), (Shade)random.Next(3));
            float[] pixels = [.. Enumerable.Range(0, 144).Select(i => (i % 12 < 6 ? (int)left : (int)right) + random.NextSingle())];
            return new ShadePair(pixels, left, right);
        })];
    }
}
