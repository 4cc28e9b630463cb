using Mtl.CompilerServices;
using Mtl.EndToEnd.Tests.Balancing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>
/// A task without labels in a step moves nothing, though Adam has moments: by the fused step (float32) and by autograd (float64).
/// </summary>
[Collection(Alone.Name)]
public sealed class AbsentTaskTests
{
    private const int Rows = 12;

    public static TheoryData<ScalarType, string> Ways
    {
        get
        {
            var ways = new TheoryData<ScalarType, string>();
            foreach (string optimizer in (string[])["Adam", "AdamW", "SGD", "NAdam"])
            {
                ways.Add(ScalarType.Float32, optimizer);
                ways.Add(ScalarType.Float64, optimizer);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Its_head_rests_and_the_others_move(ScalarType type, string optimizer)
    {
        using var scope = NewDisposeScope();
        using var model = NewModel(type);
        using var step = model.BeginTraining(Options(optimizer));
        for (int i = 0; i < 5; i++)
            step.Run(Batch(price: 1, sold: 1));
        double[][] before = [Numbers(model.Trunk), Numbers(model.Price), Numbers(model.Sold)];
        step.Run(Batch(price: 1, sold: 0));
        Assert.NotEqual(before[0], Numbers(model.Trunk));
        Assert.NotEqual(before[1], Numbers(model.Price));
        Assert.Equal(before[2], Numbers(model.Sold));
        step.Run(Batch(price: 1, sold: 1));
        Assert.NotEqual(before[2], Numbers(model.Sold));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_step_without_any_label_moves_nothing(ScalarType type, string optimizer)
    {
        using var scope = NewDisposeScope();
        using var model = NewModel(type);
        using var step = model.BeginTraining(Options(optimizer));
        for (int i = 0; i < 5; i++)
            step.Run(Batch(price: 1, sold: 1));
        double[] before = Numbers(model);
        step.Run(Batch(price: 0, sold: 0));
        Assert.Equal(before, Numbers(model));
    }

    /// <summary>The step count rests too: what follows is as if the step had never been.</summary>
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_step_without_labels_leaves_no_trace_in_later_steps(ScalarType type)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Train(isInterrupted: false), Train(isInterrupted: true));

        double[] Train(bool isInterrupted)
        {
            using var model = NewModel(type);
            using var step = model.BeginTraining(Options("Adam"));
            for (int i = 0; i < 6; i++)
            {
                step.Run(Batch(price: 1, sold: 1));
                if (isInterrupted)
                    step.Run(Batch(price: 0, sold: 0));
            }

            return Numbers(model);
        }
    }

    /// <summary>A weight of 0 takes a task out: its gradient is not 0, there is none.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void A_task_whose_weight_is_0_rests(ScalarType type, string optimizer)
    {
        using var scope = NewDisposeScope();
        using var model = new TakenOut(seed: 1);
        model.to(type);
        using var step = model.BeginTraining(Options(optimizer));
        double[][] before = [Numbers(model.Trunk), Numbers(model.Price), Numbers(model.Sold)];
        var batch = Batch(price: 1, sold: 1);
        for (int i = 0; i < 3; i++)
            step.Run(new(batch.Input, batch.Price, batch.Sold));
        Assert.NotEqual(before[0], Numbers(model.Trunk));
        Assert.NotEqual(before[1], Numbers(model.Price));
        Assert.Equal(before[2], Numbers(model.Sold));
        var alone = new TakenOut.Batch(batch.Input, Without(batch.Price), batch.Sold);
        double[] all = Numbers(model);
        step.Run(alone);
        Assert.Equal(all, Numbers(model));
        var refusal = Assert.Throws<TrainingException>(() => model.Fit(alone));
        Assert.StartsWith("None of the 12 training rows has a label for 'Price'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_method_has_learned_for_it_rests()
    {
        using var scope = NewDisposeScope();
        using var model = new BalancedByAutograd(seed: 3);
        using var step = model.BeginTraining(new() { LearningRate = 0.1 });
        for (int i = 0; i < 3; i++)
            step.Run(Stories(sold: 1));
        double[] before = [.. model.Balancing.LogVariances];
        step.Run(Stories(sold: 0));
        Assert.NotEqual(before[0], model.Balancing.LogVariances[0]);
        Assert.Equal(before[1], model.Balancing.LogVariances[1]);
    }

    [Fact]
    public void A_head_that_another_reads_learns_from_that_one_too()
    {
        using var scope = NewDisposeScope();
        using var model = new RatedReadings(seed: 1);
        RatedReading[] rows = [.. Enumerable.Range(0, 8).Select(i => new RatedReading(i, i % 3, i % 2 == 0))];
        var all = RatedReadings.Encode(rows);
        model.EnsureFitted(all);
        using var step = model.BeginTraining();
        step.Run(all);
        double[][] before = [Numbers(model.Y), Numbers(model.IsHigh)];
        step.Run(all with { Y = Without(all.Y) });
        Assert.NotEqual(before[0], Numbers(model.Y));
        before = [Numbers(model.Y), Numbers(model.IsHigh)];
        step.Run(all with { IsHigh = Without(all.IsHigh) });
        Assert.NotEqual(before[0], Numbers(model.Y));
        Assert.Equal(before[1], Numbers(model.IsHigh));
    }

    /// <summary>A penalty is a part of the objective in every step; it is on weights alone.</summary>
    [Fact]
    public void Its_penalty_goes_on()
    {
        using var scope = NewDisposeScope();
        using var model = new Unbalanced(seed: 1);
        using var step = model.BeginTraining();
        step.Run(Tasks(price: 1));
        step.Run(Tasks(price: 0));
        double[] before = Numbers(model.Price.Output.bias!);
        double norm = model.Price.Output.weight!.square().sum().item<float>();
        for (int i = 0; i < 20; i++)
            step.Run(Tasks(price: 0));
        Assert.Equal(before, Numbers(model.Price.Output.bias!));
        Assert.True(model.Price.Output.weight!.square().sum().item<float>() < norm);
    }

    [Fact]
    public void What_is_frozen_while_a_training_lives_rests()
    {
        using var scope = NewDisposeScope();
        using var model = NewModel(ScalarType.Float32);
        using var step = model.BeginTraining(Options("Adam"));
        step.Run(Batch(price: 1, sold: 1));
        Freezing.Freeze(model.Trunk);
        double[][] before = [Numbers(model.Trunk), Numbers(model.Price)];
        for (int i = 0; i < 3; i++)
            step.Run(Batch(price: 1, sold: 1));
        Assert.Equal(before[0], Numbers(model.Trunk));
        Assert.NotEqual(before[1], Numbers(model.Price));
    }

    /// <summary>Whose parts are whose, every generated model tells, so that a method which weighs heads can be chosen for any.</summary>
    [Fact]
    public void A_method_that_weighs_heads_suits_a_model_without_the_attribute()
    {
        using var scope = NewDisposeScope();
        using var model = new Unbalanced(seed: 1);
        using var method = new GradNormBalancing(3);
        using var step = model.BeginTraining(new() { Balancing = method });
        step.Run(Tasks(price: 1));
        step.Run(Tasks(price: 1));
        Assert.Equal(3, method.Weights.Sum(), 1e-6);
        Assert.NotEqual(1, method.Weights[0]);
    }

    private static TrainingOptions Options(string optimizer) => new()
    {
        LearningRate = 0.01,
        Optimizer = optimizer switch
        {
            "Adam" => null,
            "AdamW" => (parameters, rate) => optim.AdamW(parameters, rate, weight_decay: 0.5),
            "SGD" => (parameters, rate) => optim.SGD(parameters, rate, momentum: 0.9, weight_decay: 0.5),
            _ => (parameters, rate) => optim.NAdam(parameters, rate, weight_decay: 0.5),
        },
    };

    private static LookedAt NewModel(ScalarType type)
    {
        var model = new LookedAt(seed: 1);
        model.to(type);
        model.train();
        return model;
    }

    private static LookedAt.Batch Batch(float price, float sold)
    {
        using var random = new Generator(3);
        return new(
            randn([Rows, 5], generator: random),
            new(randn([Rows], generator: random), full([Rows], price)),
            new(rand([Rows], generator: random).lt(0.5).to(float32), full([Rows], sold)));
    }

    private static BalancedByAutograd.Batch Stories(float sold)
    {
        using var random = new Generator(3);
        return new(
            randn([Rows, 5, 3], generator: random),
            new(randn([Rows], generator: random), ones(Rows)),
            new(ones(Rows), full([Rows], sold)));
    }

    private static Unbalanced.Batch Tasks(float price)
    {
        using var random = new Generator(3);
        return new(
            randn([Rows, 6], generator: random),
            new(arange(Rows).remainder(3), ones(Rows)),
            new(randn([Rows], generator: random), full([Rows], price)),
            new(ones(Rows), ones(Rows)));
    }

    private static TaskLabels Without(TaskLabels labels) => new(labels.Values, zeros_like(labels.Present));

    private static double[] Numbers(nn.Module module) => [.. module.parameters().SelectMany(Numbers)];

    private static double[] Numbers(Parameter parameter) => parameter.detach().to(float64).flatten().data<double>().ToArray();
}

/// <summary>A task that is measured and not trained.</summary>
[MultiTaskModel(Inputs = 5)]
public partial class TakenOut
{
    [SharedLayer(4)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }

    [TaskHead(Weight = 0, Hidden = [3])]
    public partial BinaryHead Sold { get; }
}
