using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>Where one parameter lies among all.</summary>
internal sealed class FlatParameter : IDisposable
{
    private readonly FlatParameters _all;
    private torch.Tensor? _gradient;

    /// <summary>Finds the place of a parameter.</summary>
    /// <param name="all">All parameters.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="start">Its first number.</param>
    public FlatParameter(FlatParameters all, Parameter parameter, long start)
    {
        _all = all;
        Parameter = parameter;
        Start = start;
        Count = parameter.NumberOfElements;
        Value = View(all.Values!);
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>Its first number.</summary>
    public long Start { get; }

    /// <summary>How many numbers it has.</summary>
    public long Count { get; }

    /// <summary>The view of the flat values, in the parameter's shape.</summary>
    public torch.Tensor Value { get; }

    /// <summary>The view of the flat gradients, in the parameter's shape.</summary>
    public torch.Tensor Gradient => _gradient ??= View(_all.Gradients!);

    public void Dispose()
    {
        Value.Dispose();
        _gradient?.Dispose();
    }

    private torch.Tensor View(torch.Tensor flat) => flat.narrow(0, Start, Count).view(Parameter.shape).DetachFromDisposeScope();
}
