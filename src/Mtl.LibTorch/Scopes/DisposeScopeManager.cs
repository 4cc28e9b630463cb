using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The open scopes of a thread, innermost last, and its counts.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? t_instance;

    internal static DisposeScopeManager ThreadSingleton => t_instance ??= new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal ThreadDisposeScopeStatistics Counts { get; } = new();

    /// <summary>Arrays of closed scopes, for the next ones: a training loop opens a scope per step.</summary>
    internal Stack<Tensor[]> SpareArrays { get; } = new();

    /// <summary>The counts of this thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.Counts;

    internal DisposeScope Open() => CurrentDisposeScope = new(this);

    /// <summary>Closes a scope; one that is not the innermost is taken out of the middle.</summary>
    internal void Close(DisposeScope scope)
    {
        if (CurrentDisposeScope == scope)
        {
            CurrentDisposeScope = scope.OuterScope;
            return;
        }

        for (var inner = CurrentDisposeScope; inner is not null; inner = inner.OuterScope)
        {
            if (inner.OuterScope == scope)
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }

    /// <summary>A new tensor enters the innermost scope.</summary>
    internal void Register(Tensor tensor)
    {
        if (CurrentDisposeScope is { } scope)
        {
            Counts.TensorStatistics.CreatedInScopeCount++;
            scope.Add(tensor);
        }
        else
        {
            Counts.TensorStatistics.CreatedOutsideScopeCount++;
        }
    }

    internal void CountDisposal(Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
            Counts.TensorStatistics.DisposedOutsideScopeCount++;
        else
            Counts.TensorStatistics.DisposedInScopeCount++;
    }
}
