using TorchSharp;

namespace Mtl.Tests;

/// <summary>A training loop written by the user on a <c>TrainingSession</c>.</summary>
public sealed class TrainingLoopTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_batch_lives_until_the_next_one()
    {
        using var session = Begin(TwoTaskData.Create(20), new() { Epochs = 1, BatchSize = 10 });
        Assert.True(session.NextEpoch());
        Assert.True(session.NextBatch(out var first));
        var made = torch.zeros(1);
        Assert.False(first.Input.IsInvalid);
        Assert.True(session.NextBatch(out var second));
        Assert.True(first.Input.IsInvalid && first.Price.Present.IsInvalid && made.IsInvalid);
        Assert.False(session.NextBatch(out _));
        Assert.True(second.Input.IsInvalid);
    }

    [Fact]
    public void A_loop_may_end_an_epoch_and_the_training_earlier()
    {
        using var session = Begin(TwoTaskData.Create(50), new() { Epochs = 9, BatchSize = 10 });
        while (session.NextEpoch() && session.Epoch < 3)
        {
            while (session.NextBatch(out var batch))
            {
                session.ZeroGradients();
                _model.ForwardBackward(batch, session.Step);
                session.Update();
                if (session.Epoch == 2)
                    break;
            }

            session.EndEpoch();
        }

        Assert.Equal((6, 2, StopReason.Stopped), (session.History.Steps, session.History.Epochs.Count, session.History.StopReason));
        Assert.Equal(session.Step.Losses.Losses[1], session.History.Epochs[1].Tasks[1].TrainingLoss, 1e-6); // The mean of the one step.
    }

    [Fact]
    public void A_session_that_was_disposed_of_says_so_and_has_put_the_mode_back()
    {
        _model.eval();
        var session = Begin(TwoTaskData.Create(20), new());
        Assert.True(_model.training);
        session.Dispose();
        session.Dispose();
        Assert.False(_model.training);
        Assert.Throws<ObjectDisposedException>(() => session.NextEpoch());
        Assert.Throws<ObjectDisposedException>(() => session.NextBatch(out _));
    }

    private TrainingSession<TwoTaskModel.Batch, TwoTaskModel.Metrics> Begin(TwoTaskModel.Batch train, TrainingOptions options) =>
        TrainingSession.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model, train, options: options);
}
