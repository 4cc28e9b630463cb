using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>The parts of a model that can have a rate of their task: layers, copies of layers, experts, heads.</summary>
public sealed class AdaptiveScopeTests : IDisposable
{
    private const int Rows = 32;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-scopes-");
    private readonly Tensor _input = ones(Rows, 6);
    private readonly TaskLabels _labels = new(ones(Rows), ones(Rows));

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Layers_of_a_task_have_its_rate()
    {
        using var model = new AdaptiveTaskLayers(seed: 1);
        Require(
            model,
            () => model.call(_input) is var (left, right) ? (left, right) : default,
            (model.WideDropoutRate, "Left", "Left"),
            (model.DeepDropoutRate, "Left", "Left"),
            (model.LeftDropoutRate, "Left", "Left"),
            (model.RightDropoutRate, "Right", "Right"));
        Assert.Equal((0.8, 0.4), (model.WideDropoutRate.Max, model.DeepDropoutRate.Max));
        var history = model.Fit(
            new AdaptiveTaskLayers.Batch(_input, _labels, _labels),
            options: new() { Epochs = 1, AdaptiveDropout = DropoutRule.Linear(0.6, 0.6) });
        Assert.Equal(0.6, history.Epochs[0].Tasks[0].DropoutRate!.Value, 6); // That of the head; the layer is at its bound.
        Assert.Equal(0.4, model.DeepDropoutRate.Value, 6);
    }

    [Fact]
    public void Copies_of_a_layer_have_the_rates_of_their_tasks()
    {
        using var model = new AdaptiveCopies(seed: 1);
        Require(
            model,
            () => model.call(_input) is var (left, right) ? (left, right) : default,
            (model.TrunkOfLeftDropoutRate, "Left", "Left"),
            (model.TrunkOfRightDropoutRate, "Right", "Right"));
    }

    [Fact]
    public void Stitched_copies_have_the_rates_of_their_tasks_and_reach_both()
    {
        using var model = new AdaptiveStitches(seed: 1);
        Require(
            model,
            () => model.call(_input) is var (left, right) ? (left, right) : default,
            (model.TrunkOfLeftDropoutRate, "Left", "LeftRight"),
            (model.TrunkOfRightDropoutRate, "Right", "LeftRight"));
    }

    [Fact]
    public void Experts_have_the_rate_of_their_task_and_shared_ones_have_none()
    {
        using var model = new AdaptiveExperts(seed: 1);
        Require(
            model,
            () => model.call(_input) is var (left, right) ? (left, right) : default,
            (model.TrunkDropoutRate, "Trunk", "LeftRight"),
            (model.TrunkOfLeftDropoutRate, "Left", "Left"),
            (model.TrunkOfRightDropoutRate, "Right", "Right"));

        List<TaskEpoch> seen = [];
        model.Fit(new AdaptiveExperts.Batch(_input, _labels, _labels), options: new()
        {
            Epochs = 3,
            AdaptiveDropout = new Watching(seen),
        });
        Assert.Equal(
            ["Trunk False", "Left True", "Right True"],
            seen.TakeLast(3).Select(epoch => $"{epoch.Task} {epoch.Difficulty is not null}"));
    }

    [Fact]
    public void The_rates_of_copies_are_saved()
    {
        using var model = new AdaptiveStitches(seed: 1);
        model.TrunkOfRightDropoutRate.Value = 0.7;
        Assert.Contains("StemOfRightDropoutRate.rate", model.state_dict().Keys);
        var path = Path.Combine(_folder.FullName, "rates.safetensors");
        model.Save(path);
        using var again = AdaptiveStitches.Load(path);
        Assert.Equal(0.7, again.TrunkOfRightDropoutRate.Value, 6);
        Assert.Equal(0.4, again.TrunkOfLeftDropoutRate.Value, 6);
    }

    [Fact]
    public void The_fused_step_drops_as_autograd_does()
    {
        var input = randn(Rows, 6);
        using var layers = new AdaptiveTaskLayers(seed: 1);
        RequireFused(
            layers,
            new AdaptiveTaskLayers.Batch(input, _labels, _labels),
            batch => layers.ComputeLosses(layers.call(input), batch).Total);
        using var copies = new AdaptiveCopies(seed: 1);
        RequireFused(
            copies,
            new AdaptiveCopies.Batch(input, _labels, _labels),
            batch => copies.ComputeLosses(copies.call(input), batch).Total);
        using var stitches = new AdaptiveStitches(seed: 1);
        RequireFused(
            stitches,
            new AdaptiveStitches.Batch(input, _labels, _labels),
            batch => stitches.ComputeLosses(stitches.call(input), batch).Total);
        using var experts = new AdaptiveExperts(seed: 1);
        RequireFused(
            experts,
            new AdaptiveExperts.Batch(input, _labels, _labels),
            batch => experts.ComputeLosses(experts.call(input), batch).Total);
    }

    /// <summary>Requires that each rate belongs to a task, and makes the outputs of these tasks random.</summary>
    private static void Require(
        nn.Module model, Func<(Tensor Left, Tensor Right)> run, params (DropoutRate Rate, string Task, string Reached)[] rates)
    {
        Assert.Equal(rates.Length, model.children().OfType<DropoutRate>().Count());
        model.train();
        foreach (var (rate, task, reached) in rates)
        {
            Assert.Equal(task, rate.Task);
            foreach (var other in rates)
                other.Rate.Value = 0;
            Assert.Equal("", Random(run));
            rate.Value = 0.4;
            Assert.Equal(reached, Random(run));
        }

        foreach (var other in rates)
            other.Rate.Value = 0.4;
        model.eval();
        Assert.Equal("", Random(run));
    }

    /// <summary>The tasks whose outputs differ between two forward passes.</summary>
    private static string Random(Func<(Tensor Left, Tensor Right)> run)
    {
        var (first, second) = (run(), run());
        return (first.Left.allclose(second.Left) ? "" : "Left") + (first.Right.allclose(second.Right) ? "" : "Right");
    }

    private static void RequireFused<TBatch, TMetrics>(IMultiTaskModel<TBatch, TMetrics> model, TBatch batch, Func<TBatch, Tensor> total)
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var module = (nn.Module)model;
        var rate = 0.2;
        foreach (var dropout in module.children().OfType<DropoutRate>())
            dropout.Value = rate += 0.05;
        module.train();
        ModelRandom.Of(model).Reseed(5);
        module.zero_grad();
        model.ForwardBackward(batch, new BackwardPass(2));
        var fused = module.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());
        ModelRandom.Of(model).Reseed(5);
        module.zero_grad();
        autograd.backward(total(batch));
        foreach (var (name, parameter) in module.named_parameters())
            Assert.True(fused[name].allclose(parameter.grad!, 1e-4, 1e-5), name);
    }

    /// <summary>Keeps the rates, and what a rule is told.</summary>
    private sealed class Watching(List<TaskEpoch> seen) : DropoutRule
    {
        public override double Rate(TaskEpoch epoch, DropoutRate current)
        {
            seen.Add(epoch);
            return current.Value;
        }
    }
}
