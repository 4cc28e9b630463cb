using System.Runtime.CompilerServices;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Owns the tensors made while it is the innermost open scope of its thread, and disposes of them all when it is closed.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private DisposeScopeManager? _manager;

    /// <summary>The tensors in no particular order. Each knows its slot, so that it leaves without a search.</summary>
    private Tensor[] _tensors;

    private int _count;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        OuterScope = manager.CurrentDisposeScope;
        _tensors = manager.SpareArrays.TryPop(out var spare) ? spare : new Tensor[64];
    }

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>How many tensors the scope holds.</summary>
    public int DisposablesCount => Open._manager is null ? 0 : _count;

    /// <summary>A copy of the list of what the scope holds.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => Open._tensors[.._count];

    private DisposeScope Open => _manager is null ? throw new ObjectDisposedException(nameof(DisposeScope)) : this;

    /// <summary>Whether the scope holds this.</summary>
    public bool Contains(IDisposable disposable) => disposable is Tensor tensor && tensor.OwningDisposeScope == this;

    /// <summary>Moves a tensor to the next outer scope; where there is none, no scope owns it any more.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable => MoveToOther(OuterScope, disposable);

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    /// <summary>Moves a tensor of this scope to another; to null, no scope owns it any more.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        if (scope is null)
            return Detach(disposable);
        if (Open.Contains(disposable) && scope != this)
        {
            var tensor = (Tensor)(IDisposable)disposable;
            Remove(tensor);
            scope.Add(tensor);
        }

        return disposable;
    }

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
            MoveToOther(scope, disposable);
    }

    /// <summary>Takes a tensor out of this scope: whoever holds it disposes of it.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        if (Open.Contains(disposable))
        {
            Remove((Tensor)(IDisposable)disposable);
            _manager!.Counts.TensorStatistics.DetachedFromScopeCount++;
        }

        return disposable;
    }

    /// <inheritdoc cref="Detach{T}(T)"/>
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (Detach(first), Detach(second));

    /// <inheritdoc cref="Detach{T}(T)"/>
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

    /// <inheritdoc cref="Detach{T}(T)"/>
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="Detach{T}(T)"/>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
            Detach(disposable);
    }

    /// <summary>Takes a tensor into this scope, out of the one that held it.</summary>
    public void Attach(IDisposable disposable)
    {
        if (disposable is not Tensor tensor)
            throw new InvalidOperationException("A dispose scope holds tensors.");
        if (tensor.OwningDisposeScope == Open)
            return;
        tensor.OwningDisposeScope?.Remove(tensor);
        Add(tensor);
        _manager!.Counts.TensorStatistics.AttachedToScopeCount++;
    }

    /// <inheritdoc cref="Attach(IDisposable)"/>
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="Attach(IDisposable)"/>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] attached = [.. disposables];
        foreach (var disposable in attached)
            Attach(disposable);
        return attached;
    }

    /// <summary>Disposes of all that the scope holds; the scope stays open.</summary>
    public void DisposeEverything()
    {
        Open.ReleaseAll();
        Array.Clear(_tensors, 0, _count);
        _count = 0;
    }

    /// <summary>Disposes of all that the scope holds except <paramref name="inKeep"/>; the scope stays open.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = inKeep.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var tensor in Open._tensors[.._count])
        {
            if (!keep.Contains(tensor))
                tensor.Dispose();
        }
    }

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Tells the scope that something it holds has been disposed of.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (Open.Contains(disposable))
            Remove((Tensor)disposable);
    }

    /// <summary>Closes the scope and disposes of all that it holds.</summary>
    public void Dispose()
    {
        if (_manager is not { } manager)
            return;
        DisposeEverything();
        manager.SpareArrays.Push(_tensors);
        manager.Close(this);
        _manager = null;
    }

    internal void Add(Tensor tensor)
    {
        if (_count == _tensors.Length)
            Array.Resize(ref _tensors, 2 * _count);
        tensor.OwningDisposeScope = this;
        tensor.ScopeSlot = _count;
        _tensors[_count++] = tensor;
    }

    internal void Remove(Tensor tensor)
    {
        var last = _tensors[--_count];
        _tensors[tensor.ScopeSlot] = last;
        last.ScopeSlot = tensor.ScopeSlot;
        _tensors[_count] = null!;
        tensor.OwningDisposeScope = null;
    }

    /// <summary>Gives all handles back in a few native calls.</summary>
    [SkipLocalsInit]
    private unsafe void ReleaseAll()
    {
        const int Batch = 128;
        var handles = stackalloc nint[Batch];
        var held = 0;
        for (var i = 0; i < _count; i++)
        {
            if (held == Batch)
            {
                Native.mtl_tensor_release(handles, held);
                held = 0;
            }

            handles[held++] = _tensors[i].Forget();
        }

        Native.mtl_tensor_release(handles, held);
    }
}
