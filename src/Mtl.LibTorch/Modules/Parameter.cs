using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns.</summary>
public class Parameter : Tensor
{
    /// <summary>Makes a tensor a parameter, which takes its place: <paramref name="data"/> is invalid afterwards.</summary>
    public Parameter(Tensor data, bool requires_grad = true)
        : base(data.requires_grad_(requires_grad))
    {
    }
}
