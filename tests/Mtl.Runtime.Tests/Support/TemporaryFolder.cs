namespace Mtl.Tests;

/// <summary>A folder for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("mtl-runtime-").FullName;

    public string this[string file] => System.IO.Path.Combine(_path, file);

    public string[] Files => [.. Directory.GetFiles(_path).Select(file => System.IO.Path.GetFileName(file))];

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
