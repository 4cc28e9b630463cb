using System.Globalization;

namespace Mtl;

/// <summary>The checkpoints in a folder: <c>checkpoint-120.safetensors</c> was saved after 120 steps.</summary>
/// <param name="path">The folder.</param>
internal sealed class CheckpointFolder(string path)
{
    private const string Name = "checkpoint-";
    private const string Extension = ".safetensors";

    private readonly string _path = Path.GetFullPath(path);
    private readonly HashSet<string> _damaged = [];

    /// <summary>The file of the best epoch.</summary>
    public string Best => Path.Combine(_path, "best" + Extension);

    /// <summary>The file of a checkpoint.</summary>
    /// <param name="steps">The number of steps that were taken.</param>
    public string this[long steps] => Path.Combine(_path, FormattableString.Invariant($"{Name}{steps}{Extension}"));

    /// <summary>Creates the folder, unless it exists, and requires that files can be created in it.</summary>
    /// <exception cref="IOException">No file can be created in it.</exception>
    public void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(_path);
            TemporaryFile.DeleteLeft(_path);
            using var probe = TemporaryFile.Create(_path);
            File.Delete(probe.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"Cannot write checkpoints to the folder '{_path}': {e.Message.TrimEnd('.')}. "
                + "Make it writable, or choose another folder.",
                e);
        }
    }

    /// <summary>Opens the newest checkpoint that is not damaged.</summary>
    /// <param name="warn">Receives a warning for every damaged one that is newer.</param>
    /// <returns>The checkpoint; null if the folder has none.</returns>
    /// <exception cref="ModelFileException">All checkpoints are damaged.</exception>
    public CheckpointReader? OpenNewest(Action<string> warn)
    {
        ModelFileException? first = null;
        foreach (var (file, _) in Files())
        {
            try
            {
                return CheckpointFile.Open(file);
            }
            catch (ModelFileException damage)
            {
                _damaged.Add(file);
                warn($"The checkpoint {damage.Message} The run goes on from the one before.");
                first ??= damage;
            }
        }

        return first is null ? null : throw new ModelFileException(
            first.Path,
            "neither this checkpoint nor an older one of its folder can be read, so the run cannot go on. Take other copies of them, or "
            + "begin a new run in another folder.",
            first);
    }

    /// <summary>Deletes all checkpoints but the newest. Damaged ones do not count, and remain.</summary>
    /// <param name="keep">The number of checkpoints that remain.</param>
    public void DeleteOld(int keep)
    {
        foreach (var (file, _) in Files().Where(file => !_damaged.Contains(file.Path)).Skip(keep))
            File.Delete(file);
    }

    /// <summary>Records that a file was written again.</summary>
    public void MarkWhole(string file) => _damaged.Remove(file);

    /// <summary>The files, the newest first.</summary>
    private List<(string Path, long Steps)> Files()
    {
        var files = new List<(string Path, long Steps)>();
        foreach (string file in Directory.EnumerateFiles(_path, $"{Name}*{Extension}"))
        {
            string number = Path.GetFileName(file)[Name.Length..^Extension.Length];
            if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long steps))
                files.Add((file, steps));
        }

        return [.. files.OrderByDescending(file => file.Steps)];
    }
}
