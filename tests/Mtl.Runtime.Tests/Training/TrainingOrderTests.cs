using TorchSharp;

namespace Mtl.Tests;

/// <summary>The order in which a training sees the rows, and how it is divided into steps.</summary>
public sealed class TrainingOrderTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void The_same_seeds_give_the_same_model_to_the_last_bit()
    {
        var data = TwoTaskData.Create(200);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 32, Seed = 5 };
        using var first = new TwoTaskModel(seed: 11);
        first.Fit(data, options);
        using var second = new TwoTaskModel(seed: 11);
        second.Fit(data, options);

        Assert.Equal(first.Snapshot(), second.Snapshot());
    }

    [Fact]
    public void Where_the_options_have_no_seed_that_of_the_model_decides_the_order()
    {
        var data = TwoTaskData.Create(50);
        float[] first = OrderOf(new(seed: 4), data, seed: null, out var history);

        Assert.Equal(4, history.Seed);
        Assert.Equal(first, OrderOf(new(seed: 4), data, seed: null, out _));
        Assert.Equal(first, OrderOf(new(seed: 5), data, seed: 4, out _));
        Assert.NotEqual(first, OrderOf(new(seed: 5), data, seed: null, out _));
    }

    [Fact]
    public void Three_trainings_of_one_epoch_see_the_orders_of_one_training_of_three()
    {
        var data = TwoTaskData.Create(50);
        using var model = new TwoTaskModel();
        float[] one = [.. Enumerable.Range(0, 3).SelectMany(_ => Order(_model, data, Options(epochs: 1), out var _))];
        float[] three = Order(model, data, Options(epochs: 3), out _);

        Assert.Equal(three, one);
        Assert.NotEqual(one[..50], one[50..100]);
        Assert.Equal(_model.Snapshot(), model.Snapshot()); // Plain descent has no state that a new training would lose.

        static TrainingOptions Options(int epochs) =>
            new() { Epochs = epochs, BatchSize = 10, Seed = 9, Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate) };
    }

    [Fact]
    public void An_epoch_that_was_canceled_counts()
    {
        using var stop = new CancellationTokenSource();
        _model.OnStep = _ => stop.Cancel();
        _model.Fit(TwoTaskData.Create(50), new() { BatchSize = 10 }, cancellationToken: stop.Token);
        Assert.Equal(1, _model.Random.Epochs);
    }

    [Fact]
    public void Every_epoch_sees_every_row_once_in_an_order_of_its_own()
    {
        var data = TwoTaskData.Create(50);
        float[] order = OrderOf(new(), data, seed: 1, out _);
        float[] rows = [.. data.Input.Read().Where((_, i) => i % TwoTaskModel.Inputs == 0).Order()];

        Assert.Equal(rows, order[..50].Order());
        Assert.Equal(rows, order[50..].Order());
        Assert.NotEqual(order[..50], order[50..]);
    }

    [Fact]
    public void Shuffling_draws_nothing_from_libtorch()
    {
        byte[] before = torch.random.get_rng_state().bytes.ToArray();
        using (new RowOrder(1000, seed: 1).ForEpoch(1, torch.CPU))
            Assert.Equal(before, torch.random.get_rng_state().bytes.ToArray());
    }

    [Theory]
    [InlineData(8, 4, new[] { 4, 4 })]
    [InlineData(10, 4, new[] { 4, 4, 2 })]
    [InlineData(9, 4, new[] { 4, 5 })] // batch normalization cannot have the ninth row alone
    [InlineData(3, 4, new[] { 3 })]
    [InlineData(5, 4, new[] { 5 })]
    public void The_last_step_has_the_rest_or_joins_the_one_before(int rows, int batchSize, int[] expected)
    {
        var sizes = new List<int>();
        _model.OnStep = batch => sizes.Add((int)batch.Count);
        _model.Fit(TwoTaskData.Create(rows), new() { Epochs = 1, BatchSize = batchSize });

        Assert.Equal(expected, sizes);
    }

    [Theory]
    [InlineData(0, 10, "there are 0 training rows, but a step needs at least 2")]
    [InlineData(1, 10, "there are 1 training rows, but a step needs at least 2")]
    [InlineData(9, 1, "BatchSize is 1, but batch normalization needs at least 2 rows in a step")]
    public void Too_few_rows_for_a_step_are_refused(int rows, int batchSize, string message)
    {
        var e = Assert.Throws<ArgumentException>(() => _model.Fit(TwoTaskData.Create(rows), new() { BatchSize = batchSize }));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    /// <summary>The first feature of the rows, as two epochs of a new model see them.</summary>
    private static float[] OrderOf(TwoTaskModel model, TwoTaskModel.Batch data, long? seed, out TrainingHistory history)
    {
        using (model)
            return Order(model, data, new() { Epochs = 2, BatchSize = 10, Seed = seed }, out history);
    }

    private static float[] Order(TwoTaskModel model, TwoTaskModel.Batch data, TrainingOptions options, out TrainingHistory history)
    {
        var seen = new List<float>();
        model.OnStep = batch => seen.AddRange(batch.Input.Read().Where((_, i) => i % TwoTaskModel.Inputs == 0));
        history = model.Fit(data, options);
        return [.. seen];
    }
}
