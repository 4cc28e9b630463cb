namespace Mtl;

/// <content>Where the run is, in a checkpoint: the place in the epoch, the losses of its batches and the history.</content>
public sealed partial class TrainingSession<TBatch, TMetrics> : IResumable
{
    /// <summary>Begins the checkpoints of the run; goes on from the newest, if there is one.</summary>
    /// <param name="options">The training options.</param>
    internal void BeginCheckpoints(TrainingOptions options)
    {
        if (_checkpoints is null)
            return;
        try
        {
            var settings = RunSettings.Of(
                _batches.Rows, RowHash.Of(_batches.All), _info, options, Step.Losses.Balancing, _step.Optimizers);
            _checkpoints.Begin(settings, [this, .. _best is null ? (IResumable[])[] : [_best], .. _step.Resumable]);
            if (_checkpoints.IsResumed)
                _preparation.Keep();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    void IResumable.Save(CheckpointWriter checkpoint)
    {
        bool isWithinEpoch = _epochs.Count < Epoch;
        checkpoint.Add(
            "session",
            new(
                _batches.Seed,
                _batches.EpochsOfModel - (isWithinEpoch ? 1 : 0),
                [.. _epochs],
                _run.Steps,
                isWithinEpoch ? _stepOfEpoch : 0,
                _losses.Sums,
                _clock.Elapsed - _begin,
                _preparationTime,
                [.. _skipped],
                _run.LearningRate),
            CheckpointJson.Default.SessionState);
    }

    void IResumable.Restore(CheckpointReader checkpoint)
    {
        var state = checkpoint.Value("session", CheckpointJson.Default.SessionState);
        _batches.Resume(state.Seed, state.EpochsOfModel);
        _epochs.AddRange(state.Epochs);
        Epoch = _epochs.Count;
        (_run.Steps, _run.LearningRate) = (state.Steps, state.LearningRate);
        _resumedAtStep = state.Steps;
        _skipped.AddRange(state.Skipped);
        _preparationTime += state.Preparation;
        if (state.StepOfEpoch > 0)
            _interrupted = state;
        Replay(state);
    }

    /// <summary>
    /// Brings what follows the history to the place of a checkpoint. It comes before the state of the optimizer is restored, because
    /// schedulers of TorchSharp compute a learning rate from the one before.
    /// </summary>
    private void Replay(SessionState state)
    {
        for (long step = 0; step < state.Steps; step++)
            _schedule?.EndStep();
        foreach (var epoch in state.Epochs)
        {
            _adaptation?.EndEpoch(epoch);
            _schedule?.EndEpoch(epoch);
            if (epoch.HasValidation) // Validation rows can be new.
                _watched?.Add(epoch);
        }

        StopIfNothingImproves();
    }
}
