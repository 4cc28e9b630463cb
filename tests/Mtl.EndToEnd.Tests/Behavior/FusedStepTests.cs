using Mtl.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>The fused step under hands that treat the model as any other module of TorchSharp.</summary>
[Collection(Alone.Name)]
public sealed class FusedStepTests
{
    private const int Steps = 50;

    [Fact]
    public void An_optimizer_of_the_user_s_own_trains_it_as_autograd_does()
    {
        using var scope = NewDisposeScope();
        using var fused = new TwoHeads(seed: 3);
        using var recorded = new TwoHeads(seed: 3);
        Train(fused, optim.Adam([.. fused.parameters()], 0.01, eps: 1e-3), ByStep);
        Train(recorded, optim.Adam([.. recorded.parameters()], 0.01, eps: 1e-3), ByAutograd);
        MustBeEqual(recorded, fused);
    }

    [Fact]
    public void Both_ways_can_take_turns()
    {
        using var scope = NewDisposeScope();
        using var mixed = new TwoHeads(seed: 3);
        using var recorded = new TwoHeads(seed: 3);
        var step = 0;
        Train(
            mixed,
            optim.SGD([.. mixed.parameters()], 0.05, momentum: 0.9),
            (model, batch) => (step++ % 3 == 0 ? ByAutograd : (Action<TwoHeads, TwoHeads.Batch>)ByStep)(model, batch));
        Train(recorded, optim.SGD([.. recorded.parameters()], 0.05, momentum: 0.9), ByAutograd);
        MustBeEqual(recorded, mixed);
    }

    [Fact]
    public void Parts_are_frozen_and_set_free_on_the_way()
    {
        using var scope = NewDisposeScope();
        using var fused = new TwoHeads(seed: 3);
        using var recorded = new TwoHeads(seed: 3);
        Train(fused, optim.SGD([.. fused.parameters()], 0.05), Freezing(ByStep));
        Train(recorded, optim.SGD([.. recorded.parameters()], 0.05), Freezing(ByAutograd));
        MustBeEqual(recorded, fused);
    }

    [Fact]
    public void A_parameter_that_is_replaced_is_trained()
    {
        using var scope = NewDisposeScope();
        using var fused = new TwoHeads(seed: 3);
        using var recorded = new TwoHeads(seed: 3);
        ByStep(fused, Batch(0));
        ByAutograd(recorded, Batch(0));
        foreach (var model in (TwoHeads[])[fused, recorded])
            model.Kind.Output.weight = new Parameter(full([3, 8], 0.1f));
        Train(fused, optim.SGD([.. fused.parameters()], 0.05), ByStep);
        Train(recorded, optim.SGD([.. recorded.parameters()], 0.05), ByAutograd);
        MustBeEqual(recorded, fused);
    }

    [Fact]
    public void Two_models_in_another_module_train_side_by_side()
    {
        using var scope = NewDisposeScope();
        using var alone = new TwoHeads(seed: 3);
        Train(alone, optim.SGD([.. alone.parameters()], 0.05), ByStep);

        var first = new TwoHeads(seed: 3);
        var second = new TwoHeads(seed: 4);
        using var both = new Pair(first, second);
        using var optimizer = optim.SGD([.. both.parameters()], 0.05);
        Train(first, optimizer, (model, batch) =>
        {
            both.zero_grad();
            ByStep(model, batch);
            var state = random.get_rng_state();
            ByStep(second, batch);
            random.set_rng_state(state);
        });
        MustBeEqual(alone, first);
    }

    private static Action<TwoHeads, TwoHeads.Batch> Freezing(Action<TwoHeads, TwoHeads.Batch> run)
    {
        var step = 0;
        return (model, batch) =>
        {
            foreach (var parameter in model.Kind.parameters())
                parameter.requires_grad = step is < 10 or > 20;
            foreach (var parameter in model.Trunk.parameters())
                parameter.requires_grad = step is < 15 or > 30;
            step++;
            run(model, batch);
        };
    }

    private static void Train(TwoHeads model, optim.Optimizer optimizer, Action<TwoHeads, TwoHeads.Batch> gradients)
    {
        model.train();
        ModelRandom.Of(model).Reseed(5);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = Batch(step);
            model.zero_grad();
            gradients(model, batch);
            optimizer.step();
        }
    }

    private static void ByStep(TwoHeads model, TwoHeads.Batch batch) =>
        ((IMultiTaskModel<TwoHeads.Batch, TwoHeads.Metrics>)model).ForwardBackward(batch, new BackwardPass(2));

    private static void ByAutograd(TwoHeads model, TwoHeads.Batch batch) =>
        autograd.backward(model.ComputeLosses(model.call(batch.Input), batch).Total);

    private static TwoHeads.Batch Batch(int step)
    {
        manual_seed(1000 + step);
        var rows = 3 + (step % 7);
        return new(
            randn(rows, 6),
            new(randint(0, 3, rows), rand(rows).lt(0.7).to(float32)),
            new(randn(rows), rand(rows).lt(0.7).to(float32)));
    }

    /// <summary>
    /// The bias before batch normalization has gradient 0. Adam scales up what rounding leaves of it, in different directions,
    /// and the running mean follows; neither changes any output.
    /// </summary>
    private static void MustBeEqual(TwoHeads expected, TwoHeads found)
    {
        var state = found.state_dict();
        foreach (var (name, tensor) in expected.state_dict())
        {
            var difference = (tensor - state[name]).abs().max().to(float32).item<float>();
            var tolerance = name is "Trunk.bias" or "TrunkNorm.running_mean" ? 1e-3 : 2e-5;
            Assert.True(difference <= tolerance, $"{name} differs by {difference}");
        }
    }

    private sealed class Pair : nn.Module
    {
        public Pair(TwoHeads first, TwoHeads second)
            : base(nameof(Pair))
        {
            register_module("First", first);
            register_module("Second", second);
        }
    }
}
