using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>Numbers that follow each other, as one long parameter for an optimizer, with their gradients.</summary>
internal sealed class ContiguousRange : IDisposable
{
    private readonly torch.Tensor _gradient;
    private bool _hasGradient;

    /// <summary>Views the numbers of parameters that follow each other.</summary>
    /// <param name="all">All parameters.</param>
    /// <param name="start">The first number.</param>
    /// <param name="count">How many there are.</param>
    public ContiguousRange(FlatParameters all, long start, long count)
    {
        Start = start;
        Parameter = torch.nn.Parameter(all.Values!.narrow(0, start, count));
        Parameter.DetachFromDisposeScope();
        _gradient = all.Gradients!.narrow(0, start, count).DetachFromDisposeScope();
        HasGradient = true;
    }

    /// <summary>The first number.</summary>
    public long Start { get; }

    /// <summary>The numbers. They belong to this object.</summary>
    public Parameter Parameter { get; }

    /// <summary>Whether an optimizer finds the gradient; one without it, it does not step.</summary>
    public bool HasGradient
    {
        set
        {
            if (value == _hasGradient)
                return;
            _hasGradient = value;
            Parameter.grad = value ? _gradient : null;
        }
    }

    public void Dispose()
    {
        Parameter.Dispose();
        _gradient.Dispose();
    }
}
