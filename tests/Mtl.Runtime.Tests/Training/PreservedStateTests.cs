using TorchSharp;

namespace Mtl.Tests;

/// <summary>What a forward pass that only looks may not change.</summary>
public sealed class PreservedStateTests
{
    [Fact]
    public void Buffers_of_all_parts_are_as_before()
    {
        using var scope = torch.NewDisposeScope();
        using var norm = torch.nn.BatchNorm1d(2);
        using var model = new Parts(torch.nn.Linear(2, 2), new Parts(norm));
        var before = model.Snapshot();
        var buffer = norm.running_mean!;
        using (new PreservedState(model))
        {
            norm.call(torch.randn(8, 2));
            Assert.NotEqual(before["1.0.running_mean"], norm.running_mean!.Read());
        }

        Assert.Equal(before, model.Snapshot());
        Assert.Equal(0, norm.num_batches_tracked!.item<long>());
        Assert.Same(buffer, norm.running_mean);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_method_of_balancing_does_not_count_and_returns_to_its_mode(bool training)
    {
        using var method = new DynamicWeightAverageBalancing(1);
        method.Attach(new("Model", [new("Task", TaskKind.Binary, 1, [])]));
        using var model = new Parts(method);
        model.train(training);
        using (new PreservedState(model))
            method.Weigh([5.0], [1]);
        Assert.Equal(training, method.training);

        method.train();
        method.Weigh([2.0], [1]);
        method.EndEpoch();
        Assert.Equal(2, method.get_buffer("history")!.Read()[1]);
    }

    [Fact]
    public void Random_numbers_begin_where_they_were_if_they_are_named()
    {
        using var scope = torch.NewDisposeScope();
        using var random = new ModelRandom(seed: 1);
        using var model = new Parts();
        float[] expected = [];
        using (new PreservedState(model, random))
            expected = Draw();
        Assert.Equal(expected, Draw());
        using (new PreservedState(model))
            Assert.NotEqual(expected, Draw());

        float[] Draw() => random.Dropout(torch.ones(64), 0.5, training: true).Read();
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var model = torch.nn.BatchNorm1d(2);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (new PreservedState(model))
            Assert.True(DisposeScopeManager.Statistics.ThreadTotalLiveCount > before);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
