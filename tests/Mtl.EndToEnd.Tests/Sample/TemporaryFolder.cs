namespace Mtl.EndToEnd.Tests;

/// <summary>A folder for one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("two-digits-").FullName;

    public string this[string fileName] => Path.Combine(FullName, fileName);

    public string Write(string fileName, params IEnumerable<string> lines)
    {
        File.WriteAllLines(this[fileName], lines);
        return this[fileName];
    }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
