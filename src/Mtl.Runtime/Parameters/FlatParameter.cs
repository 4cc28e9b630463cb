using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>Where one parameter lies among all.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Start">Its first number.</param>
/// <param name="Count">How many numbers it has.</param>
/// <param name="Value">The view of the flat values, in the parameter's shape.</param>
/// <param name="Gradient">The view of the flat gradients, in the parameter's shape.</param>
internal sealed record FlatParameter(Parameter Parameter, long Start, long Count, torch.Tensor Value, torch.Tensor Gradient) : IDisposable
{
    public void Dispose()
    {
        Value.Dispose();
        Gradient.Dispose();
    }
}
