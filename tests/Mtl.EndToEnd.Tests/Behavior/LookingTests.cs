using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>
/// Forward passes in training mode that only look at a model, by the fused step (float32) and by autograd (float64).
/// </summary>
[Collection(Alone.Name)]
public sealed class LookingTests
{
    private const int Rows = 9;

    public static TheoryData<ScalarType> Ways => [ScalarType.Float32, ScalarType.Float64];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Gradients_of_tasks_move_nothing_in_the_model(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = NewModel(type);
        var before = State(model);
        model.ComputeTaskGradients(Batch(seed: 1));
        model.ComputeRepresentationGradients(Batch(seed: 1));
        Assert.Equal(before, State(model));
        Assert.All(model.modules(), module => Assert.True(module.training));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Gradients_of_tasks_are_not_counted_by_the_method(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = NewModel(type);
        using var step = model.BeginTraining();
        double[] expected = [.. step.Run(Batch(seed: 1)).Losses];
        model.ComputeTaskGradients(Batch(seed: 2));
        model.ComputeRepresentationGradients(Batch(seed: 3));
        step.EndEpoch();
        var history = model.Balancing.get_buffer("history")!.to(float64);
        for (var task = 0; task < 2; task++)
            Assert.Equal(expected[task], history[1, task].item<double>(), 1e-6);
    }

    /// <summary>It has dropout: a pass that drew from the model's numbers would give the training other masks.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void A_training_goes_on_as_if_the_model_had_not_been_read(ScalarType type)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Train(looks: false), Train(looks: true));

        double[] Train(bool looks)
        {
            using var model = new ThreeKinds(seed: 1);
            model.to(type);
            model.train();
            using var step = model.BeginTraining();
            var batch = new ThreeKinds.Batch(
                ones(Rows, 7), new(zeros(Rows, ScalarType.Int64), ones(Rows)), new(ones(Rows), ones(Rows)), new(ones(Rows), ones(Rows)));
            for (int i = 0; i < 3; i++)
            {
                step.Run(batch);
                if (!looks)
                    continue;
                model.ComputeTaskGradients(batch);
                model.ComputeRepresentationGradients(batch);
            }

            return State(model);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Famo_s_second_look_at_a_batch_moves_no_statistics(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (famo, plain) = (Statistics(new FamoBalancing(2), type), Statistics(new EqualBalancing(), type));
        Assert.Equal(plain, famo); // After one step, which began with the same parameters.
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Whatever_looks_at_a_model_leaves_nothing_but_its_result(ScalarType type)
    {
        using var model = NewModel(type);
        using var batch = Batch(seed: 1);
        Look();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Look();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Look()
        {
            using var tasks = model.ComputeTaskGradients(batch);
            using var representation = model.ComputeRepresentationGradients(batch);
            using var products = TaskGradients.Gramian(tasks);
            model.Evaluate(batch);
            model.Predict(batch.Input);
        }
    }

    private static double[] Statistics(TaskBalancing method, ScalarType type)
    {
        using var model = NewModel(type);
        using var step = model.BeginTraining(new() { Balancing = method });
        step.Run(Batch(seed: 1));
        Tensor[] statistics = [model.TrunkNorm.running_mean!, model.TrunkNorm.running_var!, model.TrunkNorm.num_batches_tracked!];
        return [.. statistics.SelectMany(Numbers)];
    }

    private static LookedAt NewModel(ScalarType type)
    {
        var model = new LookedAt(seed: 1);
        model.to(type);
        model.train();
        return model;
    }

    private static double[] State(nn.Module model) => [.. model.state_dict().Values.SelectMany(Numbers)];

    private static double[] Numbers(Tensor tensor) => tensor.detach().to(float64).flatten().data<double>().ToArray();

    private static LookedAt.Batch Batch(int seed)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        return new(
            randn(Rows, 5).MoveToOuterDisposeScope(),
            new(randn(Rows).MoveToOuterDisposeScope(), ones(Rows).MoveToOuterDisposeScope()),
            new(rand(Rows).lt(0.5).to(float32).MoveToOuterDisposeScope(), ones(Rows).MoveToOuterDisposeScope()));
    }
}
