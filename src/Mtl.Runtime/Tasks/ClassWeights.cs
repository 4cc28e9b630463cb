using TorchSharp;

namespace Mtl;

/// <summary>Class weights as tensors. They are created at every use, so that they are always on the model's device.</summary>
internal static class ClassWeights
{
    /// <summary>The weights, <c>[classes]</c>, with the type and on the device of <paramref name="like"/>; null for none.</summary>
    public static torch.Tensor? ToTensor(double[]? weights, torch.Tensor like)
        => weights is null ? null : torch.tensor(weights, like.dtype, like.device);
}
