using TorchSharp;

namespace Mtl;

/// <summary>Where a model lives.</summary>
internal static class ModelDevice
{
    /// <summary>The device of the first parameter; the CPU for a model without any.</summary>
    public static torch.Device Of(torch.nn.Module model) => model.parameters().FirstOrDefault()?.device ?? torch.CPU;
}
