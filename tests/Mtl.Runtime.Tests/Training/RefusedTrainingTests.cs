using TorchSharp;

namespace Mtl.Tests;

/// <summary>A training that ends before its first optimizer step leaves the model as it was; afterwards, what was learned stays.</summary>
public sealed class RefusedTrainingTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_loss_that_is_no_number_in_the_first_step_leaves_nothing()
    {
        var rows = TwoTaskData.Create(40);
        rows.Input.fill_(float.NaN);
        MustStay(() => Assert.Throws<TrainingException>(() => _model.Fit(rows)));
    }

    [Fact]
    public void A_training_that_was_canceled_before_it_began_leaves_nothing() =>
        MustStay(() => Assert.Equal(0, _model.Fit(TwoTaskData.Create(40), cancellationToken: new(canceled: true)).Steps));

    [Fact]
    public void An_optimizer_that_cannot_be_made_leaves_nothing()
    {
        var unable = new TrainingOptions { Optimizer = (_, _) => throw new NotSupportedException() };
        MustStay(() => Assert.Throws<NotSupportedException>(() => _model.Fit(TwoTaskData.Create(40), unable)));
    }

    [Fact]
    public void An_error_in_the_first_step_leaves_nothing()
    {
        _model.OnStep = _ => throw new InvalidOperationException("first");
        MustStay(() => Assert.Throws<TrainingException>(() => _model.Fit(TwoTaskData.Create(40))));
    }

    [Fact]
    public void A_step_that_fails_leaves_no_statistics()
    {
        var rows = TwoTaskData.Create(40);
        int steps = 0;
        _model.OnStep = batch =>
        {
            if (steps++ == 2)
                batch.Input.fill_(float.NaN);
        };
        Assert.Throws<TrainingException>(() => _model.Fit(rows, new() { BatchSize = 10 }));
        Assert.Equal(2, _model.TrunkNorm.num_batches_tracked!.item<long>());
        Assert.True(_model.TrunkNorm.running_mean!.isfinite().all().item<bool>());
        Assert.True(_model.Fit(TwoTaskData.Create(40)).Epochs[0].Tasks.All(task => double.IsFinite(task.TrainingLoss)));
    }

    [Fact]
    public void A_batch_that_is_refused_by_a_loop_of_one_s_own_leaves_no_statistics()
    {
        var good = TwoTaskData.Create(10);
        using var step = TrainingStep.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model);
        _model.train();
        step.Run(good);
        var before = State();
        var nowhere = good with { Input = torch.full_like(good.Input, float.NaN) };
        var strange = good with { Price = good.Price with { Present = -torch.ones_like(good.Price.Present) } };
        Assert.Throws<TrainingException>(() => step.Run(nowhere));
        Assert.Equal(before, State());
        Assert.Throws<ArgumentException>(() => step.Run(strange));
        Assert.Equal(before, State());
        step.Run(good);
        Assert.Equal(2, _model.TrunkNorm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Rows_without_a_label_leave_nothing() =>
        MustStay(() => Assert.Throws<TrainingException>(() => _model.Fit(TwoTaskData.Create(40, missing: 1))));

    [Fact]
    public void After_the_first_step_what_was_learned_stays()
    {
        int steps = 0;
        _model.OnStep = _ =>
        {
            if (steps++ == 1)
                throw new InvalidOperationException("second");
        };
        var before = State();
        Assert.Throws<TrainingException>(() => _model.Fit(TwoTaskData.Create(40), new() { BatchSize = 10 }));
        Assert.Equal(1, _model.TrunkNorm.num_batches_tracked!.item<long>());
        Assert.NotEqual(before["Trunk.weight"], State()["Trunk.weight"]);
    }

    [Fact]
    public void A_method_of_balancing_forgets_the_steps_that_were_not_taken()
    {
        var method = new DynamicWeightAverageBalancing(2);
        method.Attach(TwoTaskModel.Info);
        var before = new StateBeforeTraining(method, null, null, []);
        method.Weigh([7, 1], [1, 1]);
        before.Restore();
        before.Dispose();
        method.Weigh([2, 1], [1, 1]);
        method.EndEpoch();
        Assert.Equal([float.NaN, float.NaN, 2, 1], method.get_buffer("history")!.Read());
    }

    [Fact]
    public void Random_numbers_begin_where_they_were()
    {
        using var random = new ModelRandom(seed: 1);
        random.NextEpoch();
        var before = new StateBeforeTraining(_model, random, null, []);
        random.NextEpoch();
        float[] expected = Draw();
        before.Restore();
        before.Dispose();
        Assert.Equal(1, random.Epochs);
        Assert.Equal(expected, Draw());

        float[] Draw() => random.Dropout(torch.ones(64), 0.5, training: true).Read();
    }

    [Fact]
    public void Vocabularies_are_taken_back()
    {
        var vocabulary = new Vocabulary("Town", 3);
        var before = new StateBeforeTraining(_model, null, null, [vocabulary]);
        vocabulary.EnsureFitted(["wrong"]);
        before.Restore();
        before.Dispose();
        Assert.False(vocabulary.IsFitted);
        vocabulary.EnsureFitted(["Ulm"]);
        Assert.Equal(["Ulm"], vocabulary.Values);
    }

    [Fact]
    public void The_history_counts_the_preparation()
    {
        var history = _model.Fit(TwoTaskData.Create(40), new() { Epochs = 2 });
        Assert.True(history.Preparation > TimeSpan.Zero);
        Assert.Equal(history.Preparation + history.Epochs[0].Duration + history.Epochs[1].Duration, history.Duration);
    }

    private void MustStay(Action training)
    {
        var before = State();
        training();
        var after = State();
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, tensor => Assert.Equal(tensor.Value, after[tensor.Key]));
    }

    private Dictionary<string, byte[]> State() =>
        _model.state_dict().ToDictionary(tensor => tensor.Key, tensor => tensor.Value.detach().contiguous().bytes.ToArray());
}
