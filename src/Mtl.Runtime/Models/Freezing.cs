using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Freezes parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Freezing
{
    /// <summary>Sets <c>requires_grad</c> of all parameters of a module to false, so that optimizers do not update them.</summary>
    /// <param name="module">The module.</param>
    public static void Freeze(torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var parameter in module.parameters())
            parameter.requires_grad = false;
    }
}
