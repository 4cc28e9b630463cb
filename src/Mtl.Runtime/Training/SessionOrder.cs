namespace Mtl;

/// <summary>
/// Checks the order of the calls of a training session: <c>NextEpoch</c>, then for every step <c>NextBatch</c>, <c>ZeroGradients</c>,
/// <c>ForwardBackward</c> (once, or for several batches) and <c>Update</c>, then <c>EndEpoch</c>. A call in the wrong order would silently
/// train or report something else, so it throws, with a message that names the missing call.
/// </summary>
internal sealed class SessionOrder
{
    private Place _place = Place.BetweenEpochs;
    private bool _hasBatch;
    private bool _hasStep;

    private enum Place
    {
        BetweenEpochs,

        /// <summary>Within an epoch; the gradients were used for a step, or are not those of this session.</summary>
        Used,

        /// <summary>The gradients are 0.</summary>
        Zero,

        /// <summary>The gradients are those of one or several batches.</summary>
        Ready,

        Disposed,
    }

    /// <summary>Requires that no epoch was begun and not ended.</summary>
    /// <param name="current">The last epoch.</param>
    public void RequireNoEpoch(int current)
    {
        if (_place != Place.BetweenEpochs)
        {
            throw new InvalidOperationException(
                $"NextEpoch was called within epoch {current}: call EndEpoch first, at the end of every epoch.");
        }
    }

    /// <summary>Begins an epoch.</summary>
    /// <param name="hasStep">Whether steps of it were taken before, in a run that was interrupted.</param>
    public void BeginEpoch(bool hasStep = false) => (_place, _hasBatch, _hasStep) = (Place.Used, false, hasStep);

    /// <summary>Requires an epoch.</summary>
    /// <param name="call">The call that needs it.</param>
    public void RequireEpoch(string call)
    {
        RequireLiving();
        if (_place == Place.BetweenEpochs)
            throw new InvalidOperationException($"{call} was called outside an epoch: it comes after NextEpoch and before EndEpoch.");
    }

    /// <summary>Records that a batch was created.</summary>
    public void TakeBatch() => _hasBatch = true;

    /// <summary>Records that the gradients are set to zero.</summary>
    public void ZeroGradients()
    {
        RequireEpoch(nameof(ZeroGradients));
        _place = Place.Zero;
    }

    /// <summary>Records that the gradients of a batch were added.</summary>
    public void ForwardBackward()
    {
        RequireEpoch(nameof(ForwardBackward));
        if (_place == Place.Used)
        {
            throw new InvalidOperationException(
                "ForwardBackward was called before ZeroGradients: it added to the gradients of an earlier step. "
                + "Call ZeroGradients before it, once for every Update.");
        }

        _place = Place.Ready;
    }

    /// <summary>Records that the gradients cannot be used for a step.</summary>
    public void AbandonStep() => _place = Place.Used;

    /// <summary>Records that the gradients are used for a step.</summary>
    public void Update()
    {
        RequireEpoch(nameof(Update));
        if (_place != Place.Ready)
        {
            string since = _place == Place.Zero ? nameof(ZeroGradients) : _hasStep ? $"the last {nameof(Update)}" : "the epoch began";
            throw new InvalidOperationException(
                $"Update was called, but no losses were recorded since {since}. "
                + "Call ZeroGradients and ForwardBackward(batch, session.Step) before it; "
                + "pass custom losses to session.Step: Record for every task, then Backward.");
        }

        (_place, _hasStep) = (Place.Used, true);
    }

    /// <summary>Ends an epoch in which a step was taken.</summary>
    /// <param name="epoch">The epoch.</param>
    public void EndEpoch(int epoch)
    {
        RequireEpoch(nameof(EndEpoch));
        if (!_hasStep)
        {
            string missing = _hasBatch
                ? "call ForwardBackward and Update after NextBatch"
                : "no batch was taken, call NextBatch until it returns false";
            throw new InvalidOperationException($"EndEpoch was called, but no step was taken in epoch {epoch}: {missing}.");
        }

        _place = Place.BetweenEpochs;
    }

    /// <summary>Ends an epoch that was canceled.</summary>
    public void CancelEpoch()
    {
        RequireEpoch(nameof(EndEpoch));
        _place = Place.BetweenEpochs;
    }

    /// <summary>Ends the session.</summary>
    /// <returns>False if it was ended before.</returns>
    public bool TryDispose()
    {
        bool isFirst = _place != Place.Disposed;
        _place = Place.Disposed;
        return isFirst;
    }

    /// <exception cref="ObjectDisposedException">The session has ended.</exception>
    public void RequireLiving()
    {
        if (_place == Place.Disposed)
            throw new ObjectDisposedException(null, "The training session was disposed of: begin another one.");
    }
}
