using TorchSharp;

namespace Mtl.Tests;

internal static class StepValueExtensions
{
    /// <summary>Begins the backward pass at a value, as a loss does.</summary>
    /// <param name="value">The value.</param>
    /// <param name="gradient">The gradient with respect to it, in all slices.</param>
    public static void BeginBackward(this StepValue value, torch.Tensor gradient)
    {
        value.Gradient!.Start(0);
        value.Gradients!.copy_(gradient);
    }
}
