using System.Text;

namespace Mtl.Testing.Snapshots;

/// <summary>
/// The snapshot files of one test: <c>prefix[#name].verified.ext</c> holds what was agreed, its <c>.received.</c> twin what came instead.
/// </summary>
internal sealed class SnapshotFolder(string directory, string prefix)
{
    private static readonly UTF8Encoding WithByteOrderMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares the snapshots with the verified files and throws if anything is new, different or stale.</summary>
    /// <param name="snapshots">What the test produced.</param>
    /// <param name="accept">Make the snapshots the verified files. Still throws, so that no run passes on files it wrote itself.</param>
    public void Check(IReadOnlyList<Snapshot> snapshots, bool accept)
    {
        Directory.CreateDirectory(directory);
        foreach (var file in Files("received")) File.Delete(file);

        var comparison = new SnapshotComparison(directory);
        var stale = Files("verified").ToHashSet(StringComparer.Ordinal);
        foreach (var snapshot in snapshots)
        {
            var received = Path.Combine(directory, snapshot.FileName(prefix, "received"));
            var verified = Path.Combine(directory, snapshot.FileName(prefix, "verified"));
            stale.Remove(verified);

            var text = snapshot.Text.ReplaceLineEndings("\n");
            var agreed = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
            comparison.Add(new(received, verified, text, agreed));
            if (!SnapshotComparison.AreEqual(text, agreed)) File.WriteAllText(received, text, WithByteOrderMark);
        }
        foreach (var file in stale.Order(StringComparer.Ordinal)) comparison.AddStale(file);

        if (comparison.IsClean) return;
        if (accept) comparison.Accept();
        throw new VerifyException(comparison.Describe(accept));
    }

    private IEnumerable<string> Files(string state) =>
        Directory.EnumerateFiles(directory).Where(file => BelongsToTest(Path.GetFileName(file), state));

    // "Tests.Linear" must not pick up the files of "Tests.LinearTwice".
    private bool BelongsToTest(string fileName, string state) =>
        fileName.StartsWith($"{prefix}.{state}.", StringComparison.Ordinal) ||
        (fileName.StartsWith($"{prefix}#", StringComparison.Ordinal) && fileName.Contains($".{state}.", StringComparison.Ordinal));
}
