using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

internal static class GradientRecording
{
    /// <summary>
    /// Requires a thread and parameters for which autograd can record gradients. Under <c>no_grad()</c> a training step enables gradients
    /// itself.
    /// </summary>
    /// <param name="model">The model to train.</param>
    /// <exception cref="InvalidOperationException">The thread is in inference mode, or a parameter was created in it.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public static void RequirePossible(torch.nn.Module model)
    {
        if (torch.is_inference_mode_enabled())
        {
            throw new InvalidOperationException(
                $"{model.GetName()}: within torch.inference_mode() there are no gradients, so nothing can be trained. Leave it before.");
        }

        ModelDevice.Of(model);
        foreach (var (name, parameter) in model.named_parameters())
            RequirePossible(model, name, parameter);
    }

    /// <summary>Detects a tensor that was created in inference mode by setting <c>requires_grad</c>, which throws.</summary>
    private static void RequirePossible(torch.nn.Module model, string name, torch.Tensor parameter)
    {
        using var numbers = parameter.detach();
        try
        {
            numbers.requires_grad = numbers.is_floating_point();
        }
        catch (ExternalException error) when (error.Message.Contains("inference tensor", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"{model.GetName()}: '{name}' was made within torch.inference_mode(), so it can never be trained. Make it outside.", error);
        }
    }
}
