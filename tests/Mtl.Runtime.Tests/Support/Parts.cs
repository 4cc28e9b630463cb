using System.Globalization;
using TorchSharp;

namespace Mtl.Tests;

/// <summary>A module that is nothing but its parts, named 0, 1, ….</summary>
internal sealed class Parts : torch.nn.Module
{
    public Parts(params torch.nn.Module[] parts)
        : base(nameof(Parts))
    {
        for (int i = 0; i < parts.Length; i++)
            register_module(i.ToString(CultureInfo.InvariantCulture), parts[i]);
    }
}
