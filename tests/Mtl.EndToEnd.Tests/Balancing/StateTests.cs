using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.Balancing;

/// <summary>What a method remembers belongs to the model, what it did to the history.</summary>
[Collection(Alone.Name)]
public sealed class StateTests
{
    [Fact]
    public void A_loaded_model_goes_on_with_the_same_weights()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = new BalancedByEpochs(seed: 1);
        var data = Data();
        TrainingOptions options =
            new() { Epochs = 3, BatchSize = 16, Seed = 1, Optimizer = (parameters, _) => optim.SGD(parameters, 0.05) };
        var history = model.Fit(data, options: options);
        Assert.All(history.Epochs.Take(2).SelectMany(epoch => epoch.Tasks), task => Assert.Equal(1, task.Weight!.Value, 1e-6));
        Assert.All(history.Epochs[2].Tasks, task => Assert.NotEqual(1, task.Weight!.Value, 1e-3));
        Assert.Contains(" × ", $"{history.Epochs[2]}", StringComparison.Ordinal);

        model.Save(folder["epochs.safetensors"]);
        using var again = BalancedByEpochs.Load(folder["epochs.safetensors"]);
        ModelRandom.Of(model).Reseed(2); // The count of the epochs, on which the order of the rows depends, is not saved.
        ModelRandom.Of(again).Reseed(2);
        var (expected, found) = (model.Fit(data, options: options), again.Fit(data, options: options));
        Assert.NotEqual(1, expected.Epochs[0].Tasks[0].Weight!.Value, 1e-3);
        foreach (var (one, other) in expected.Epochs.SelectMany(epoch => epoch.Tasks).Zip(found.Epochs.SelectMany(epoch => epoch.Tasks)))
        {
            Assert.Equal(one.TrainingLoss, other.TrainingLoss, 1e-6);
            Assert.Equal(one.Weight!.Value, other.Weight!.Value, 1e-6);
        }
    }

    [Fact]
    public void A_history_keeps_the_weights_in_its_file()
    {
        using var folder = new TemporaryFolder();
        using var model = new BalancedByEpochs(seed: 1);
        using var data = Data();
        var history = model.Fit(data, options: new() { Epochs = 1 });
        history.Save(folder["history.json"]);
        Assert.Equal(1, TrainingHistory.Load(folder["history.json"]).Epochs[0].Tasks[1].Weight!.Value, 1e-6);
    }

    [Fact]
    public void A_method_of_one_s_own_decides_in_training()
    {
        using var scope = NewDisposeScope();
        using var model = new BalancedByEpochs(seed: 1);
        var data = Data();
        using var worst = new WorstTask();
        using var step = model.BeginTraining(new() { Balancing = worst });
        model.train();
        var losses = step.Run(data);
        Assert.Equal(losses.Losses.Max(), losses.Objective, 1e-9);
        Assert.Equal(1, losses.Weights!.Sum());

        using var first = new FirstTask();
        using var other = model.BeginTraining(new() { Balancing = first, Optimizer = (parameters, _) => optim.SGD(parameters, 0.1) });
        var gradients = model.ComputeTaskGradients(data);
        var before = model.Trunk.weight!.clone();
        other.Run(data);
        var expected = before - (0.1 * gradients[0].narrow(0, 0, before.numel()).reshape(before.shape));
        Assert.True((expected - model.Trunk.weight!).abs().max().item<float>() < 1e-6);
    }

    private static BalancedByEpochs.Batch Data()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var input = randn(64, 6);
        return new(
            input.MoveToOuterDisposeScope(),
            new((4 * input.select(1, 0)).MoveToOuterDisposeScope(), ones(64).MoveToOuterDisposeScope()),
            new((input.select(1, 1) > 0).to(float32).MoveToOuterDisposeScope(), ones(64).MoveToOuterDisposeScope()));
    }

    private sealed class WorstTask : LossBalancing
    {
        protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
        {
            var worst = 0;
            for (var i = 1; i < tasks.Length; i++)
                worst = tasks[i].Loss > tasks[worst].Loss ? i : worst;
            weights[worst] = 1;
            return tasks[worst].Loss;
        }
    }

    private sealed class FirstTask : GradientBalancing
    {
        protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
        {
            weights.Clear();
            weights[0] = 1;
        }
    }
}
