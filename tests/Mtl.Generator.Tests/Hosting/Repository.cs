using System.Runtime.CompilerServices;

namespace Mtl.Generator.Tests;

/// <summary>Where the repository's own files are, for tests about them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string path = "")
    {
        var folder = new FileInfo(path).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MtlGen.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No MtlGen.sln above {path}.");
    }
}
