using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.Balancing;

/// <summary>Every method trains a model, by the fused step and by autograd alike, whether the model names it or the training.</summary>
[Collection(Alone.Name)]
public sealed class MethodTests
{
    private const int Steps = 12;

    public static TheoryData<string> All => [.. Enum.GetNames<BalancingMethod>()];

    /// <summary>Krum trains the shared layers on the selected tasks only.</summary>
    public static TheoryData<string> OfAllTasks => [.. Enum.GetNames<BalancingMethod>().Except([nameof(BalancingMethod.Krum)])];

    [Theory]
    [MemberData(nameof(All))]
    public void Both_ways_of_a_step_give_the_same(string name)
    {
        using var scope = NewDisposeScope();
        var (fused, emittedLosses) = Train(name, float32);
        var (recorded, recordedLosses) = Train(name, float64); // Autograd's: the fused step is for float32.
        using (fused)
        using (recorded)
        {
            for (var step = 0; step < Steps; step++)
                Assert.Equal(recordedLosses[step], emittedLosses[step], 2e-3 * Math.Max(1, Math.Abs(recordedLosses[step])));
            var state = fused.state_dict();
            foreach (var (key, tensor) in recorded.state_dict())
            {
                var difference = (tensor - state[key].to(float64)).abs().max().item<double>();
                Assert.True(difference < 2e-3, $"{key} differs by {difference}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void Every_method_learns_both_tasks(string name)
    {
        using var model = new Balanced(seed: 1);
        using var method = NewMethod(name);
        using var data = Data(256);
        var history = model.Fit(data, options: new() { Epochs = 60, BatchSize = 64, LearningRate = 5e-3, Seed = 3, Balancing = method });
        foreach (var (first, last) in history.Epochs[0].Tasks.Zip(history.Epochs[^1].Tasks))
            Assert.True(last.TrainingLoss < 0.75 * first.TrainingLoss, $"{last.Task}: {first.TrainingLoss} → {last.TrainingLoss}");
        Assert.All(history.Epochs[^1].Tasks, task => Assert.True(double.IsFinite(task.Weight!.Value)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_model_without_the_attribute_can_be_balanced(string name)
    {
        using var scope = NewDisposeScope();
        foreach (var type in (ScalarType[])[float32, float64]) // The second is autograd's.
        {
            using var with = new Balanced(seed: 5);
            using var without = new Unbalanced(seed: 5);
            with.to(type);
            without.to(type);
            var data = Data(32);
            using var declared = with.BeginTraining(new() { Balancing = NewMethod(name) });
            using var plain = without.BeginTraining(new() { Balancing = NewMethod(name) });
            for (var step = 0; step < 3; step++)
            {
                ModelRandom.Of(with).Reseed(step);
                var expected = declared.Run(data);
                ModelRandom.Of(without).Reseed(step);
                var found = plain.Run(Plain(data));
                Assert.Equal(expected.Objective, found.Objective, 1e-6);
                Assert.Equal(expected.Weights!, found.Weights!, (a, b) => Math.Abs(a - b) < 1e-6);
            }

            foreach (var (key, tensor) in without.state_dict())
                Assert.True((tensor - with.state_dict()[key]).abs().max().to(float32).item<float>() < 1e-6, $"{key} {type}");
        }
    }

    [Fact]
    public void Equal_is_what_a_model_does_without_the_attribute()
    {
        using var scope = NewDisposeScope();
        using var with = new Balanced(seed: 5);
        using var without = new Unbalanced(seed: 5);
        var data = Data(32);
        using var declared = with.BeginTraining();
        using var plain = without.BeginTraining();
        for (var step = 0; step < 5; step++)
        {
            Assert.Equal(plain.Run(Plain(data)).Objective, declared.Run(data).Objective, 1e-9);
            Assert.Equal([1, 0.5, 1], declared.Losses.Weights!);
            Assert.Null(plain.Losses.Weights);
        }

        foreach (var (key, tensor) in without.state_dict())
            Assert.True((tensor - with.state_dict()[key]).abs().max().item<float>() == 0, key);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Penalties_count_as_they_do_without_balancing(string name)
    {
        using var scope = NewDisposeScope();
        foreach (var type in (ScalarType[])[float32, float64])
        {
            using var model = new Balanced(seed: 5);
            model.to(type);
            var nothing = zeros(8);
            var batch = new Balanced.Batch(randn(8, 6), new(zeros(8, int64), nothing), new(nothing, nothing), new(nothing, nothing));
            using var step = model.BeginTraining(
                new() { Optimizer = (parameters, _) => optim.SGD(parameters, 0.1), Balancing = NewMethod(name) });
            var before = model.Trunk.weight!.clone();
            step.Run(batch); // Without any label the penalties are all there is: w −= rate·2·λ·w.
            Assert.True((model.Trunk.weight! - (before * (1 - (0.1 * 2 * 0.01)))).abs().max().to(float32).item<float>() < 1e-6, $"{type}");
            Assert.True(step.Losses.Penalty > 0);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Steps_of_a_loop_of_one_s_own_leave_no_tensor_behind(string name)
    {
        foreach (var type in (ScalarType[])[float32, float64])
        {
            using var method = NewMethod(name);
            using var model = new Balanced(seed: 5);
            model.to(type);
            using var data = Data(16);
            using var step = model.BeginTraining(new() { Balancing = method, GradientClipNorm = 1 });
            step.Run(data); // Buffers and the state of the optimizer are made for good.
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            for (var i = 0; i < 5; i++)
                step.Run(data);
            step.EndEpoch();
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    private static (Balanced Model, double[] Losses) Train(string name, ScalarType type)
    {
        var model = new Balanced(seed: 7);
        model.to(type);
        model.train();
        var method = NewMethod(name);
        using var step = model.BeginTraining(new()
        {
            Optimizer = (parameters, rate) => optim.SGD(parameters, rate, momentum: 0.9),
            LearningRate = 0.02,
            Balancing = method,
        });
        var losses = new double[Steps];
        for (var i = 0; i < Steps; i++)
        {
            using var scope = NewDisposeScope();
            var batch = Data(16 + (i % 3), seed: i, labeled: i % 4 == 3 ? 0 : 0.7);
            ModelRandom.Of(model).Reseed(100 + i);
            losses[i] = step.Run(batch).Objective;
            if (i % 4 == 2)
                step.EndEpoch();
        }

        return (model, losses);
    }

    /// <summary>A method by its name in the enum: its class is called after it.</summary>
    private static TaskBalancing NewMethod(string name)
    {
        var type = typeof(TaskBalancing).Assembly.GetType($"Mtl.{name}Balancing", throwOnError: true)!;
        return (TaskBalancing)(
            type.GetConstructor([typeof(int)]) is { } withTasks ? withTasks.Invoke([3]) : Activator.CreateInstance(type)!);
    }

    /// <summary>Rows whose labels follow from the numbers; those of the second task are present with some probability.</summary>
    private static Balanced.Batch Data(int rows, int seed = 1, double labeled = 1)
    {
        using var scope = NewDisposeScope();
        manual_seed(1000 + seed);
        var input = randn(rows, 6);
        var kind = (input.narrow(1, 0, 2).sum(1) > 0).to(int64) + (input.select(1, 2) > 0.3).to(int64);
        // With noise, so that no loss can become 0.
        var price = input.select(1, 3) - (0.5 * input.select(1, 0)) + (0.3 * randn(rows));
        var sold = (input.select(1, 4) + input.select(1, 1) > 0).to(float32);
        var present = rand(rows).lt(labeled).to(float32);
        return new(
            input.MoveToOuterDisposeScope(), new(kind.MoveToOuterDisposeScope(), ones(rows).MoveToOuterDisposeScope()),
            new(price.MoveToOuterDisposeScope(), present.MoveToOuterDisposeScope()),
            new(sold.MoveToOuterDisposeScope(), ones(rows).MoveToOuterDisposeScope()));
    }

    private static Unbalanced.Batch Plain(Balanced.Batch batch) => new(batch.Input, batch.Kind, batch.Price, batch.Sold);
}
