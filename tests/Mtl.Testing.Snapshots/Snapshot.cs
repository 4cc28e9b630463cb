namespace Mtl.Testing.Snapshots;

/// <summary>One text that a test produced. <c>Name</c> tells apart several texts of one test; a test's only text has none.</summary>
internal sealed record Snapshot(string? Name, string Extension, string Text)
{
    public string FileName(string prefix, string state) =>
        Name is null ? $"{prefix}.{state}.{Extension}" : $"{prefix}#{Name}.{state}.{Extension}";
}
