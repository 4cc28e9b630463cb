using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Mtl.Testing.Snapshots;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Compares what a test produced with the accepted files, when the result is awaited or returned.</summary>
public static class Verifier
{
    /// <summary>One snapshot per generated source, and one of the diagnostics if there are any.</summary>
    public static SettingsTask Verify(GeneratorDriver target, [CallerFilePath] string sourceFile = "") =>
        Verify(target.GetRunResult(), sourceFile);

    /// <inheritdoc cref="Verify(GeneratorDriver, string)"/>
    public static SettingsTask Verify(GeneratorDriverRunResult target, [CallerFilePath] string sourceFile = "")
    {
        if (!VerifySourceGenerators.Initialized)
            throw new InvalidOperationException("Call VerifySourceGenerators.Initialize() in a module initializer of the test project.");
        return new(GeneratorSnapshots.Of(target), sourceFile);
    }

    /// <summary>One snapshot of a text.</summary>
    public static SettingsTask Verify(string target, string extension = "txt", [CallerFilePath] string sourceFile = "") =>
        new([new(null, extension, target)], sourceFile);
}
