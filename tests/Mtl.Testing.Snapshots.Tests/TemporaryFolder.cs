namespace Mtl.Testing.Snapshots.Tests;

/// <summary>A folder for one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("snapshots-").FullName;

    public IEnumerable<string> FileNames =>
        Directory.EnumerateFiles(FullName).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public string this[string fileName] => Path.Combine(FullName, fileName);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
