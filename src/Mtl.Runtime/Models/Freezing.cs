using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Keeps parameters as they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Freezing
{
    /// <summary>Marks all parameters of a module as needing no gradient, so that no optimizer is given them.</summary>
    /// <param name="module">The module.</param>
    public static void Freeze(torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var parameter in module.parameters())
            parameter.requires_grad = false;
    }
}
