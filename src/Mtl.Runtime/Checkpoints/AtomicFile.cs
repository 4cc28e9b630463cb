namespace Mtl;

/// <summary>Writes files that are either the old or the new version, never half of one, even if the machine stops.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a temporary file in the same folder, flushes it to disk and puts it in the place of <paramref name="path"/>.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        path = Path.GetFullPath(path);
        if (Directory.Exists(path))
            throw new IOException($"Cannot write '{path}': it is a folder.");
        string? folder = Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"Cannot write '{path}': the folder '{folder}' does not exist.");

        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
