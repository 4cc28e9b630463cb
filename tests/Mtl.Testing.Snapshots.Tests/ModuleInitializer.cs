using System.Runtime.CompilerServices;

namespace Mtl.Testing.Snapshots.Tests;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();
}
