namespace Mtl;

/// <summary>
/// Follows a training by a call that ends before the training goes on, so that it meets the model as the report says it is;
/// <see cref="Progress{T}"/> would make it later and on another thread.
/// </summary>
/// <param name="handler">What is called with every report.</param>
public sealed class SynchronousProgress(Action<TrainingProgress> handler) : IProgress<TrainingProgress>
{
    private readonly Action<TrainingProgress> _handler = handler ?? throw new ArgumentNullException(nameof(handler));

    /// <inheritdoc/>
    public void Report(TrainingProgress value) => _handler(value);
}
