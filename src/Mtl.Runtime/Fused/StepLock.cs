namespace Mtl.CompilerServices;

/// <summary>
/// Locks the buffers of a fused step: one thread at a time can use them, and no thread once they are freed. The process would crash if
/// one thread wrote to memory that another one resizes or frees.
/// </summary>
internal sealed class StepLock
{
    private const int Unlocked = 0;
    private const int Closed = -1;

    private int _thread = Unlocked;

    /// <summary>Locks the buffers if they are not locked.</summary>
    /// <returns>Whether the thread has locked them; then it must call <see cref="Leave"/>.</returns>
    public bool TryEnter() => Interlocked.CompareExchange(ref _thread, Environment.CurrentManagedThreadId, Unlocked) == Unlocked;

    /// <summary>Waits until the buffers are not locked, and locks them. The thread must then call <see cref="Leave"/>.</summary>
    /// <exception cref="ObjectDisposedException">The buffers were freed.</exception>
    /// <exception cref="InvalidOperationException">The same thread has already locked them.</exception>
    public void Enter()
    {
        var wait = default(SpinWait);
        while (!TryEnter())
        {
            int other = Volatile.Read(ref _thread);
            if (other == Closed)
            {
                throw new ObjectDisposedException(
                    null, "The training step was disposed: its model was disposed, or its parameters were replaced.");
            }

            if (other == Environment.CurrentManagedThreadId)
                throw new InvalidOperationException("Within a training step, another one cannot start and the model cannot be disposed.");
            wait.SpinOnce();
        }
    }

    /// <summary>Unlocks the buffers.</summary>
    public void Leave() => Volatile.Write(ref _thread, Unlocked);

    /// <summary>Waits until the buffers are not locked, and locks them forever.</summary>
    /// <exception cref="InvalidOperationException">The same thread has locked them.</exception>
    public void Close()
    {
        if (Volatile.Read(ref _thread) == Closed)
            return;
        Enter();
        Volatile.Write(ref _thread, Closed);
    }
}
