using TorchSharp;

namespace Mtl;

/// <summary>Class weights as tensors. A few numbers, made where they are needed, so that they follow the model to any device.</summary>
internal static class ClassWeights
{
    /// <summary>The weights, <c>[classes]</c>, of the type and on the device of <paramref name="like"/>; null for none.</summary>
    public static torch.Tensor? ToTensor(double[]? weights, torch.Tensor like)
        => weights is null ? null : torch.tensor(weights, like.dtype, like.device);
}
