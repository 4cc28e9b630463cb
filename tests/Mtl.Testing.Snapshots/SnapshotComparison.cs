namespace Mtl.Testing.Snapshots;

/// <summary>What the comparison of one test's snapshots with its verified files found, and how to say it or to settle it.</summary>
internal sealed class SnapshotComparison(string directory)
{
    private readonly List<Entry> _new = [];
    private readonly List<Entry> _different = [];
    private readonly List<string> _stale = [];

    internal sealed record Entry(string Received, string Verified, string Text, string? Agreed);

    public bool IsClean => _new.Count == 0 && _different.Count == 0 && _stale.Count == 0;

    // Editors like to end a file with a line feed; one at the end of the verified file is forgiven.
    public static bool AreEqual(string text, string? agreed) => agreed == text || agreed == text + "\n";

    public void Add(Entry entry)
    {
        if (entry.Agreed is null) _new.Add(entry);
        else if (!AreEqual(entry.Text, entry.Agreed)) _different.Add(entry);
    }

    public void AddStale(string verified) => _stale.Add(verified);

    public void Accept()
    {
        foreach (var entry in _new.Concat(_different)) File.Move(entry.Received, entry.Verified, overwrite: true);
        foreach (var file in _stale) File.Delete(file);
    }

    public string Describe(bool accepted)
    {
        List<string> lines =
        [
            $"Directory: {directory}",
            .. Section("New:", _new.Select(Pair)),
            .. Section("NotEqual:", _different.Select(Pair)),
            .. Section("Delete:", _stale.Select(file => $"  - {Relative(file)}")),
            .. accepted ? [] : _different.Select(FirstDifference),
            "",
            accepted
                ? "These files were accepted; the next run compares with them."
                : $"To accept: move the received file over the verified one, or run once with {AcceptSwitch.Variable}=true.",
        ];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Section(string title, IEnumerable<string> entries) => entries.Any() ? entries.Prepend(title) : [];

    private string Pair(Entry entry) => $"  - Received: {Relative(entry.Received)}\n    Verified: {Relative(entry.Verified)}";

    // A generated file has hundreds of lines; the first one that differs is what the reader needs.
    private string FirstDifference(Entry entry)
    {
        var received = entry.Text.Split('\n');
        var verified = entry.Agreed!.Split('\n');
        var line = received.Zip(verified).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"\n{Relative(entry.Received)} differs first in line {line + 1}:"
            + $"\n  received: {Line(received, line)}\n  verified: {Line(verified, line)}";
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(end of the text)";

    private string Relative(string file) => Path.GetRelativePath(directory, file);
}
