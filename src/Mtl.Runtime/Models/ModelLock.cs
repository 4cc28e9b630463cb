using System.Runtime.CompilerServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Who uses a model at the moment: any number of threads that read it, or one that changes it. A reader so meets the state of a finished
/// training step, and a step its own mode and buffers.
/// </summary>
/// <remarks>
/// Readers that wait for a change go before the next change, and a change that waits goes before new readers: neither starves the
/// other, however quickly one step follows the other. A thread may read while it changes, and read twice.
/// </remarks>
internal sealed class ModelLock
{
    /// <summary>What is said of a model that is gone.</summary>
    public const string DisposedWhileTrained = "The model was disposed of while it was trained.";

    private static readonly ConditionalWeakTable<torch.nn.Module, ModelLock> _ofModels = [];

    private readonly object _gate = new(); // A monitor, because threads wait at it.
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

    /// <summary>Requires a model that was not disposed of; it stays so while <see cref="Change"/> keeps it.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public void RequireLiving()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(null, DisposedWhileTrained);
    }

    /// <summary>Begins a training; <see cref="EndTraining"/> must follow.</summary>
    /// <param name="model">The model's name, for the message.</param>
    /// <exception cref="InvalidOperationException">Another training has not ended.</exception>
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

    /// <summary>Lets the next training begin.</summary>
    public void EndTraining()
    {
        lock (_gate)
            _isTrained = false;
    }

    /// <summary>Waits until nobody else uses the model.</summary>
    /// <returns>What keeps it for the thread until it is disposed of.</returns>
    /// <exception cref="InvalidOperationException">The thread itself is reading the model.</exception>
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

    /// <summary>Waits until nobody else uses the model, for good.</summary>
    /// <param name="model">The model's name, for the message.</param>
    /// <returns>What keeps it for the thread until it is disposed of.</returns>
    /// <exception cref="InvalidOperationException">The thread itself is reading the model, or in a training step of it.</exception>
    public Changing BeginDisposal(string model)
    {
        int thread = Environment.CurrentManagedThreadId;
        lock (_gate)
        {
            if (_changing == thread)
                throw new InvalidOperationException($"{model}: within a training step the model cannot be disposed of. End the step or the training before.");
            WaitForOthers(thread, isDisposal: true);
            _changes++;
            IsDisposed = true;
        }

        return new(this);
    }

    /// <summary>Waits until nobody else changes the model.</summary>
    /// <returns>What keeps others from changing it until it is disposed of.</returns>
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

    /// <summary>Waits for all others. A disposal goes before new changes: they would follow each other for as long as a training lasts.</summary>
    private void WaitForOthers(int thread, bool isDisposal)
    {
        if (_readers.ContainsKey(thread))
        {
            throw new InvalidOperationException(
                $"Within an inference scope of a model it {(isDisposal ? "cannot be disposed of" : "can be neither trained nor changed")}.");
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

    /// <summary>A thread changes the model.</summary>
    /// <param name="use">Who else uses it.</param>
    internal readonly struct Changing(ModelLock use) : IDisposable
    {
        /// <summary>Lets those go on who wait.</summary>
        public void Dispose() => use.EndChange();
    }

    /// <summary>A thread reads the model.</summary>
    /// <param name="use">Who else uses it.</param>
    /// <param name="thread">The thread.</param>
    internal readonly struct Reading(ModelLock use, int thread) : IDisposable
    {
        /// <summary>Lets those go on who wait for the last reader.</summary>
        public void Dispose() => use.EndReading(thread);
    }
}
