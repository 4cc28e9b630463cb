namespace Mtl;

/// <summary>
/// Reports progress by a synchronous call: training continues when the handler returns, so that the handler can use the model in the state
/// of the report. <see cref="Progress{T}"/> calls its handler later and on another thread.
/// </summary>
/// <param name="handler">The handler of every report.</param>
public sealed class SynchronousProgress(Action<TrainingProgress> handler) : IProgress<TrainingProgress>
{
    private readonly Action<TrainingProgress> _handler = handler ?? throw new ArgumentNullException(nameof(handler));

    /// <inheritdoc/>
    public void Report(TrainingProgress value) => _handler(value);
}
