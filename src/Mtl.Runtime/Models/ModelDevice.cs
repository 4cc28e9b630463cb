using TorchSharp;

namespace Mtl;

/// <summary>Where a model lives.</summary>
internal static class ModelDevice
{
    /// <summary>The device of the first parameter. Every task has parameters, so a model without any was disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public static torch.Device Of(torch.nn.Module model)
    {
        var parameter = model.parameters().FirstOrDefault();
        ObjectDisposedException.ThrowIf(parameter is null or { IsInvalid: true }, model);
        return parameter.device;
    }
}
