using TorchSharp;
using Session = Mtl.TrainingSession<Mtl.Tests.TwoTaskModel.Batch, Mtl.Tests.TwoTaskModel.Metrics>;

namespace Mtl.Tests;

/// <summary>The calls of a session in an order that is not theirs, and those of gradient accumulation, which is.</summary>
public sealed class SessionOrderTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();
    private readonly TwoTaskModel.Batch _rows = TwoTaskData.Create(40);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void An_epoch_ends_once_and_after_it_has_begun()
    {
        using var session = Begin();
        Refused(session.EndEpoch, "EndEpoch was called outside an epoch: it comes after NextEpoch and before EndEpoch.");
        Train(session);
        session.EndEpoch();
        Refused(session.EndEpoch, "EndEpoch was called outside an epoch");
        Assert.Single(session.History.Epochs);
    }

    [Fact]
    public void An_epoch_begins_after_the_one_before_has_ended()
    {
        using var session = Begin();
        Train(session);
        Refused(() => session.NextEpoch(), "NextEpoch was called within epoch 1: call EndEpoch first, at the end of every epoch.");
        session.EndEpoch();
        Train(session);
        session.EndEpoch();
        Assert.Equal([1, 2], session.History.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void An_epoch_without_a_step_does_not_end()
    {
        using var session = Begin();
        Assert.True(session.NextEpoch());
        Refused(session.EndEpoch, "no step was taken in epoch 1: no batch was taken, call NextBatch until it returns false.");
        while (session.NextBatch(out _))
            session.ZeroGradients();
        Refused(session.EndEpoch, "no step was taken in epoch 1: call ForwardBackward and Update after NextBatch.");
    }

    [Fact]
    public void Outside_an_epoch_there_is_no_step()
    {
        using var session = Begin();
        Refused(() => session.NextBatch(out _), "NextBatch was called outside an epoch");
        Refused(session.ZeroGradients, "ZeroGradients was called outside an epoch");
        Refused(session.Update, "Update was called outside an epoch");
        Refused(() => _model.ForwardBackward(_rows, session.Step), "ForwardBackward was called outside an epoch");
        Refused(() => session.Record(_model.Evaluate(_rows)), "Record was called outside an epoch");
        Assert.Equal(0, session.History.Steps);
    }

    [Fact]
    public void A_step_has_losses_of_its_own()
    {
        using var session = Begin();
        session.NextEpoch();
        Refused(session.Update, "no losses were recorded since the epoch began");
        session.NextBatch(out var batch);
        Refused(session.Update, "no losses were recorded since the epoch began");
        session.ZeroGradients();
        Refused(
            session.Update,
            "no losses were recorded since ZeroGradients. Call ZeroGradients and ForwardBackward(batch, session.Step) before it");
        _model.ForwardBackward(batch, session.Step);
        session.Update();
        Refused(session.Update, "no losses were recorded since the last Update");
        Assert.Equal(1, session.History.Steps);
    }

    [Fact]
    public void Gradients_do_not_add_to_those_of_a_step_that_was_taken()
    {
        using var session = Begin();
        session.NextEpoch();
        session.NextBatch(out var batch);
        Refused(() => _model.ForwardBackward(batch, session.Step), "ForwardBackward was called before ZeroGradients");
    }

    [Fact]
    public void Losses_of_one_s_own_are_handed_over_or_refused()
    {
        using var session = Begin();
        session.NextEpoch();
        session.NextBatch(out var batch);
        session.ZeroGradients();
        var outputs = _model.call(batch.Input);
        var kind = _model.Kind.Loss(outputs.Kind, batch.Kind);
        var price = _model.Price.Loss(outputs.Price, batch.Price);
        (kind + price).backward();
        Refused(session.Update, "pass custom losses to session.Step: Record for every task, then Backward.");

        var missing = Assert.Throws<InvalidOperationException>(() => session.Step.Backward(null, kind + price));
        Assert.Equal(
            "The loss of the task 'Kind' was not recorded: before Backward, call Record(0, …) with its loss and its labels.",
            missing.Message);
        var none = Assert.Throws<ArgumentOutOfRangeException>(() => session.Step.Record(7, kind, batch.Kind));
        Assert.Contains("There is no task 7: the 2 tasks have the indices 0 to 1.", none.Message, StringComparison.Ordinal);

        session.ZeroGradients();
        outputs = _model.call(batch.Input);
        kind = _model.Kind.Loss(outputs.Kind, batch.Kind);
        price = _model.Price.Loss(outputs.Price, batch.Price);
        session.Step.Record(0, kind, batch.Kind);
        session.Step.Record(1, price, batch.Price);
        double expected = kind.ToDouble();
        session.Step.Backward(null, kind + price);
        session.Update();
        session.EndEpoch();
        Assert.Equal(expected, session.History.Epochs[0].Tasks[0].TrainingLoss, 1e-6);
    }

    [Fact]
    public void Metrics_that_were_not_measured_are_not_recorded()
    {
        using var session = Begin();
        session.NextEpoch();
        var refusal = Assert.Throws<ArgumentException>(() => session.Record(default));
        Assert.Contains("default(Metrics)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_was_disposed_of_says_so_whatever_is_called()
    {
        var session = Begin();
        session.NextEpoch();
        session.NextBatch(out var batch);
        using var rows = batch.Slice(0, batch.Count);
        session.ZeroGradients();
        _model.ForwardBackward(batch, session.Step);
        session.Dispose();
        session.Dispose();
        foreach (Action call in (Action[])
        [
            () => session.NextEpoch(), () => session.NextBatch(out _), session.ZeroGradients, session.Update, session.EndEpoch,
            () => session.Record(_model.Evaluate(_rows)), () => _ = session.Validation, () => _model.ForwardBackward(_rows, session.Step),
        ])
        {
            var refusal = Assert.Throws<ObjectDisposedException>(call);
            Assert.Equal("The training session was disposed of: begin another one.", refusal.Message);
        }

        Assert.Empty(session.History.Epochs);
    }

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(2, 2, 4)]
    [InlineData(3, 1, 4)] // The gradients of the last batch are not used, but it was seen.
    public void Losses_count_for_every_batch_and_steps_for_every_update(int every, int steps, int batches)
    {
        int seen = 0;
        _model.OnStep = _ => seen++;
        using var session = Begin(new() { Epochs = 1, BatchSize = 10, LearningRate = 1e-30, Seed = 1 });
        (double price, long labels) = (0, 0);
        session.NextEpoch();
        session.ZeroGradients();
        while (session.NextBatch(out var batch))
        {
            _model.ForwardBackward(batch, session.Step);
            price += session.Step.Losses.Losses[1] * session.Step.Losses.LabeledRows[1];
            labels += session.Step.Losses.LabeledRows[1];
            if (seen % every != 0)
                continue;
            session.Update();
            session.ZeroGradients();
        }

        session.EndEpoch();
        Assert.Equal((steps, batches), (session.History.Steps, seen));
        Assert.Equal(price / labels, session.History.Epochs[0].Tasks[1].TrainingLoss, 1e-9);
    }

    [Fact]
    public void A_step_of_several_batches_goes_along_the_sum_of_their_gradients()
    {
        _model.eval(); // No dropout, and no statistics of the batch.
        using var session = Begin(
            new() { Epochs = 1, BatchSize = 20, LearningRate = 1, Optimizer = (p, rate) => torch.optim.SGD(p, rate) });
        session.NextEpoch();
        _model.eval();
        float[] before = _model.Price.Output.weight!.Read();
        var sum = new float[before.Length];
        session.ZeroGradients();
        while (session.NextBatch(out var batch))
            _model.ForwardBackward(batch, session.Step);
        sum = _model.Price.Output.weight!.grad!.Read();
        session.Update();
        float[] after = _model.Price.Output.weight!.Read();
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - sum[i], after[i], 1e-6f);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_found_in_any_batch_of_a_step()
    {
        using var session = Begin();
        session.NextEpoch();
        session.ZeroGradients();
        session.NextBatch(out var batch);
        var bad = batch with { Price = Tensors.Numbers([.. Enumerable.Repeat<float?>(1e30f, (int)batch.Count)]) };
        var refusal = Assert.Throws<TrainingException>(() => _model.ForwardBackward(bad, session.Step));
        Assert.StartsWith("In epoch 1, step 1, the loss of task 'Price' became ", refusal.Message, StringComparison.Ordinal);
        Refused(session.Update, "no losses were recorded since");
        session.ZeroGradients();
        _model.ForwardBackward(batch, session.Step);
        session.Update();
        session.EndEpoch();
        Assert.True(double.IsFinite(session.History.Epochs[0].Objective));
    }

    [Fact]
    public void A_method_that_measures_after_the_step_sees_the_last_batch_again()
    {
        using var famo = new FamoBalancing(2);
        using var session = Begin(new() { Epochs = 1, BatchSize = 10, Balancing = famo });
        session.NextEpoch();
        session.ZeroGradients();
        var last = new List<float[]>();
        _model.OnStep = batch => last.Add(batch.Input.Read());
        while (session.NextBatch(out var batch))
            _model.ForwardBackward(batch, session.Step);
        session.Update();
        session.EndEpoch();
        Assert.Equal(last[^2], last[^1]);
        Assert.Equal([1, 1], famo.get_buffer("steps")!.Read());
    }

    [Fact]
    public void A_loop_that_breaks_off_has_stopped()
    {
        using var session = Begin(new() { Epochs = 3, BatchSize = 10 });
        Train(session);
        session.EndEpoch();
        Assert.Equal(StopReason.Stopped, session.History.StopReason);
        Assert.Contains(", stopped, seed ", session.History.ToString(), StringComparison.Ordinal);
        while (session.Epoch < 3)
        {
            Train(session);
            session.EndEpoch();
        }

        Assert.False(session.NextEpoch());
        Assert.Equal(StopReason.Completed, session.History.StopReason);
    }

    [Fact]
    public void Steps_are_taken_in_training_mode_whatever_was_asked_between_them()
    {
        var modes = new HashSet<bool>();
        _model.OnStep = _ => modes.Add(_model.training);
        _model.Fit(_rows, new() { Epochs = 2, BatchSize = 10, Progress = new Evaluating(_model) });
        Assert.Equal([true], modes);

        using var session = Begin();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            Train(session);
            session.EndEpoch();
            _model.eval();
        }

        Assert.Equal([true], modes);
    }

    [Fact]
    public void Other_threads_may_ask_between_the_batches_of_an_epoch_and_its_end()
    {
        using var session = Begin();
        session.NextEpoch();
        while (session.NextBatch(out var batch))
        {
            session.ZeroGradients();
            _model.ForwardBackward(batch, session.Step);
            session.Update();
            session.ZeroGradients();
        }

        TwoTaskModel.Metrics metrics = default;
        var other = new Thread(() => metrics = _model.Evaluate(_rows));
        other.Start();
        Assert.True(other.Join(TimeSpan.FromSeconds(20)));
        session.Record(metrics);
        session.EndEpoch();
    }

    [Fact]
    public void The_data_may_be_disposed_of_once_training_has_begun()
    {
        var rows = TwoTaskData.Create(40);
        var validation = TwoTaskData.Create(10);
        var expected = Begin(new() { Epochs = 2, BatchSize = 10, Seed = 1, LearningRate = 1e-30 }, rows, validation, dispose: false);
        var found = Begin(new() { Epochs = 2, BatchSize = 10, Seed = 1, LearningRate = 1e-30 }, rows, validation, dispose: true);
        Assert.Equal(expected, found);

        double[] Begin(TrainingOptions options, TwoTaskModel.Batch train, TwoTaskModel.Batch measured, bool dispose)
        {
            using var model = new TwoTaskModel(seed: 2);
            using var session = TrainingSession.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(
                model, train, measured, options);
            if (dispose)
            {
                train.Dispose();
                measured.Dispose();
            }

            while (session.NextEpoch())
            {
                while (session.NextBatch(out var batch))
                {
                    session.ZeroGradients();
                    model.ForwardBackward(batch, session.Step);
                    session.Update();
                }

                session.Record(model.Evaluate(session.Validation!.Value));
                session.EndEpoch();
            }

            return [.. session.History.Epochs.SelectMany(epoch => epoch.Tasks).SelectMany(task =>
                (double[])[task.TrainingLoss, task.Validation!.Loss])];
        }
    }

    private Session Begin(TrainingOptions? options = null) =>
        TrainingSession.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(
            _model,
            _rows,
            options: options ?? new() { Epochs = 3, BatchSize = 10 });

    /// <summary>Begins an epoch and trains through its batches.</summary>
    private void Train(Session session)
    {
        Assert.True(session.NextEpoch());
        while (session.NextBatch(out var batch))
        {
            session.ZeroGradients();
            _model.ForwardBackward(batch, session.Step);
            session.Update();
        }
    }

    private static void Refused(Action call, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidOperationException>(call).Message, StringComparison.Ordinal);

    private sealed class Evaluating(TwoTaskModel model) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => model.eval();
    }
}
