using System.Runtime.CompilerServices;
using TorchSharp;

namespace Mtl.Testing;

/// <summary>Gives libtorch one thread: test classes run side by side already.</summary>
internal static class OneThread
{
    [ModuleInitializer]
    internal static void Set() => torch.set_num_threads(1);
}
