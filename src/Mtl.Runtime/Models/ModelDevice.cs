using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The device of a model; generated constructors call it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelDevice
{
    /// <summary>Moves a model to an existing device. Native layers would abort the process for a device that does not exist.</summary>
    /// <param name="model">The model.</param>
    /// <param name="device">The device.</param>
    /// <exception cref="ArgumentException">The device does not exist.</exception>
    public static void Move(torch.nn.Module model, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(device);
        if (!Enum.IsDefined(device.type))
            throw new ArgumentException($"{model.GetName()}: no kind of device has the number {(int)device.type}.", nameof(device));
        if (device.type == DeviceType.CUDA)
            RequireGpu(model, device);
        model.to(device);
    }

    /// <summary>The device of the first parameter. Every task has parameters, so a model without parameters was disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    internal static torch.Device Of(torch.nn.Module model)
    {
        var parameter = model.parameters().FirstOrDefault();
        ObjectDisposedException.ThrowIf(parameter is null or { IsInvalid: true }, model);
        return parameter.device;
    }

    private static void RequireGpu(torch.nn.Module model, torch.Device device)
    {
        int count = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        if (device.index < count && count > 0)
            return;
        string why = count > 0
            ? $"the GPUs here are cuda:0 to cuda:{count - 1}"
            : "libtorch finds no GPU here; it also needs the package TorchSharp-cuda-linux or TorchSharp-cuda-windows";
        throw new ArgumentException($"{model.GetName()}: it cannot be moved to {device}, because {why}.", nameof(device));
    }
}
