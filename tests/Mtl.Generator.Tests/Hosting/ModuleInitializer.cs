using System.Runtime.CompilerServices;

namespace Mtl.Generator.Tests;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();
}
