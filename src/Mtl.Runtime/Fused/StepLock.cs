namespace Mtl.CompilerServices;

/// <summary>
/// Who is in the buffers of a fused step: one thread at a time, and nobody once they are freed. Memory that one thread writes while
/// another resizes or frees it would end the process.
/// </summary>
internal sealed class StepLock
{
    private const int Nobody = 0;
    private const int Freed = -1;

    private int _thread = Nobody;

    /// <summary>Enters, if nobody is there.</summary>
    /// <returns>Whether the thread is in; then <see cref="Leave"/> must follow.</returns>
    public bool TryEnter() => Interlocked.CompareExchange(ref _thread, Environment.CurrentManagedThreadId, Nobody) == Nobody;

    /// <summary>Enters as soon as nobody else is there; <see cref="Leave"/> must follow.</summary>
    /// <exception cref="ObjectDisposedException">The buffers were freed.</exception>
    /// <exception cref="InvalidOperationException">The thread is there already.</exception>
    public void Enter()
    {
        var wait = default(SpinWait);
        while (!TryEnter())
        {
            int other = Volatile.Read(ref _thread);
            if (other == Freed)
                throw new ObjectDisposedException(null, "The training step was freed: its model was disposed of, or got other parameters.");
            if (other == Environment.CurrentManagedThreadId)
                throw new InvalidOperationException("Within a training step neither another can begin nor the model be disposed of.");
            wait.SpinOnce();
        }
    }

    /// <summary>Leaves the buffers to the next.</summary>
    public void Leave() => Volatile.Write(ref _thread, Nobody);

    /// <summary>Waits until nobody is there and lets nobody in any more.</summary>
    /// <exception cref="InvalidOperationException">The thread itself is there.</exception>
    public void Close()
    {
        if (Volatile.Read(ref _thread) == Freed)
            return;
        Enter();
        Volatile.Write(ref _thread, Freed);
    }
}
