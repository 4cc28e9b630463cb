using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>A contiguous range of the flat parameters, as one long parameter for an optimizer, with its gradient.</summary>
internal sealed class ContiguousRange : IDisposable
{
    private bool _hasGradient;

    /// <summary>Creates the views.</summary>
    /// <param name="all">The flat parameters.</param>
    /// <param name="start">The index of the first number.</param>
    /// <param name="count">The number of numbers.</param>
    public ContiguousRange(FlatParameters all, long start, long count)
    {
        Start = start;
        Parameter = torch.nn.Parameter(all.Values!.narrow(0, start, count));
        Parameter.DetachFromDisposeScope();
        Gradient = all.Gradients!.narrow(0, start, count).DetachFromDisposeScope();
        HasGradient = true;
    }

    /// <summary>The index of the first number.</summary>
    public long Start { get; }

    /// <summary>The view of the values, disposed of with this object.</summary>
    public Parameter Parameter { get; }

    /// <summary>The view of the gradients, disposed of with this object.</summary>
    public torch.Tensor Gradient { get; }

    /// <summary>Whether the parameter has its gradient; else <c>grad</c> is null, and optimizers do not update the parameter.</summary>
    public bool HasGradient
    {
        get => _hasGradient;
        set
        {
            if (value == _hasGradient)
                return;
            _hasGradient = value;
            Parameter.grad = value ? Gradient : null;
        }
    }

    public void Dispose()
    {
        Parameter.Dispose();
        Gradient.Dispose();
    }
}
