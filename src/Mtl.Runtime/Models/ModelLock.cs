using System.Runtime.CompilerServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The reader-writer lock of a model: any number of threads read it, or one thread changes it. Predictions so read the state of a finished
/// training step, and a training step is not affected by the mode of an inference scope.
/// </summary>
/// <remarks>
/// Readers that wait for a change have priority over the next change, and a waiting change has priority over new readers: neither starves
/// the other, however short the time between two training steps. A thread may read while it changes, and read recursively.
/// </remarks>
internal sealed class ModelLock
{
    /// <summary>The message for a model that was disposed of.</summary>
    public const string DisposedWhileTrained = "The model was disposed of while it was trained.";

    private static readonly ConditionalWeakTable<torch.nn.Module, ModelLock> _ofModels = [];

    private readonly object _gate = new(); // Not a Lock: threads wait by Monitor.Wait.
    private readonly Dictionary<int, int> _readers = [];
    private int _waitingReaders;
    private int _readersTurn;
    private int _waitingChanges;
    private int _waitingDisposals;
    private int? _changing;
    private int _changes;
    private bool _isTrained;

    public static ModelLock Of(torch.nn.Module model) => _ofModels.GetValue(model, static _ => new());

    /// <summary>Whether the model was disposed of.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>
    /// Requires a model that was not disposed of. It cannot be disposed of while the lock of <see cref="Change"/> is held.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public void RequireLiving()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(null, DisposedWhileTrained);
    }

    /// <summary>Begins a training run; <see cref="EndTraining"/> must follow.</summary>
    /// <param name="model">The model's name, for the message.</param>
    /// <exception cref="InvalidOperationException">Another training run has not ended.</exception>
    public void BeginTraining(string model)
    {
        lock (_gate)
        {
            if (_isTrained)
            {
                throw new InvalidOperationException(
                    $"{model}: the model is being trained already. Wait until that Fit has ended, or dispose of that training session.");
            }

            _isTrained = true;
        }
    }

    /// <summary>Ends the training run.</summary>
    public void EndTraining()
    {
        lock (_gate)
            _isTrained = false;
    }

    /// <summary>Waits until no other thread uses the model, and locks it for a change.</summary>
    /// <returns>The lock, held by the current thread until it is disposed of.</returns>
    /// <exception cref="InvalidOperationException">The current thread is reading the model.</exception>
    public Changing Change()
    {
        int thread = Environment.CurrentManagedThreadId;
        lock (_gate)
        {
            if (_changing != thread)
                WaitForOthers(thread, isDisposal: false);
            _changes++;
        }

        return new(this);
    }

    /// <summary>Waits until no other thread uses the model, locks it and marks it as disposed of.</summary>
    /// <param name="model">The model's name, for the message.</param>
    /// <returns>The lock, held by the current thread until it is disposed of.</returns>
    /// <exception cref="InvalidOperationException">The current thread is reading the model, or is in a training step of it.</exception>
    public Changing BeginDisposal(string model)
    {
        int thread = Environment.CurrentManagedThreadId;
        lock (_gate)
        {
            if (_changing == thread)
            {
                throw new InvalidOperationException(
                    $"{model}: within a training step the model cannot be disposed of. End the step or the training before.");
            }

            WaitForOthers(thread, isDisposal: true);
            _changes++;
            IsDisposed = true;
        }

        return new(this);
    }

    /// <summary>Waits until no other thread changes the model, and locks it for reading.</summary>
    /// <returns>The lock, held by the current thread until it is disposed of.</returns>
    public Reading Read()
    {
        int thread = Environment.CurrentManagedThreadId;
        lock (_gate)
        {
            int reads = _readers.GetValueOrDefault(thread);
            if (reads == 0 && _changing != thread)
                WaitForTurn();
            _readers[thread] = reads + 1;
        }

        return new(this, thread);
    }

    private void EndChange()
    {
        lock (_gate)
        {
            if (--_changes > 0)
                return;
            _changing = null;
            _readersTurn = _waitingReaders;
            Monitor.PulseAll(_gate);
        }
    }

    private void EndReading(int thread)
    {
        lock (_gate)
        {
            if (--_readers[thread] > 0)
                return;
            _readers.Remove(thread);
            if (_readers.Count == 0)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// Waits for all other threads. A disposal has priority over changes, whose sequence only ends with the training run.
    /// </summary>
    private void WaitForOthers(int thread, bool isDisposal)
    {
        if (_readers.ContainsKey(thread))
        {
            string action = isDisposal ? "cannot be disposed of" : "can be neither trained nor changed";
            throw new InvalidOperationException($"Within an inference scope of a model it {action}.");
        }

        _waitingChanges++;
        _waitingDisposals += isDisposal ? 1 : 0;
        while (_changing is not null || _readers.Count > 0 || _readersTurn > 0 || (_waitingDisposals > 0 && !isDisposal))
            Monitor.Wait(_gate);
        _waitingChanges--;
        _waitingDisposals -= isDisposal ? 1 : 0;
        _changing = thread;
    }

    private void WaitForTurn()
    {
        if (_changing is null && _waitingChanges == 0)
            return;
        _waitingReaders++;
        while (_changing is not null || (_waitingChanges > 0 && _readersTurn == 0))
            Monitor.Wait(_gate);
        _waitingReaders--;
        if (_readersTurn > 0)
            _readersTurn--;
    }

    /// <summary>The lock of a thread that changes the model.</summary>
    /// <param name="use">The lock of the model.</param>
    internal readonly struct Changing(ModelLock use) : IDisposable
    {
        /// <summary>Releases the lock.</summary>
        public void Dispose() => use.EndChange();
    }

    /// <summary>The lock of a thread that reads the model.</summary>
    /// <param name="use">The lock of the model.</param>
    /// <param name="thread">The id of the thread.</param>
    internal readonly struct Reading(ModelLock use, int thread) : IDisposable
    {
        /// <summary>Releases the lock.</summary>
        public void Dispose() => use.EndReading(thread);
    }
}
