using System.Collections.Concurrent;
using Mtl.EndToEnd.Tests.Balancing;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>The same seed is the same model and the same training, whatever else the process draws.</summary>
[Collection(Alone.Name)]
public sealed class SeedTests
{
    private const int Threads = 8;
    private const int Models = 6;

    private static readonly Dictionary<string, Func<long, float[]>> _trainings = new()
    {
        ["fused, with dropout"] = TrainByStep,
        ["by autograd, with structured dropout"] = TrainByAutograd,
        ["with a transformer"] = TrainEncoder,
        ["in a random order of the tasks"] = seed => TrainBalanced(seed, new PCGradBalancing()),
        ["with random weights of the tasks"] = seed => TrainBalanced(seed, new RandomLossWeightingBalancing()),
    };

    public static TheoryData<string> Trainings => [.. _trainings.Keys];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void On_many_threads_models_begin_and_learn_as_alone(string name)
    {
        var train = _trainings[name];
        float[][] expected = [.. Enumerable.Range(0, Threads * Models).Select(seed => train(seed))];
        var found = new ConcurrentDictionary<int, float[]>();
        using var end = new CancellationTokenSource();
        var others = new Thread(() => DrawFromTorch(end.Token));
        others.Start();
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (var model = 0; model < Models; model++)
                found[(thread * Models) + model] = Repeated(() => train((thread * Models) + model));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        end.Cancel();
        others.Join();
        for (var seed = 0; seed < expected.Length; seed++)
            Assert.Equal(expected[seed], found[seed]);
        Assert.NotEqual(expected[0], expected[1]);
    }

    /// <summary>
    /// TorchSharp converts numbers to scalars that the garbage collector can free while libtorch reads them (docs/torchsharp.md). Where
    /// libtorch says so, the training broke off by that, which is not what is tested here; what it computes is compared as ever.
    /// </summary>
    private static float[] Repeated(Func<float[]> train)
    {
        while (true)
        {
            try
            {
                return train();
            }
            catch (Exception e) when (e.ToString().Contains("Unknown scalar type", StringComparison.Ordinal))
            {
            }
        }
    }

    [Fact]
    public void Trained_in_turns_two_models_learn_as_alone()
    {
        using var scope = NewDisposeScope();
        float[] alone = InTurns(1), other = InTurns(2), both = InTurns(1, 2);
        Assert.Equal([.. alone, .. other], both);

        static float[] InTurns(params long[] seeds)
        {
            using var data = Data(1);
            var models = Array.ConvertAll(seeds, seed => new ThreeKinds(seed));
            var steps = Array.ConvertAll(models, model => model.BeginTraining());
            for (var i = 0; i < 5; i++)
                Array.ForEach(steps, step => step.Run(data));
            return [.. models.SelectMany(Weights)];
        }
    }

    [Fact]
    public void Making_models_leaves_torch_s_generator_as_it_was()
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state();
        using var first = new ThreeKinds(seed: 1);
        using var second = new StructuredDropout(seed: 1);
        using var withModuleOfItsOwn = new MixedSteps(seed: 1);
        Assert.True(state.Equals(get_rng_state()));
    }

    [Fact]
    public void Training_a_model_leaves_torch_s_generator_as_it_was()
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state();
        TrainByStep(1);
        Assert.True(state.Equals(get_rng_state()));
    }

    [Fact]
    public void Without_a_seed_torch_s_seed_decides_all()
    {
        Assert.Equal(Of(3), Of(3));
        Assert.NotEqual(Of(3), Of(4));

        static float[] Of(long seed)
        {
            using var data = Data(1);
            manual_seed(seed);
            using var model = new ThreeKinds();
            rand(1).Dispose();
            model.Fit(data, options: new() { Epochs = 2, BatchSize = 8 });
            return Weights(model);
        }
    }

    [Fact]
    public void A_module_of_one_s_own_follows_the_seed_too()
    {
        using var scope = NewDisposeScope();
        using var first = new MixedSteps(seed: 1);
        rand(1);
        using var same = new MixedSteps(seed: 1);
        Assert.Equal(Weights(first), Weights(same));
    }

    [Fact]
    public void Three_trainings_of_one_epoch_are_one_training_of_three()
    {
        using var data = Data(1);
        using var first = new ThreeKinds(seed: 1);
        using var second = new ThreeKinds(seed: 1);
        first.Fit(data, options: Options(epochs: 3));
        for (var i = 0; i < 3; i++)
            second.Fit(data, options: Options(epochs: 1));
        Assert.Equal(Weights(first), Weights(second));

        static TrainingOptions Options(int epochs) => new()
        {
            Epochs = epochs,
            BatchSize = 8,
            Seed = 5,
            Optimizer = (parameters, rate) => optim.SGD(parameters, rate), // Plain descent remembers nothing.
        };
    }

    private static float[] TrainByStep(long seed)
    {
        using var data = Data(seed);
        using var model = new ThreeKinds(seed);
        model.Fit(data, options: new() { Epochs = 2, BatchSize = 8 });
        return Weights(model);
    }

    private static float[] TrainByAutograd(long seed)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed);
        using var model = new StructuredDropout(seed);
        Tensor Numbers(params long[] shape) => randn(shape, generator: random);
        var labels = new TaskLabels((Numbers(8) > 0).to(float32), ones(8));
        var data = new StructuredDropout.Batch(Numbers(8, 2, 6, 6), Numbers(8, 3, 20), Numbers(8, 9, 3), labels);
        model.Fit(data, options: new() { Epochs = 2, BatchSize = 4 });
        return Weights(model);
    }

    private static float[] TrainEncoder(long seed)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed);
        using var model = new EncoderDropout(seed);
        var data = new EncoderDropout.Batch(randn([8, 6, 4], generator: random), new(ones(8), ones(8)));
        model.Fit(data, options: new() { Epochs = 2, BatchSize = 4 });
        return Weights(model);
    }

    private static float[] TrainBalanced(long seed, TaskBalancing method)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed);
        using var owned = method;
        using var model = new Balanced(seed);
        var x = randn([24, 6], generator: random);
        var data = new Balanced.Batch(
            x,
            new((x.select(1, 0) > 0).to(int64), ones(24)),
            new(x.select(1, 1) - x.select(1, 0), ones(24)),
            new((x.select(1, 0) < 0).to(float32), ones(24)));
        model.Fit(data, options: new() { Epochs = 2, BatchSize = 8, Balancing = method });
        return Weights(model);
    }

    private static ThreeKinds.Batch Data(long seed)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed);
        Tensor Kept(Tensor tensor) => tensor.MoveToOuterDisposeScope();
        var x = randn([24, 7], generator: random);
        return new(
            Kept(x),
            new(Kept((x.select(1, 0) > 0).to(int64)), Kept(ones(24))),
            new(Kept((x.select(1, 1) > 0).to(float32)), Kept(ones(24))),
            new(Kept(x.sum(1)), Kept(ones(24))));
    }

    private static float[] Weights(nn.Module model) =>
        [.. model.state_dict().Values.Where(tensor => tensor.dtype == float32).SelectMany(tensor => tensor.data<float>().ToArray())];

    private static void DrawFromTorch(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
            rand(100).Dispose();
    }
}
